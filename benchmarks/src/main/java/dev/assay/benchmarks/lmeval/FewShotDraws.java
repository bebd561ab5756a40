package dev.assay.benchmarks.lmeval;

import dev.assay.SetupException;
import dev.assay.benchmarks.lmeval.task.FewShot;
import dev.assay.benchmarks.lmeval.task.TaskConfig;
import dev.assay.benchmarks.python.PythonRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Which documents stand as worked examples before each document that is asked. They are drawn one
 * after the other from one generator, so those of a document depend on its place, and a limit on
 * the number of documents changes none.
 */
final class FewShotDraws {
  /** lm-evaluation-harness's default {@code fewshot_seed}. */
  private static final int SEED = 1234;

  private final TaskConfig config;
  private final List<Document> pool;
  private final int count;
  private final PythonRandom random = new PythonRandom(SEED);

  private FewShotDraws(TaskDocuments documents) {
    this.config = documents.config();
    this.pool = documents.shown();
    this.count = config.fewShot().count();
  }

  /**
   * The worked examples of all documents, in their order.
   *
   * @throws SetupException if there are too few to draw from
   */
  static List<List<Document>> of(TaskDocuments documents) {
    FewShotDraws draws = new FewShotDraws(documents);
    List<List<Document>> all = new ArrayList<>();
    for (Document asked : documents.asked()) {
      all.add(draws.count == 0 ? List.of() : draws.next(asked));
    }
    return all;
  }

  private List<Document> next(Document asked) {
    FewShot fewShot = config.fewShot();
    // as lm-evaluation-harness asks it: also true where neither is given
    boolean couldSeeItself = fewShot.split().equals(config.testSplit());
    if (fewShot.sampler().equals("first_n")) {
      List<Document> others = couldSeeItself ? without(asked, pool) : pool;
      enough(others.size(), count);
      return others.subList(0, count);
    }
    if (!couldSeeItself) {
      return drawn(pool, count);
    }
    List<Document> others = without(asked, drawn(pool, count + 1));
    return others.size() < count
        ? drawn(without(asked, pool), count)
        : List.copyOf(others.subList(0, count));
  }

  private List<Document> drawn(List<Document> from, int number) {
    enough(from.size(), number);
    return random.sample(from.size(), number).stream().map(from::get).toList();
  }

  private void enough(int size, int needed) {
    if (size < needed) {
      throw new SetupException(
          "%s: num_fewshot: %d worked examples need %d documents to draw from, and there are %d"
              .formatted(config.file(), count, needed, size));
    }
  }

  private static List<Document> without(Document asked, List<Document> from) {
    return from.stream().filter(document -> !document.equals(asked)).toList();
  }
}

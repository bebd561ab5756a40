package dev.assay.benchmarks.lmeval;

import dev.assay.SetupException;
import dev.assay.benchmarks.lmeval.data.Documents;
import dev.assay.benchmarks.lmeval.task.Expression;
import dev.assay.benchmarks.lmeval.task.FewShot;
import dev.assay.benchmarks.lmeval.task.Formatting;
import dev.assay.benchmarks.lmeval.task.TaskConfig;
import dev.assay.benchmarks.python.PythonNumber;
import dev.assay.benchmarks.python.PythonRepr;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a task and what its file makes of them. Immutable.
 *
 * <p>Two kinds of tasks differ from the rest, and the first document tells them, as in
 * lm-evaluation-harness: in one {@code doc_to_text} is the number of the right choice, the choices
 * are contexts and the target is what follows them; in the other a document has several right
 * answers.
 */
final class TaskDocuments {
  private final TaskConfig config;
  private final List<String> fields;
  private final List<Document> asked;
  private final List<Document> shown;
  private final boolean severalContexts;
  private final boolean severalTargets;

  private TaskDocuments(
      TaskConfig config, List<String> fields, List<Document> asked, List<Document> shown) {
    this.config = config;
    this.fields = fields;
    this.asked = asked;
    this.shown = shown;
    Document first = asked.get(0);
    this.severalContexts =
        config.formatting().choices().isPresent()
            && PythonNumber.whole(textOrIndex(first)).isPresent();
    this.severalTargets = target(first) instanceof List;
  }

  /**
   * Reads the documents of a task.
   *
   * @throws SetupException if a split is missing, empty or malformed
   */
  static TaskDocuments read(TaskConfig config) {
    String split =
        config
            .testSplit()
            .or(config::validationSplit)
            .orElseThrow(
                () ->
                    new SetupException(
                        "%s: needs test_split or validation_split, the documents that are asked"
                            .formatted(config.file())));
    Documents documents = config.source().documents(split);
    if (documents.rows().isEmpty()) {
      throw new SetupException("%s: the split '%s' is empty".formatted(config.file(), split));
    }
    return new TaskDocuments(config, documents.fields(), rows(documents), examples(config));
  }

  /** What worked examples are drawn from; empty where there are none. */
  private static List<Document> examples(TaskConfig config) {
    FewShot fewShot = config.fewShot();
    if (fewShot.count() == 0) {
      return List.of();
    }
    if (fewShot.split().isEmpty() && !fewShot.samples().isEmpty()) {
      return fewShot.samples().stream().map(Document::new).toList();
    }
    String split =
        Stream.of(
                fewShot.split(),
                config.trainingSplit(),
                config.validationSplit(),
                config.testSplit())
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow();
    return rows(config.source().documents(split));
  }

  private static List<Document> rows(Documents documents) {
    return documents.rows().stream().map(Document::new).toList();
  }

  TaskConfig config() {
    return config;
  }

  /** The documents that are asked, in their order. */
  List<Document> asked() {
    return asked;
  }

  /** The documents that worked examples are drawn from. */
  List<Document> shown() {
    return shown;
  }

  /** Whether the choices are contexts. */
  boolean severalContexts() {
    return severalContexts;
  }

  /** Whether a document has several right answers. */
  boolean severalTargets() {
    return severalTargets;
  }

  /** {@code doc_to_text}: a text, or the number of a choice. */
  @Nullable Object textOrIndex(Document document) {
    return textOrIndex(document, config.formatting());
  }

  /** {@code doc_to_text} in the formatting of worked examples or of what is asked. */
  @Nullable Object textOrIndex(Document document, Formatting formatting) {
    return formatting.text().isEmpty()
        ? ""
        : formatting.text().get().text(document.fields(), fields, hasChoices());
  }

  /** {@code doc_to_target}: a text, the number of a choice, or a list of them. */
  @Nullable Object target(Document document) {
    return target(document, config.formatting());
  }

  /** {@code doc_to_target} in the formatting of worked examples or of what is asked. */
  @Nullable Object target(Document document, Formatting formatting) {
    return formatting.target().isEmpty()
        ? ""
        : formatting.target().get().target(document.fields(), fields, hasChoices());
  }

  /** {@code doc_to_target} as a text. */
  String targetText(Document document) {
    return PythonRepr.text(target(document));
  }

  /** {@code doc_to_choice}; empty where there is none. */
  List<String> choices(Document document) {
    return choices(document, config.formatting());
  }

  /** {@code doc_to_choice} in the formatting of worked examples or of what is asked. */
  List<String> choices(Document document, Formatting formatting) {
    return formatting.choices().map(c -> c.choices(document.fields(), fields)).orElse(List.of());
  }

  /** A description or a prefix; empty where there is none. */
  String string(Optional<Expression> expression, Document document) {
    return expression.map(e -> e.string(document.fields(), fields)).orElse("");
  }

  private boolean hasChoices() {
    return config.formatting().choices().isPresent();
  }
}

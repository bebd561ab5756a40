package dev.assay.benchmarks.prosqa;

import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmarks.prosqa.ProsqaDataSet.Split;
import dev.assay.data.DataSet;
import dev.assay.data.DataStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * ProsQA's benchmarks: {@code prosqa/test}, {@code prosqa/validation}, both also with {@code
 * -entity-swap}, and {@code prosqa/depth-matched} on the published questions; {@code
 * prosqa-generated/KIND} and, with smaller graphs, {@code prosqa-small/KIND} on generated ones.
 */
public final class ProsqaProvider implements BenchmarkProvider {
  private static final String PUBLISHED = "prosqa";
  private static final String GENERATED = "prosqa-generated";
  private static final String SMALL = "prosqa-small";
  private static final int SMALL_INDEXES = 16;

  /** A benchmark on offer. */
  private record Member(
      Entry entry, String title, QuestionKind kind, Function<DataStore, QuestionSet> questions) {
    ProsqaBenchmark open(DataStore data) {
      return questions.apply(data).benchmark(entry.name(), entry.group(), title, kind);
    }
  }

  private final Map<String, Member> members = new LinkedHashMap<>();

  /** Creates the provider; reads no data. */
  public ProsqaProvider() {
    for (Split split : Split.values()) {
      for (QuestionKind kind : List.of(QuestionKind.PLAIN, QuestionKind.ENTITY_SWAP)) {
        add(
            PUBLISHED,
            split.title() + (kind == QuestionKind.PLAIN ? "" : "-" + kind.key()),
            "ProsQA " + split.title(),
            kind,
            data -> QuestionSet.published(ProsqaDataSet.require(data, split)));
      }
    }
    add(
        PUBLISHED,
        QuestionKind.DEPTH_MATCHED.key(),
        "ProsQA",
        QuestionKind.DEPTH_MATCHED,
        data ->
            QuestionSet.depthMatched(
                ProsqaDataSet.require(data, Split.TEST),
                ProsqaDataSet.require(data, Split.VALIDATION)));
    for (QuestionKind kind : QuestionKind.values()) {
      addGenerated(GENERATED, QuestionSet.PUBLISHED_INDEXES, "ProsQA", kind);
    }
    for (QuestionKind kind : QuestionKind.values()) {
      addGenerated(SMALL, SMALL_INDEXES, "ProsQA with small graphs", kind);
    }
  }

  private void addGenerated(String group, int indexes, String title, QuestionKind kind) {
    add(group, kind.key(), title, kind, data -> QuestionSet.generated(indexes, kind));
  }

  private void add(
      String group,
      String name,
      String title,
      QuestionKind kind,
      Function<DataStore, QuestionSet> questions) {
    boolean embedded = !group.equals(PUBLISHED);
    String suffix = kind.suffix() + (embedded ? " (generated)" : "");
    Entry entry =
        new Entry(
            group + "/" + name,
            group,
            kind.question() + (embedded ? " (generated)" : ""),
            embedded);
    members.put(entry.name(), new Member(entry, title + suffix, kind, questions));
  }

  @Override
  public List<Entry> entries() {
    return members.values().stream().map(Member::entry).toList();
  }

  @Override
  public List<DataSet> dataSets() {
    return List.of(ProsqaDataSet.SET);
  }

  @Override
  public Benchmark<?, ?> open(String name, DataStore data) {
    Member member = members.get(name);
    if (member == null) {
      throw SetupException.unknownName("benchmark", name, members.keySet());
    }
    return member.open(data);
  }
}

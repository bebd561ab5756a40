package dev.assay.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.model.ModelCard;
import dev.assay.model.SweepPoint;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was stated about a run: two runs compare only where these match.
 *
 * @param format version of the run folder's layout
 * @param assayVersion version of Assay
 * @param suite name of the suite
 * @param planHash sha256 over everything in the plan that may change a result
 * @param commandLine the command as typed
 * @param started start of the first attempt, ISO 8601
 * @param settings seed, limit, device, threads, batch size and the other flags in force
 * @param host operating system, processor, Java, inference engine
 * @param models the models in order, each with the options it was opened with
 * @param benchmarks the benchmarks in order
 */
public record Manifest(
    int format,
    String assayVersion,
    String suite,
    String planHash,
    List<String> commandLine,
    String started,
    Map<String, String> settings,
    Map<String, String> host,
    List<ModelEntry> models,
    List<BenchmarkEntry> benchmarks) {
  public Manifest {
    present(assayVersion, "a manifest", "assayVersion");
    present(settings, "a manifest", "settings");
    present(host, "a manifest", "host");
    present(models, "a manifest", "models").forEach(m -> present(m, "a model", "card"));
    present(benchmarks, "a manifest", "benchmarks").forEach(b -> present(b, "a benchmark", "card"));
  }

  /** Refuses what a damaged file lacks. */
  private static <T> T present(@Nullable T value, String whole, String part) {
    return Objects.requireNonNull(value, () -> "%s lacks '%s'".formatted(whole, part));
  }

  /**
   * A model of the run.
   *
   * @param card what is known about it
   * @param provider the provider that opened it
   * @param options the options it was opened with
   * @param fingerprint equal for models that answer alike
   * @param seesBenchmark whether it looks at the benchmark's answers (trivial baselines, replays)
   * @param sweep where it lies on a curve, if it is one of several that differ in some options
   */
  public record ModelEntry(
      ModelCard card,
      String provider,
      Map<String, String> options,
      String fingerprint,
      boolean seesBenchmark,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<SweepPoint> sweep) {
    public ModelEntry {
      present(present(card, "a model", "card").name(), "a model", "name");
      present(fingerprint, "a model", "fingerprint");
      // a run folder of an earlier version has none
      sweep = sweep == null ? Optional.empty() : sweep;
    }

    /** A model that is not part of a sweep. */
    public ModelEntry(
        ModelCard card,
        String provider,
        Map<String, String> options,
        String fingerprint,
        boolean seesBenchmark) {
      this(card, provider, options, fingerprint, seesBenchmark, Optional.empty());
    }
  }

  /**
   * A benchmark of the run.
   *
   * @param card what is known about it
   * @param examples number of examples run, after limits
   * @param total number of examples it has
   * @param spec how it was opened
   */
  public record BenchmarkEntry(BenchmarkCard card, int examples, int total, BenchmarkSpec spec) {
    public BenchmarkEntry {
      present(present(card, "a benchmark", "card").name(), "a benchmark", "name");
      present(card.group(), "a benchmark", "group");
      present(card.version(), "a benchmark", "version");
      present(card.sha256(), "a benchmark", "sha256");
      // a run folder of an earlier version has none
      spec = spec == null ? BenchmarkSpec.of(card.name()) : spec;
    }

    /** A benchmark opened by its name. */
    public BenchmarkEntry(BenchmarkCard card, int examples, int total) {
      this(card, examples, total, BenchmarkSpec.of(card.name()));
    }
  }
}

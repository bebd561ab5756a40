package dev.assay.cli;

import dev.assay.plan.Settings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How to run: the suite's settings as options. */
final class SettingsOptions {
  @Option(
      names = {"-L", "--limit"},
      paramLabel = "N",
      description = "Only the first N examples of each benchmark.")
  private @Nullable Integer limit;

  @Option(
      names = {"-b", "--batch-size"},
      paramLabel = "N",
      converter = BatchSize.class,
      description = "Requests side by side (default: 64). Changes the speed, not the results.")
  private @Nullable Integer batchSize;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "cpu, cuda:0, ... or auto (default: cpu). See `assay list devices`.")
  private @Nullable String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that a model computes with (default: 0, one per core).")
  private @Nullable Integer threads;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of everything random (default: 0).")
  private @Nullable Long seed;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Longest wait for an answer (default: 600; 0: no limit).")
  private @Nullable Integer timeout;

  @Option(
      names = "--failure-tolerance",
      paramLabel = "SHARE",
      description = "Share of examples that may fail, 0 to 1 (default: 0).")
  private @Nullable Double failureTolerance;

  @Option(
      names = "--trace-examples",
      paramLabel = "N",
      description = "Examples of each benchmark whose inner workings are kept (default: 20).")
  private @Nullable Integer traceExamples;

  /** The settings with every option given here in place of theirs. */
  Settings over(Settings base) {
    return new Settings(
        limit == null ? base.limit() : Optional.of(limit),
        or(seed, base.seed()),
        or(batchSize, base.batchSize()),
        or(device, base.device()),
        or(threads, base.threads()),
        or(timeout, base.timeoutSeconds()),
        or(failureTolerance, base.failureTolerance()),
        or(traceExamples, base.traceExamples()));
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }

  /** A number, or lm-evaluation-harness's {@code auto}, which needs no search here. */
  static final class BatchSize implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      try {
        return text.equals("auto") ? Settings.DEFAULT.batchSize() : Integer.valueOf(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'%s' is not a whole number".formatted(text));
      }
    }
  }
}

package dev.assay.blt;

import dev.assay.Json;
import dev.assay.onnx.Device;
import dev.assay.onnx.EngineClock;
import dev.assay.onnx.HostTensor;
import dev.assay.onnx.OnnxSession;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Measures what a new byte costs after short and long contexts, prompts not counted. With the class
 * path that {@link GenerationSpeed} names, and a folder that {@code python -m
 * assay_training.blt.speed} makes:
 *
 * <pre>{@code
 * java -cp … dev.assay.blt.ContextSpeed FOLDER PATCH_BYTES RUNS BATCH...
 * }</pre>
 *
 * <p>For each batch size, {@value #NEW_BYTES} bytes are written one by one after 128 and after
 * 1,024 bytes, in turns, so that what else the machine does strikes both alike; one thread. What is
 * written is a text, the same for both, whatever the model would have chosen, and patches have
 * PATCH_BYTES bytes, though the entropy model runs: with other bytes or patches, the work would
 * differ by more than the context. Prints a line of JSON for each batch size and context, with the
 * medians of RUNS runs; {@code times_the_shortest} is that of the processor's time.
 */
final class ContextSpeed {
  private static final int[] CONTEXTS = {128, 1024};
  private static final int NEW_BYTES = 64;
  private static final int WARM_UPS = 4;
  private static final String TEXT =
      """
      The ferry left at ten past seven, when the fog had lifted from the river. Mira counted 14 \
      crates, signed the slip and walked: past the chapel, along the dyke, through reeds as tall \
      as a house. 'High water at 21:40,' the boy read, 'low water at 03:55', and turned the page. \
      """;

  private final Network network;
  private final EngineClock clock;
  private final int rows;
  private final RowBatch batch;

  private ContextSpeed(Network network, EngineClock clock, int rows) {
    this.network = network;
    this.clock = clock;
    this.rows = rows;
    this.batch = new RowBatch(network);
  }

  /** Seconds of one run, and the patches that ended in it. */
  private record Run(double wall, double processor, double engine, int patches) {}

  /** Rows that have read all but the bytes to be written. */
  private record Prompts(int context, RowBatch batch, List<int[]> texts) {}

  public static void main(String[] arguments) {
    BltFolder folder = BltFolder.read(Path.of(arguments[0]));
    Map<String, String> patches = Map.of("threshold", "infinity", "max-patch-length", arguments[1]);
    PatchRule rule = folder.patching().with(patches).rule();
    int runs = Integer.parseInt(arguments[2]);
    EngineClock clock = new EngineClock();
    OnnxSession.Options options = new OnnxSession.Options(Device.parse("cpu"), 1);
    try (Network network = Network.open(folder, rule, options, clock)) {
      for (String batch : Arrays.asList(arguments).subList(3, arguments.length)) {
        new ContextSpeed(network, clock, Integer.parseInt(batch)).measure(runs);
      }
    }
  }

  private void measure(int count) {
    List<Prompts> prompts = Arrays.stream(CONTEXTS).mapToObj(this::read).toList();
    Map<Prompts, List<Run>> runs = new LinkedHashMap<>();
    for (int i = -WARM_UPS; i < count; i++) {
      for (Prompts some : prompts) {
        Run run = write(some);
        if (i >= 0) {
          runs.computeIfAbsent(some, p -> new ArrayList<>()).add(run);
        }
      }
    }
    double shortest = median(runs.get(prompts.get(0)), Run::processor);
    runs.forEach(
        (some, all) -> System.out.println(Json.line(result(some.context(), all, shortest))));
    prompts.forEach(some -> some.batch().close());
    batch.close();
  }

  /**
   * Texts that end alike whatever the context; each a byte shorter, so that patches end in turns.
   */
  private Prompts read(int context) {
    byte[] text = ByteIds.utf8(TEXT.repeat(2 + CONTEXTS[CONTEXTS.length - 1] / TEXT.length()));
    int first = text.length - context - NEW_BYTES;
    List<int[]> texts =
        IntStream.range(0, rows)
            .mapToObj(row -> Arrays.copyOfRange(text, first + row, text.length))
            .map(ByteIds::row)
            .toList();
    RowBatch read = new RowBatch(network);
    read.reset(rows, rows, 0, Optional.empty());
    try (Prefill prefill = new Prefill(network, Optional.empty(), new RowBatch(network))) {
      prefill.read(
          texts.stream()
              .map(ids -> Arrays.copyOf(ids, ids.length - NEW_BYTES))
              .map(ids -> new Prefill.Text(ids, ids.length - 1))
              .toList(),
          chunk -> {
            for (int row = 0; row < chunk.counts().length; row++) {
              if (chunk.counts()[row] > 0) {
                read.put(row, chunk.batch().row(row), chunk.batch(), row);
              }
            }
          });
    }
    return new Prompts(context, read, texts);
  }

  private Run write(Prompts prompts) {
    RowPadding padding = network.padding();
    batch.reset(padding.rows(rows), padding.kept(rows), 0, Optional.empty());
    for (int row = 0; row < rows; row++) {
      Row read = prompts.batch().row(row);
      batch.put(row, read.continued(prompts.texts().get(row)), prompts.batch(), row);
    }
    int patches = patches();
    double engine = clock.time().toNanos();
    long processor = processor();
    long wall = System.nanoTime();
    int[] counts = new int[batch.size()];
    Arrays.fill(counts, 0, rows, 1);
    float[] logits = new float[ByteIds.COUNT];
    for (int i = 0; i < NEW_BYTES; i++) {
      HostTensor all = batch.read(new RowBatch.Pass(1, counts, 1, new long[counts.length]));
      for (int row = 0; row < rows; row++) {
        all.get(row * ByteIds.COUNT, logits);
        ByteChoice.mostProbable(logits);
      }
    }
    return new Run(
        (System.nanoTime() - wall) / 1e9,
        (processor() - processor) / 1e9,
        (clock.time().toNanos() - engine) / 1e9,
        patches() - patches);
  }

  private int patches() {
    return IntStream.range(0, rows).map(row -> batch.row(row).patches()).sum();
  }

  private static long processor() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private Map<String, Object> result(int context, List<Run> runs, double shortest) {
    double bytes = NEW_BYTES * rows;
    double processor = median(runs, Run::processor);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("engine", Device.engineVersion());
    result.put("batch", rows);
    result.put("context", context);
    result.put("runs", runs.size());
    result.put("microseconds_per_byte", median(runs, Run::wall) / bytes * 1e6);
    result.put("processor_microseconds_per_byte", processor / bytes * 1e6);
    result.put("engine_microseconds_per_byte", median(runs, Run::engine) / bytes * 1e6);
    result.put("bytes_per_patch", bytes / runs.get(0).patches());
    result.put("times_the_shortest", processor / shortest);
    return result;
  }

  private static double median(List<Run> runs, ToDoubleFunction<Run> number) {
    double[] sorted = runs.stream().mapToDouble(number).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

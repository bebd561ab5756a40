package dev.assay.blt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.model.Sampling;
import dev.assay.onnx.Device;
import dev.assay.onnx.EngineClock;
import dev.assay.onnx.OnnxSession;
import dev.assay.onnx.Parallelism;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Measures how fast a model folder writes greedily. After {@code mvn package}:
 *
 * <pre>{@code
 * mvn -pl plugins-blt dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp plugins-blt/target/classes:plugins-blt/target/test-classes:$(cat plugins-blt/target/classpath) \
 *     dev.assay.blt.GenerationSpeed FOLDER BATCH PROMPT_BYTES NEW_BYTES THREADS [PROMPTS]
 * }</pre>
 *
 * <p>PROMPTS is the file of prompts and what transformers wrote after them that {@code python -m
 * assay_training.blt.speed} makes; then their prompts are continued, PROMPT_BYTES does not count,
 * and the share of bytes that are the same is part of the result. Prints one line of JSON: of
 * {@value #RUNS} runs after one that warms up, the one of median time.
 */
final class GenerationSpeed {
  private static final int WARM_UPS = 1;
  private static final int RUNS = 3;

  private GenerationSpeed() {}

  /** What was written in one run, how long that took, and which share of it the graphs. */
  private record Run(Map<Integer, GeneratedRow> rows, double seconds, double inside) {}

  /** A prompt and what another implementation wrote after it; empty where that is not known. */
  private record Example(int[] prompt, int[] written) {}

  public static void main(String[] arguments) throws IOException {
    Path path = Path.of(arguments[0]);
    int batch = Integer.parseInt(arguments[1]);
    int promptBytes = Integer.parseInt(arguments[2]);
    int newBytes = Integer.parseInt(arguments[3]);
    int threads = Integer.parseInt(arguments[4]);
    List<Example> examples =
        arguments.length > 5
            ? read(Path.of(arguments[5])).subList(0, batch)
            : IntStream.range(0, batch).mapToObj(i -> made(i, promptBytes)).toList();

    BltFolder folder = BltFolder.read(path);
    Device device = Device.parse("cpu");
    Parallelism parallelism = Parallelism.of(folder.graphs(), device, threads);
    EngineClock clock = new EngineClock();
    Network network =
        Network.open(
            folder,
            folder.patching().rule(),
            new OnnxSession.Options(device, parallelism.threads()),
            clock);
    try (ByteDecoder decoder = new ByteDecoder(network, batch, parallelism.lanes())) {
      for (int i = 0; i < WARM_UPS; i++) {
        write(decoder, examples, newBytes);
      }
      List<Run> runs = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        long engine = clock.time().toNanos();
        long start = System.nanoTime();
        Map<Integer, GeneratedRow> rows = write(decoder, examples, newBytes);
        double seconds = (System.nanoTime() - start) / 1e9;
        double inside = (clock.time().toNanos() - engine) / 1e9 / seconds;
        runs.add(new Run(rows, seconds, inside));
      }
      runs.sort(Comparator.comparingDouble(Run::seconds));
      System.out.println(Json.line(result(examples, threads, runs)));
    }
  }

  private static Map<String, Object> result(List<Example> examples, int threads, List<Run> runs) {
    Run median = runs.get(RUNS / 2);
    Map<Integer, GeneratedRow> rows = median.rows();
    int written = rows.values().stream().mapToInt(GeneratedRow::steps).sum();
    int read = rows.values().stream().mapToInt(r -> r.row().read()).sum();
    int patches = rows.values().stream().mapToInt(r -> r.row().patches()).sum();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("what", "Assay, incremental");
    result.put("engine", Device.engineVersion());
    result.put("threads", threads);
    result.put("batch", examples.size());
    result.put("prompt_bytes", examples.get(0).prompt().length - 1);
    result.put("new_bytes", written / (double) examples.size());
    result.put("runs", RUNS);
    result.put("seconds", median.seconds());
    result.put("all_seconds", runs.stream().map(Run::seconds).toList());
    result.put("bytes_per_second", written / median.seconds());
    result.put("share_in_engine", median.inside());
    result.put("bytes_per_patch", read / (double) patches);
    if (examples.get(0).written().length > 0) {
      result.put("equal_to_transformers", equal(examples, rows));
    }
    return result;
  }

  /** Share of the bytes that both wrote which come before the first that differs. */
  private static double equal(List<Example> examples, Map<Integer, GeneratedRow> rows) {
    double same = 0;
    double all = 0;
    for (int i = 0; i < examples.size(); i++) {
      Row row = rows.get(i).row();
      int prompt = examples.get(i).prompt().length;
      int[] theirs = examples.get(i).written();
      int[] ours =
          Arrays.copyOfRange(row.ids(), prompt, Math.min(row.length(), prompt + theirs.length));
      theirs = Arrays.copyOf(theirs, ours.length);
      int mismatch = Arrays.mismatch(ours, theirs);
      same += mismatch < 0 ? ours.length : mismatch;
      all += ours.length;
    }
    return same / all;
  }

  private static Map<Integer, GeneratedRow> write(
      ByteDecoder decoder, List<Example> examples, int newBytes) {
    List<ByteGeneration> requests = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      requests.add(
          new ByteGeneration(
              i, examples.get(i).prompt(), newBytes, newBytes, List.of(), Sampling.GREEDY, 0));
    }
    Map<Integer, GeneratedRow> rows = new ConcurrentHashMap<>();
    decoder.generate(requests, row -> rows.put(row.index(), row));
    return rows;
  }

  private static List<Example> read(Path file) throws IOException {
    List<Example> examples = new ArrayList<>();
    for (JsonNode row : Json.mapper().readTree(file.toFile())) {
      examples.add(new Example(ids(row.path("prompt")), ids(row.path("written"))));
    }
    return examples;
  }

  private static int[] ids(JsonNode node) {
    return IntStream.range(0, node.size()).map(i -> node.get(i).asInt()).toArray();
  }

  private static Example made(int number, int promptBytes) {
    String words = "Nobody had told her that the mill was closed; the boy who sold papers did. ";
    byte[] text = ByteIds.utf8(words.repeat(2 + (promptBytes + number) / words.length()));
    return new Example(
        ByteIds.row(Arrays.copyOfRange(text, number, number + promptBytes)), new int[0]);
  }
}

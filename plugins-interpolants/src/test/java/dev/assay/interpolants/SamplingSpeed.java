package dev.assay.interpolants;

import dev.assay.Json;
import dev.assay.data.DataStore;
import dev.assay.model.AbilityKind;
import dev.assay.model.GeneratedImage;
import dev.assay.model.ImageCondition;
import dev.assay.model.ImageGenerationRequest;
import dev.assay.model.Model;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelSpec;
import dev.assay.model.RequestId;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.onnx.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Measures how fast a model folder makes pictures of classes 0 to 9. After {@code mvn package}:
 *
 * <pre>{@code
 * mvn -pl plugins-interpolants dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp plugins-interpolants/target/classes:plugins-interpolants/target/test-classes:$(cat plugins-interpolants/target/classpath) \
 *     dev.assay.interpolants.SamplingSpeed FOLDER IMAGES BATCH THREADS [OPTION=VALUE …]
 * }</pre>
 *
 * <p>Prints one line of JSON: the median of three runs after one to warm up.
 */
final class SamplingSpeed {
  private static final int WARM_UPS = 1;
  private static final int RUNS = 3;

  private SamplingSpeed() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    int images = Integer.parseInt(arguments[1]);
    int batch = Integer.parseInt(arguments[2]);
    int threads = Integer.parseInt(arguments[3]);
    Map<String, String> options = new TreeMap<>(Map.of("path", folder.toString()));
    for (int i = 4; i < arguments.length; i++) {
      String[] option = arguments[i].split("=", 2);
      options.put(option[0], option[1]);
    }
    try (Model model =
        new InterpolantProvider()
            .open(
                new ModelSpec("speed", "interpolant", options),
                new ModelContext("cpu", threads, batch, new DataStore(List.of())))) {
      for (int i = 0; i < WARM_UPS; i++) {
        make(model, images);
      }
      List<double[]> runs = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        long engine = model.engineTime().orElseThrow().toNanos();
        long start = System.nanoTime();
        make(model, images);
        double seconds = (System.nanoTime() - start) / 1e9;
        double inside = (model.engineTime().orElseThrow().toNanos() - engine) / 1e9;
        runs.add(new double[] {seconds, inside / seconds});
      }
      runs.sort(Comparator.comparingDouble(run -> run[0]));
      double[] median = runs.get(RUNS / 2);
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("what", "Assay, " + model.card().properties().get("sampler"));
      result.put("guidance", model.card().properties().get("guidance"));
      result.put("engine", Device.engineVersion());
      result.put("threads", threads);
      result.put("batch", batch);
      result.put("images", images);
      result.put("seconds", median[0]);
      result.put("images_per_second", images / median[0]);
      result.put("share_in_engine", median[1]);
      System.out.println(Json.line(result));
    }
  }

  private static void make(Model model, int images) {
    List<ImageGenerationRequest> requests =
        IntStream.range(0, images)
            .mapToObj(
                i ->
                    new ImageGenerationRequest(
                        new RequestId("speed", Integer.toString(i), 0),
                        new ImageCondition.ClassLabel(i % 10, Integer.toString(i % 10)),
                        i))
            .toList();
    AtomicInteger made = new AtomicInteger();
    ResponseSink<GeneratedImage> sink =
        new ResponseSink<>() {
          @Override
          public void accept(RequestId request, Response<GeneratedImage> response) {
            made.incrementAndGet();
          }

          @Override
          public void fail(RequestId request, String cause) {
            throw new IllegalStateException(cause);
          }
        };
    model.ability(AbilityKind.GENERATE_IMAGE).orElseThrow().respond(requests, sink);
    if (made.get() != images) {
      throw new IllegalStateException("%d of %d pictures".formatted(made.get(), images));
    }
  }
}

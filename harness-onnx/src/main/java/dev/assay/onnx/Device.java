package dev.assay.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.assay.SetupException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a model runs, in the words of {@code --device}: {@code cpu}, {@code cuda}, {@code cuda:1},
 * {@code tensorrt:0}, … There is never a silent fall-back: what was asked for is used, or an error
 * lists what could be.
 *
 * @param provider {@code cpu} or an accelerator
 * @param index which accelerator of that kind, from 0
 */
public record Device(String provider, int index) {
  private static final long STACK_BYTES = 64L << 20;
  private static final Pattern SYNTAX = Pattern.compile("([a-z]+)(?::(\\d{1,3}))?");

  private static final Map<String, OrtProvider> PROVIDERS =
      new TreeMap<>(
          Map.of(
              "cpu", OrtProvider.CPU,
              "cuda", OrtProvider.CUDA,
              "tensorrt", OrtProvider.TENSOR_RT,
              "directml", OrtProvider.DIRECT_ML,
              "coreml", OrtProvider.CORE_ML));

  /**
   * Understands a device as users write it; {@code auto} is the first accelerator there is, else
   * the processor.
   *
   * @throws SetupException if the word is unknown or the device's provider is not part of the ONNX
   *     Runtime in use
   */
  public static Device parse(String text) {
    List<String> available = available();
    if (text.equals("auto")) {
      return new Device(available.stream().filter(d -> !d.equals("cpu")).findFirst().orElse("cpu"));
    }
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches() || !PROVIDERS.containsKey(matcher.group(1))) {
      List<String> words = new ArrayList<>(PROVIDERS.keySet());
      words.add("auto");
      throw SetupException.unknownName("device", text.replaceFirst(":.*", ""), words);
    }
    if (!available.contains(matcher.group(1))) {
      throw new SetupException(
          "device '%s' is not available: the ONNX Runtime in use (%s) was built for %s. For NVIDIA GPUs build Assay with `mvn -Pgpu package`; `--device auto` takes the best device there is."
              .formatted(text, engineVersion(), String.join(", ", available)));
    }
    return new Device(
        matcher.group(1), matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2)));
  }

  private Device(String provider) {
    this(provider, 0);
  }

  /** The providers that the ONNX Runtime in use was built with, accelerators first. */
  public static List<String> available() {
    List<String> names = new ArrayList<>();
    var built = OrtEnvironment.getAvailableProviders();
    PROVIDERS.forEach(
        (name, provider) -> {
          if (built.contains(provider) && provider != OrtProvider.CPU) {
            names.add(name);
          }
        });
    names.add("cpu");
    return names;
  }

  /** Version of the ONNX Runtime in use. */
  public static String engineVersion() {
    return environment().getVersion();
  }

  /** The process's one ONNX Runtime environment, which only speaks up when something is wrong. */
  static OrtEnvironment environment() {
    return Environment.INSTANCE;
  }

  /** Made when it is first needed. */
  private static final class Environment {
    private static final OrtEnvironment INSTANCE = start();
  }

  /**
   * Starts ONNX Runtime in a thread with a deep stack: version 1.29 then matches the process's
   * command line against a recursive regular expression, and a class path of more than about four
   * thousand characters overflows the usual stack, which ends the process without a word.
   */
  private static OrtEnvironment start() {
    CompletableFuture<OrtEnvironment> started = new CompletableFuture<>();
    Thread thread = new Thread(null, () -> start(started), "assay-onnx-start", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    return started.join();
  }

  private static void start(CompletableFuture<OrtEnvironment> started) {
    try {
      started.complete(
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "assay"));
    } catch (RuntimeException | Error e) {
      started.completeExceptionally(e);
    }
  }

  /** Asks a session to run here. */
  void addTo(SessionOptions options) throws OrtException {
    switch (provider) {
      case "cuda" -> options.addCUDA(index);
      case "tensorrt" -> {
        options.addTensorrt(index);
        options.addCUDA(index);
      }
      case "directml" -> options.addDirectML(index);
      case "coreml" -> options.addCoreML();
      default -> {
        // The processor is always there.
      }
    }
  }

  @Override
  public String toString() {
    return index == 0 ? provider : provider + ":" + index;
  }
}

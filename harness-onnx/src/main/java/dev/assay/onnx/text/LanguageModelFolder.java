package dev.assay.onnx.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.SetupException;
import dev.assay.onnx.FolderJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a model's folder says: {@code model.json} as {@code training/} writes it, else a Hugging
 * Face {@code config.json} with an ONNX file beside it or in {@code onnx/}.
 *
 * @param path the folder
 * @param name the model's name
 * @param description one sentence
 * @param licence licence, {@code unknown} where the folder does not say
 * @param trainingData what it was trained on, {@code unknown} where the folder does not say
 * @param parameters number of parameters
 * @param decoder the ONNX file
 * @param assayLayout whether it is in the layout that {@code training/} exports
 * @param context most positions
 * @param beginToken token that stands before a text, if the model has one
 * @param endTokens tokens that end a text
 * @param cost estimated operations
 * @param json all that {@code model.json} or {@code config.json} says, for what only some models
 *     have
 */
public record LanguageModelFolder(
    Path path,
    String name,
    String description,
    String licence,
    String trainingData,
    OptionalLong parameters,
    Path decoder,
    boolean assayLayout,
    int context,
    Optional<Integer> beginToken,
    List<Integer> endTokens,
    DecoderCost cost,
    FolderJson json) {

  private static final String DECODER = "the decoder";
  private static final List<String> ONNX_FILES =
      List.of("model.onnx", "onnx/model.onnx", "decoder_model.onnx", "decoder.onnx");

  /** How the model was trained to answer, where the folder says, for example {@code cot}. */
  public Optional<String> method() {
    return json.has("method") ? Optional.of(json.text("method")) : Optional.empty();
  }

  /** The tokenizer's file. */
  public Path tokenizer() {
    return path.resolve("tokenizer.json");
  }

  /**
   * A file that {@code model.json} names.
   *
   * @param file its name, relative to the folder
   * @param what what it is, for errors
   * @throws SetupException if it is missing or would lie outside the folder
   */
  public Path file(String file, String what) {
    return inside(path, file, what);
  }

  /**
   * Reads a folder.
   *
   * @param decoderFile the ONNX file's name where the option {@code decoder} gives one
   * @throws SetupException if something is missing or malformed
   */
  public static LanguageModelFolder read(Path folder, Optional<String> decoderFile) {
    if (!Files.isDirectory(folder)) {
      throw new SetupException("there is no model folder " + folder);
    }
    require(folder.resolve("tokenizer.json"), "the tokenizer");
    Path own = folder.resolve("model.json");
    if (Files.exists(own)) {
      return assay(folder, FolderJson.read(own), decoderFile);
    }
    Path config = folder.resolve("config.json");
    if (Files.exists(config)) {
      return huggingFace(folder, FolderJson.read(config), decoderFile);
    }
    throw new SetupException(
        folder
            + " is not a model folder: it holds neither model.json (Assay's own) nor config.json (Hugging Face's)");
  }

  /**
   * Reads a folder with {@code model.json} whose tokens stand for something else than text: it
   * needs no tokenizer.
   *
   * @throws SetupException if something is missing or malformed
   */
  public static LanguageModelFolder withoutText(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new SetupException("there is no model folder " + folder);
    }
    Path own = folder.resolve("model.json");
    require(own, "the model's description");
    return assay(folder, FolderJson.read(own), Optional.empty());
  }

  private static LanguageModelFolder assay(
      Path folder, FolderJson json, Optional<String> decoderFile) {
    JsonNode root = json.node();
    JsonNode decoder = root.path("decoder");
    String layout = decoder.path("layout").asText("assay");
    if (!layout.equals("assay") && !layout.equals("optimum")) {
      throw SetupException.unknownName(
          "decoder.layout in " + json.file(), layout, List.of("assay", "optimum"));
    }
    JsonNode flops = root.path("flops");
    String file = decoderFile.orElse(decoder.path("file").asText("decoder.onnx"));
    return new LanguageModelFolder(
        folder,
        root.path("name").asText(folder.getFileName().toString()),
        root.path("description").asText("a causal language model"),
        root.path("licence").asText("unknown"),
        root.path("training_data").asText("unknown"),
        number(root.path("parameters")),
        inside(folder, file, DECODER),
        layout.equals("assay"),
        context(decoder.path("context"), "decoder.context", json.file()),
        Optional.of(root.path("bos_token_id")).filter(JsonNode::isInt).map(JsonNode::asInt),
        integers(root.path("eos_token_ids")),
        new DecoderCost(
            flops.path("per_token").asDouble(),
            flops.path("per_prediction").asDouble(),
            flops.path("per_token_and_position").asDouble()),
        json);
  }

  private static LanguageModelFolder huggingFace(
      Path folder, FolderJson json, Optional<String> decoderFile) {
    JsonNode root = json.node();
    JsonNode context =
        root.has("n_positions") ? root.path("n_positions") : root.path("max_position_embeddings");
    return new LanguageModelFolder(
        folder,
        folder.toAbsolutePath().normalize().getFileName().toString(),
        "%s from a Hugging Face folder"
            .formatted(root.path("model_type").asText("causal language model")),
        "unknown",
        "unknown",
        OptionalLong.empty(),
        decoderFile.map(f -> inside(folder, f, DECODER)).orElseGet(() -> findDecoder(folder)),
        false,
        context(context, "max_position_embeddings (or n_positions)", json.file()),
        Optional.of(root.path("bos_token_id")).filter(JsonNode::isInt).map(JsonNode::asInt),
        integers(root.path("eos_token_id")),
        huggingFaceCost(root),
        json);
  }

  /**
   * Blocks of a Llama-like (gated) or GPT-2-like feed-forward: an estimate, since the configuration
   * does not say which matrices there are.
   */
  private static DecoderCost huggingFaceCost(JsonNode root) {
    double width = root.path("hidden_size").asDouble(root.path("n_embd").asDouble());
    double layers = root.path("num_hidden_layers").asDouble(root.path("n_layer").asDouble());
    double vocabulary = root.path("vocab_size").asDouble();
    if (width == 0 || layers == 0) {
      return DecoderCost.UNKNOWN;
    }
    double heads = root.path("num_attention_heads").asDouble(1);
    double sharing = root.path("num_key_value_heads").asDouble(heads) / heads;
    boolean gated =
        root.has("intermediate_size") && root.path("hidden_act").asText().equals("silu");
    double inner = root.path("intermediate_size").asDouble(4 * width);
    double block = (2 + 2 * sharing) * width * width + (gated ? 3 : 2) * width * inner;
    return new DecoderCost(2 * layers * block, 2 * width * vocabulary, 4 * layers * width);
  }

  private static Path findDecoder(Path folder) {
    return ONNX_FILES.stream()
        .map(folder::resolve)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () ->
                new SetupException(
                    "%s holds none of %s; name the ONNX file with the option decoder=FILE"
                        .formatted(folder, String.join(", ", ONNX_FILES))));
  }

  /** A model names its files, but never one outside its folder. */
  private static Path inside(Path folder, String file, String what) {
    Path path = folder.resolve(file).normalize();
    if (!path.startsWith(folder.normalize())) {
      throw new SetupException(
          "%s '%s' would lie outside the model's folder %s".formatted(what, file, folder));
    }
    require(path, what);
    return path;
  }

  private static void require(Path file, String what) {
    if (!Files.isRegularFile(file)) {
      throw new SetupException("%s is missing: there is no file %s".formatted(what, file));
    }
  }

  private static int context(JsonNode node, String key, Path origin) {
    if (!node.isInt() || node.asInt() < 2) {
      throw new SetupException(
          "%s: key '%s' must be a whole number of at least 2, the most tokens the model can read"
              .formatted(origin, key));
    }
    return node.asInt();
  }

  private static OptionalLong number(JsonNode node) {
    return node.isIntegralNumber() ? OptionalLong.of(node.asLong()) : OptionalLong.empty();
  }

  private static List<Integer> integers(JsonNode node) {
    List<Integer> numbers = new ArrayList<>();
    if (node.isInt()) {
      numbers.add(node.asInt());
    }
    node.forEach(n -> numbers.add(n.asInt()));
    return List.copyOf(numbers);
  }
}

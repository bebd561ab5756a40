package dev.assay.interpolants;

import dev.assay.model.Model;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelProvider;
import dev.assay.model.ModelSpec;
import dev.assay.onnx.BundledModels;
import dev.assay.onnx.FolderJson;
import dev.assay.onnx.image.MaskgitSampler;
import dev.assay.onnx.image.TokenChoice;
import dev.assay.onnx.image.TokenModelFolder;
import dev.assay.onnx.image.UnmaskingModel;
import dev.assay.onnx.image.UnmaskingSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Opens discrete interpolants: folders with an ONNX graph that predicts masked tokens, the graphs
 * or palettes that make pixels of tokens, and model.json.
 */
public final class InterpolantProvider implements ModelProvider {
  private static final String FAMILY = "interpolant";

  /** The small models inside this plugin's jar, trained by {@code training/}. */
  static final BundledModels BUNDLED =
      new BundledModels(
          InterpolantProvider.class,
          "/dev/assay/interpolants/zoo/",
          InterpolantProvider::files,
          Map.of(
              "mnist-implicit",
              "handwritten digits of a given class, from a model that is not told the time",
              "mnist-explicit",
              "the same, from a model that is told the time",
              "shapes-joint",
              "coloured shapes and the class of each pixel: makes both, segments pictures, and makes pictures of a given label map",
              "clips-implicit",
              "short videos of a moving shape of a given kind"));

  /** Digits are tokens of an autoencoder; a shape's or clip's tokens are colours. */
  private static List<String> files(String name) {
    List<String> files = List.of("model.json", "denoiser.onnx");
    return name.startsWith("mnist")
        ? Stream.concat(files.stream(), Stream.of("image_decoder.onnx", "image_encoder.onnx"))
            .toList()
        : files;
  }

  @Override
  public String name() {
    return "interpolant";
  }

  @Override
  public String summary() {
    return "a discrete interpolant: makes pictures, label maps or videos by unmasking tokens, from a folder that training/ exports";
  }

  @Override
  public Map<String, String> options() {
    Map<String, String> options = BUNDLED.options("model.json and the ONNX files that it names");
    options.putAll(InterpolantSettings.options());
    options.putAll(TokenChoice.options());
    options.putAll(UnmaskingSettings.options());
    options.putAll(MaskgitSampler.options());
    return options;
  }

  @Override
  public List<BundledModel> bundled() {
    return BUNDLED.all();
  }

  @Override
  public Model open(ModelSpec spec, ModelContext context) {
    return BUNDLED.open(
        spec,
        (path, files) -> {
          TokenModelFolder folder = TokenModelFolder.read(path, FAMILY);
          return UnmaskingModel.open(
              folder,
              InterpolantSettings.read(spec.options(), folder),
              properties(folder),
              context,
              files);
        });
  }

  private static Map<String, String> properties(TokenModelFolder folder) {
    FolderJson denoiser = folder.denoiser().json();
    Map<String, String> properties = new TreeMap<>();
    if (denoiser.has("scheduler")) {
      properties.put("trained with scheduler", denoiser.text("scheduler"));
    }
    return properties;
  }
}

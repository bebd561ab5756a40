package dev.assay.baselines.images;

import dev.assay.model.Model;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelProvider;
import dev.assay.model.ModelSpec;
import dev.assay.onnx.BundledModels;
import dev.assay.onnx.image.MaskgitSampler;
import dev.assay.onnx.image.SamplingOptions;
import dev.assay.onnx.image.TokenChoice;
import dev.assay.onnx.image.TokenModelFolder;
import dev.assay.onnx.image.UnmaskingModel;
import dev.assay.onnx.image.UnmaskingSettings;
import java.util.List;
import java.util.Map;

/**
 * Opens MaskGIT models (arXiv 2202.04200): trained with a cosine schedule of masked shares, without
 * time, and sampled by confidence.
 */
public final class MaskgitProvider implements ModelProvider {
  private static final String NAME = "maskgit";

  /** The small model inside this plugin's jar, trained by {@code training/}. */
  static final BundledModels BUNDLED =
      new BundledModels(
          MaskgitProvider.class,
          "/dev/assay/baselines/zoo/",
          List.of("model.json", "denoiser.onnx", "image_decoder.onnx", "image_encoder.onnx"),
          Map.of("mnist-maskgit", "small MaskGIT of MNIST's digits"));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "a MaskGIT: reveals a picture's tokens by confidence, from a folder that training/ exports";
  }

  @Override
  public Map<String, String> options() {
    Map<String, String> options = BUNDLED.options("model.json and the ONNX files that it names");
    options.put(
        "steps", "most steps in which the tokens are revealed (default: model.json, else 8)");
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
          TokenModelFolder folder = TokenModelFolder.read(path, NAME);
          return UnmaskingModel.open(folder, settings(spec, folder), Map.of(), context, files);
        });
  }

  private static UnmaskingSettings settings(ModelSpec spec, TokenModelFolder folder) {
    SamplingOptions options = new SamplingOptions(spec.options(), folder.json());
    int steps = options.integer("steps", 8, 1, 1_000_000);
    return new UnmaskingSettings(
        MaskgitSampler.read(options, steps, MaskgitSampler.TimeOfShare.LINEAR),
        TokenChoice.read(options),
        UnmaskingSettings.guidance(options, folder.classes()));
  }
}

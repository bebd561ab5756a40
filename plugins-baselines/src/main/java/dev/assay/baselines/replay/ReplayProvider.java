package dev.assay.baselines.replay;

import dev.assay.SetupException;
import dev.assay.Sha256;
import dev.assay.baselines.prepared.PreparedModel;
import dev.assay.model.Model;
import dev.assay.model.ModelCard;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelProvider;
import dev.assay.model.ModelSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Replays what a model once wrote, for example {@code replay:model_outputs,model=llama3-70b}.
 *
 * <p>The recording is matched with the benchmark's examples, all of them even in a run with a
 * limit. An example without a recorded output fails, with the cause; a recording that cannot be
 * matched for certain is not scored at all.
 */
public final class ReplayProvider implements ModelProvider {
  @Override
  public String name() {
    return "replay";
  }

  @Override
  public String summary() {
    return "outputs that a model once wrote, from a file or folder; nothing is computed";
  }

  @Override
  public Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("path", "the file or folder with the recorded outputs (required)");
    options.put("model", "whose outputs, where the recording holds those of several models");
    options.put(
        "format",
        "jsonl (lines {\"benchmark\": …, \"example\": …, \"output\": …}), cute (files"
            + " outputs.MODEL.TASK.txt), gsm8k (example_model_solutions.jsonl) or icot (a log of"
            + " iCoT's generate.py);"
            + " default: recognised from the content");
    return options;
  }

  @Override
  public Model open(ModelSpec spec, ModelContext context) {
    Path path = path(spec);
    String format = spec.options().get("format");
    RecordingFormat chosen =
        format == null ? RecordingFormat.recognise(path) : RecordingFormat.named(format);
    Recording recording = chosen.open(path, Optional.ofNullable(spec.options().get("model")));
    ModelCard card = card(spec, chosen, recording);
    return new PreparedModel(card, fingerprint(card), recording);
  }

  private static Path path(ModelSpec spec) {
    String text = spec.options().get("path");
    if (text == null) {
      throw new SetupException(
          "model '%s': option 'path' is missing; write replay:PATH with the file or folder that holds the recorded outputs"
              .formatted(spec.name()));
    }
    Path path = Path.of(text);
    if (!Files.exists(path)) {
      throw new SetupException(
          "model '%s': there is no recording at %s (option 'path')".formatted(spec.name(), path));
    }
    return path;
  }

  private static ModelCard card(ModelSpec spec, RecordingFormat format, Recording recording) {
    Map<String, String> files = new TreeMap<>();
    recording.files().forEach(file -> files.put(file.getFileName().toString(), Sha256.of(file)));
    return new ModelCard(
        spec.name(),
        "replay",
        "recorded outputs of %s; nothing was computed in this run".formatted(recording.model()),
        "unknown",
        "unknown",
        OptionalLong.empty(),
        files,
        Map.of("format", format.id(), "recorded model", recording.model()));
  }

  private static String fingerprint(ModelCard card) {
    return Sha256.of("replay\n" + card.properties() + "\n" + card.files());
  }
}

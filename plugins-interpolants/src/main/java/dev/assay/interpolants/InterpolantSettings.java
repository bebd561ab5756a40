package dev.assay.interpolants;

import dev.assay.onnx.FolderJson;
import dev.assay.onnx.image.MaskgitSampler;
import dev.assay.onnx.image.MaskgitSampler.TimeOfShare;
import dev.assay.onnx.image.SamplingOptions;
import dev.assay.onnx.image.TokenChoice;
import dev.assay.onnx.image.TokenModelFolder;
import dev.assay.onnx.image.UnmaskingSampler;
import dev.assay.onnx.image.UnmaskingSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads how an interpolant is sampled from: options over the defaults of the model's folder. */
final class InterpolantSettings {
  private static final String SAMPLER = "sampler";
  private static final String STEPS = "steps";
  private static final String SCHEDULER = "scheduler";
  private static final String CUBIC_A = "cubic-a";
  private static final String CUBIC_B = "cubic-b";
  private static final String REMASK = "remask";
  private static final String MAX_LAST = "max-last";
  private static final int DEFAULT_STEPS = 20;
  private static final int MOST_STEPS = 100_000;
  private static final double STEEPEST = 100;

  private InterpolantSettings() {}

  /** The options, each with a sentence that explains it. */
  static Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put(
        SAMPLER,
        "maskgit reveals a planned number of tokens in each step, the surest first: good in few steps; flow reveals each token at a random time, as the interpolant itself does: true to the model in many steps (default: model.json, else maskgit)");
    options.put(
        STEPS,
        "number of steps: more is slower and usually better, until it levels off (default: model.json, else 20)");
    options.put(
        SCHEDULER,
        "flow: how fast tokens are revealed over time, one of "
            + Scheduler.words()
            + " (default: what the model was trained with)");
    options.put(CUBIC_A, "flow with scheduler=cubic: its slope at the beginning (default 2)");
    options.put(CUBIC_B, "flow with scheduler=cubic: its slope at the end (default 0.5)");
    options.put(
        REMASK,
        "flow: masks revealed tokens again, so that mistakes can be mended: linear less and less, warm-up the same but only until time 0.6, campbell at a constant rate; none never (default none)");
    options.put(
        MAX_LAST,
        "flow: true takes the likeliest token where one is still masked in the last step, false draws it (default false)");
    return options;
  }

  /**
   * Reads the options.
   *
   * @throws dev.assay.SetupException if one is malformed, out of bounds, or without effect
   */
  static UnmaskingSettings read(Map<String, String> options, TokenModelFolder folder) {
    SamplingOptions sampling = new SamplingOptions(options, folder.json());
    String sampler =
        sampling.choice(
            SAMPLER, MaskgitSampler.NAME, List.of(FlowSampler.NAME, MaskgitSampler.NAME));
    int steps = sampling.integer(STEPS, DEFAULT_STEPS, 1, MOST_STEPS);
    return new UnmaskingSettings(
        sampler.equals(FlowSampler.NAME)
            ? flow(sampling, steps, folder)
            : maskgit(sampling, steps, folder),
        TokenChoice.read(sampling),
        UnmaskingSettings.guidance(sampling, folder.classes()));
  }

  private static UnmaskingSampler flow(
      SamplingOptions options, int steps, TokenModelFolder folder) {
    options.refuse(MaskgitSampler.optionNames(), "it belongs to sampler=maskgit");
    return new FlowSampler(
        steps,
        scheduler(options, folder),
        trained(folder),
        Remasking.of(
            options.choice(
                REMASK, "none", Stream.of(Remasking.values()).map(Remasking::word).toList())),
        options.flag(MAX_LAST, false));
  }

  private static Scheduler scheduler(SamplingOptions options, TokenModelFolder folder) {
    Scheduler trained = trained(folder);
    String word = options.choice(SCHEDULER, trained.word(), Scheduler.words());
    if (!word.equals(Scheduler.Cubic.WORD)) {
      options.refuse(List.of(CUBIC_A, CUBIC_B), "they belong to scheduler=cubic");
      return Scheduler.of(word, 0, 0);
    }
    Scheduler.Cubic cubic =
        trained instanceof Scheduler.Cubic c
            ? c
            : new Scheduler.Cubic(Scheduler.Cubic.DEFAULT_A, Scheduler.Cubic.DEFAULT_B);
    return new Scheduler.Cubic(
        options.number(CUBIC_A, cubic.a(), -STEEPEST, STEEPEST),
        options.number(CUBIC_B, cubic.b(), -STEEPEST, STEEPEST));
  }

  /** The scheduler that a folder names; linear where it names none. */
  static Scheduler trained(TokenModelFolder folder) {
    FolderJson json = folder.denoiser().json();
    if (!json.has(SCHEDULER)) {
      return Scheduler.Curve.LINEAR;
    }
    return Scheduler.of(
        json.choice(SCHEDULER, Scheduler.words()),
        json.number("cubic_a").orElse(Scheduler.Cubic.DEFAULT_A),
        json.number("cubic_b").orElse(Scheduler.Cubic.DEFAULT_B));
  }

  private static UnmaskingSampler maskgit(
      SamplingOptions options, int steps, TokenModelFolder folder) {
    options.refuse(
        List.of(SCHEDULER, CUBIC_A, CUBIC_B, REMASK, MAX_LAST), "it belongs to sampler=flow");
    Scheduler trained = trained(folder);
    return MaskgitSampler.read(options, steps, new TimeOfShare(trained.toString(), trained::time));
  }
}

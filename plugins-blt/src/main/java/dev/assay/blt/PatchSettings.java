package dev.assay.blt;

import dev.assay.SetupException;
import dev.assay.onnx.FolderJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a model's folder says of patches and options may override, as written there.
 *
 * @param mode entropy, space, static or bytes
 * @param threshold nats of entropy, or of its rise where monotonic
 * @param monotonic whether the rise is compared with the threshold
 * @param thresholdAdd a second threshold, for the rise
 * @param size bytes of each patch in static mode
 * @param longest most bytes of a patch
 */
record PatchSettings(
    String mode,
    Optional<Double> threshold,
    boolean monotonic,
    Optional<Double> thresholdAdd,
    Optional<Integer> size,
    Optional<Integer> longest) {
  private static final List<String> MODES = List.of("entropy", "space", "static", "bytes");
  private static final Set<String> OF_ENTROPY = Set.of("threshold", "monotonic", "threshold-add");

  /** The options that override a folder's settings. */
  static Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put(
        "patching",
        "entropy, space, static or bytes instead of the folder's way to find patches; changes what the model computes");
    options.put(
        "threshold",
        "nats of entropy above which a byte starts a patch; 0: one patch a byte, infinity: as few patches as can be");
    options.put("monotonic", "true: the threshold is for the rise of the entropy");
    options.put("threshold-add", "a second threshold, for the rise of the entropy; none: without");
    options.put("patch-size", "bytes of each patch with patching=static");
    options.put("max-patch-length", "most bytes of a patch; none: without a limit");
    return options;
  }

  /** Reads the object {@code patching} of a folder's {@code model.json}. */
  static PatchSettings read(FolderJson json) {
    return new PatchSettings(
        json.choice("mode", MODES),
        json.number("threshold"),
        json.flag("monotonic"),
        json.number("threshold_add"),
        json.optionalInteger("size", 1),
        json.optionalInteger("max_patch_length", 1));
  }

  /**
   * With options in place of what the folder says.
   *
   * @throws SetupException if an option is malformed or has no meaning in the mode
   */
  PatchSettings with(Map<String, String> options) {
    String chosen = options.getOrDefault("patching", mode);
    if (!MODES.contains(chosen)) {
      throw SetupException.unknownName("patching", chosen, MODES);
    }
    for (String option : options.keySet()) {
      boolean ofAnother =
          (OF_ENTROPY.contains(option) && !chosen.equals("entropy"))
              || (option.equals("patch-size") && !chosen.equals("static"));
      if (ofAnother) {
        throw new SetupException(
            "option '%s' has no meaning with patching=%s".formatted(option, chosen));
      }
    }
    return new PatchSettings(
        chosen,
        override(options, "threshold", PatchSettings::threshold, threshold),
        override(options, "monotonic", PatchSettings::flag, Optional.of(monotonic)).orElse(false),
        override(options, "threshold-add", PatchSettings::threshold, thresholdAdd),
        override(options, "patch-size", PatchSettings::length, size),
        override(options, "max-patch-length", PatchSettings::length, longest));
  }

  private static <T> Optional<T> override(
      Map<String, String> options, String name, Function<String, T> reader, Optional<T> otherwise) {
    String text = options.get(name);
    if (text == null) {
      return otherwise;
    }
    if (text.equals("none")) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(text));
    } catch (IllegalArgumentException e) {
      throw new SetupException(
          "option '%s' must be %s, not '%s'".formatted(name, e.getMessage(), text), e);
    }
  }

  private static double threshold(String text) {
    if (text.equals("infinity")) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      double value = Double.parseDouble(text);
      if (!Double.isNaN(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("a number of nats, or infinity");
  }

  private static boolean flag(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("true or false");
    }
    return text.equals("true");
  }

  private static int length(String text) {
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw new IllegalArgumentException("a whole number of at least 1");
    }
    return Integer.parseInt(text);
  }

  /**
   * The rule.
   *
   * @throws SetupException if a setting is missing or two exclude each other
   */
  PatchRule rule() {
    return new PatchRule(
        switch (mode) {
          case "space" -> new Patching.Space();
          case "static" -> new Patching.Static(required(size, "size", "patch-size"));
          case "bytes" -> new Patching.Bytes();
          default -> byEntropy(required(threshold, "threshold", "threshold"));
        },
        longest);
  }

  private Patching byEntropy(double nats) {
    if (monotonic && thresholdAdd.isPresent()) {
      throw new SetupException(
          "monotonic and threshold_add exclude each other; give monotonic=false or threshold-add=none");
    }
    return monotonic
        ? new Patching.EntropyRise(nats)
        : thresholdAdd
            .<Patching>map(rise -> new Patching.EntropyAndRise(nats, rise))
            .orElseGet(() -> new Patching.Entropy(nats));
  }

  private <T> T required(Optional<T> setting, String key, String option) {
    return setting.orElseThrow(
        () ->
            new SetupException(
                "patching by %s needs '%s' in the object 'patching' of model.json, or the option %s=…"
                    .formatted(mode, key, option)));
  }
}

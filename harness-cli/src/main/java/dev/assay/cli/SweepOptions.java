package dev.assay.cli;

import dev.assay.SetupException;
import dev.assay.model.ModelSpec;
import dev.assay.plan.Sweep;
import dev.assay.plugin.Plugins;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What {@code --sweep} says: options to run through several values. */
record SweepOptions(Map<String, List<String>> values) {

  /** Reads texts of the form {@code steps=2,4,8}. */
  static SweepOptions parse(List<String> texts) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw new SetupException(
            "--sweep: '%s' is not of the form key=value,value, such as steps=2,4,8"
                .formatted(text));
      }
      List<String> several = List.of(text.substring(equals + 1).strip().split("\\s*,\\s*"));
      if (values.put(text.substring(0, equals).strip(), several) != null) {
        throw new SetupException("--sweep: '%s' is given twice".formatted(text));
      }
    }
    return new SweepOptions(values);
  }

  /** The model once for each value of the options that its provider has; else as it is. */
  List<ModelSpec> over(ModelSpec model, Plugins plugins) {
    Set<String> known = plugins.modelProvider(model.provider()).options().keySet();
    Map<String, List<String>> its = new LinkedHashMap<>(values);
    its.keySet().retainAll(known);
    return new Sweep(its)
        .models(
            at -> {
              Map<String, String> options = new TreeMap<>(model.options());
              options.putAll(at);
              return plugins.spec(model.name(), model.provider(), options);
            });
  }

  /** A sweep over an option that no model has is a mistake. */
  void refuseWhatNobodyHas(List<ModelSpec> models) {
    for (String option : values.keySet()) {
      if (models.stream().noneMatch(m -> m.options().containsKey(option))) {
        throw new SetupException(
            "--sweep %s: %s"
                .formatted(
                    option,
                    models.isEmpty()
                        ? "it belongs to models named with --model; in a suite file give the option a list of values"
                        : "no model named with --model has this option; `assay list options` shows all"));
      }
    }
  }
}

package dev.example.patient;

import dev.assay.model.Model;
import dev.assay.model.ModelContext;
import dev.assay.model.ModelProvider;
import dev.assay.model.ModelSpec;
import java.util.Map;

/** Opens models that repeat what they are told. */
public final class PatientProvider implements ModelProvider {
  @Override
  public String name() {
    return "patient";
  }

  @Override
  public String summary() {
    return "repeats what it is told, in its own time";
  }

  @Override
  public Map<String, String> options() {
    return Map.of(
        "delay-ms", "time for an answer (default 0)",
        "log", "file that gets a line for every question",
        "repeat", "how often to say it (default 1)",
        "refuse", "id of an example it refuses to answer",
        "moody", "true: the answer depends on the batch size");
  }

  @Override
  public Model open(ModelSpec spec, ModelContext context) {
    return new PatientModel(spec.options(), context.batchSize());
  }
}

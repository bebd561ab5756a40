package dev.assay.lmeval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The continuations of one context among which a model chose by their log-likelihoods. The file
 * names them by number; readers want to see the words.
 *
 * @param target the right one, where the sample names it by its number
 * @param answer the most likely one; its first where several are
 */
record Choices(Optional<String> target, Optional<String> answer) {
  /** No choices. */
  static final Choices NONE = new Choices(Optional.empty(), Optional.empty());

  /** The choices of a sample; none where its requests are no continuations of one context. */
  static Choices of(JsonNode sample) {
    JsonNode requests = sample.path("arguments");
    JsonNode context = requests.path("gen_args_0").path("arg_0");
    List<String> continuations = new ArrayList<>();
    List<Double> likelihoods = new ArrayList<>();
    int i = 0;
    for (JsonNode request : requests) {
      // later requests may ask for the same continuations without a context
      if (!request.path("arg_1").isTextual() || !request.path("arg_0").equals(context)) {
        break;
      }
      continuations.add(request.path("arg_1").textValue().strip());
      likelihoods.add(sample.path("filtered_resps").path(i++).path(0).asDouble(Double.NaN));
    }
    if (continuations.size() < 2 || likelihoods.stream().anyMatch(l -> l.isNaN())) {
      return NONE;
    }
    int best = 0;
    for (int k = 1; k < likelihoods.size(); k++) {
      best = likelihoods.get(k) > likelihoods.get(best) ? k : best;
    }
    String target = Sample.text(sample.path("target"));
    Optional<String> right =
        target.matches("\\d{1,4}") && Integer.parseInt(target) < continuations.size()
            ? Optional.of(continuations.get(Integer.parseInt(target)))
            : Optional.empty();
    return new Choices(right, Optional.of(continuations.get(best)));
  }
}

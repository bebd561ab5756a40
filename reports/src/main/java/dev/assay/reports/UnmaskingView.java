package dev.assay.reports;

import dev.assay.reports.RunIndex.AskedExample;
import dev.assay.result.ExampleResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How pictures appeared token by token, as far as traces were kept.
 *
 * @param drawn the models that left traces
 */
record UnmaskingView(List<Drawn> drawn) {
  private static final int MOST_EXAMPLES = 3;

  /**
   * The strips of a model.
   *
   * @param open whether to show the first one unasked; of the points of a curve only one is
   */
  record Drawn(ModelView model, boolean open, List<Example> examples) {}

  /**
   * An example's strip.
   *
   * @param title what was asked for; may be empty
   */
  record Example(String id, String title, UnmaskingDrawing drawing) {}

  /** Empty where no model left a trace of unmasking. */
  static Optional<UnmaskingView> of(
      List<AskedExample> examples, List<ModelView> models, int characters) {
    PictureRoom room = new PictureRoom(characters);
    Map<String, List<ModelView>> curves = new LinkedHashMap<>();
    for (ModelView model : models) {
      String curve = model.sweep().isEmpty() ? model.name() : model.sweep();
      curves.computeIfAbsent(curve, c -> new ArrayList<>()).add(model);
    }
    List<Drawn> drawn = new ArrayList<>();
    for (List<ModelView> curve : curves.values()) {
      ModelView longest = longest(curve, examples);
      add(drawn, longest, true, strips(examples, longest, MOST_EXAMPLES, room));
      for (ModelView other : curve) {
        if (other != longest) {
          add(drawn, other, false, strips(examples, other, 1, room));
        }
      }
    }
    return drawn.isEmpty() ? Optional.empty() : Optional.of(new UnmaskingView(drawn));
  }

  private static void add(List<Drawn> drawn, ModelView model, boolean open, List<Example> strips) {
    if (!strips.isEmpty()) {
      drawn.add(new Drawn(model, open, strips));
    }
  }

  /** Of the points of a curve the first with the most states to show. */
  private static ModelView longest(List<ModelView> curve, List<AskedExample> examples) {
    return curve.stream()
        .max(
            Comparator.comparingInt(
                    (ModelView model) ->
                        examples.stream()
                            .flatMap(e -> trace(e, model).stream())
                            .findFirst()
                            .map(t -> t.frames().size())
                            .orElse(0))
                .thenComparing(Comparator.comparingInt(curve::indexOf).reversed()))
        .orElseThrow();
  }

  private static Optional<UnmaskingTrace> trace(AskedExample example, ModelView model) {
    return example.of(model.name()).flatMap(ExampleResult::trace).flatMap(UnmaskingTrace::of);
  }

  private static List<Example> strips(
      List<AskedExample> examples, ModelView model, int most, PictureRoom room) {
    List<Example> strips = new ArrayList<>();
    for (AskedExample example : examples) {
      Optional<UnmaskingDrawing> drawing = trace(example, model).map(UnmaskingDrawing::of);
      if (drawing.isPresent() && room.takes(drawing.get().pictures())) {
        String title = SamplesView.title(example.any().fields());
        strips.add(new Example(example.id(), title, drawing.get()));
      }
      if (strips.size() == most) {
        break;
      }
    }
    return strips;
  }
}

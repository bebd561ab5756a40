package dev.assay.reports;

import dev.assay.model.Usage;
import dev.assay.result.MetricResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What continuous thoughts are worth on one benchmark, in sentences that paired tests make: Coconut
 * (arXiv 2412.06769) against the controls that share its curriculum but have no thoughts, and
 * against itself with other numbers of thoughts.
 *
 * @param title the benchmark
 * @param slug of its page
 * @param metric its metric
 * @param findings the sentences
 */
record WorthView(String title, String slug, String metric, List<Finding> findings) {
  private static final String COCONUT = "coconut";
  private static final String NO_COT = "no-cot";

  /**
   * A control of Coconut.
   *
   * @param method as cards call it
   * @param words as sentences call it
   * @param meaning what it means if it is as good, where Coconut has learned something
   */
  private record Control(String method, String words, String meaning) {}

  private static final List<Control> CONTROLS =
      List.of(
          new Control(
              "coconut, pause as thought", "pause as thought", "the curriculum did the work"),
          new Control("coconut without thought", "without thought", "the curriculum did the work"),
          new Control("icot", "iCoT", "removing the steps without any thought does as well"));

  /** What a sentence says of the thoughts. */
  enum Outcome {
    ABOVE,
    EQUAL,
    BELOW,
    OPEN
  }

  /**
   * A comparison.
   *
   * @param outcome of Coconut, or of all its thoughts, to what it is compared with
   * @param words the sentence
   * @param numbers the values behind it
   */
  record Finding(Outcome outcome, String words, String numbers) {}

  /** One for each benchmark that Coconut and something to compare it with answered. */
  static List<WorthView> all(RunIndex run, Slugs slugs) {
    return run.manifest().benchmarks().stream()
        .flatMap(b -> of(run, b.card().name(), slugs).stream())
        .toList();
  }

  /** Empty where there is nothing to compare, and for numbers that are no shares. */
  static Optional<WorthView> of(RunIndex run, String benchmark, Slugs slugs) {
    List<MetricResult> main = run.main(benchmark);
    if (main.isEmpty() || !main.get(0).unit().equals("%")) {
      return Optional.empty();
    }
    List<Finding> findings =
        new Maker(run, new Methods(run), benchmark, main.get(0).metric()).findings();
    return findings.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new WorthView(
                run.title(benchmark),
                slugs.of(benchmark),
                SummaryView.metricLabel(main.get(0)),
                findings));
  }

  /** Makes the sentences of one benchmark. */
  private record Maker(RunIndex run, Methods methods, String benchmark, String metric) {

    List<Finding> findings() {
      List<Finding> findings = new ArrayList<>();
      Optional<String> coconut =
          best(methods.models(COCONUT).stream().filter(m -> !methods.thinksOtherwise(m)).toList())
              .or(() -> best(methods.models(COCONUT)));
      if (coconut.isPresent()) {
        for (Control control : CONTROLS) {
          best(methods.models(control.method()))
              .ifPresent(other -> findings.add(against(coconut.get(), other, control)));
        }
      }
      for (List<String> same : methods.sameButForThoughts()) {
        findings.addAll(againstItself(same));
      }
      return findings;
    }

    /** Where several models share a method, the best stands for it. */
    private Optional<String> best(List<String> models) {
      return models.stream()
          .flatMap(m -> run.main(m, benchmark).stream())
          .filter(r -> !Double.isNaN(r.value()))
          .max(Comparator.comparingDouble(MetricResult::value))
          .map(MetricResult::model);
    }

    private PairedPoints difference(String first, String second) {
      return PairedPoints.of(
          run.results(first, benchmark), metric, run.results(second, benchmark), metric);
    }

    private Finding against(String coconut, String other, Control control) {
      PairedPoints difference = difference(coconut, other);
      String words;
      if (difference.above()) {
        words =
            "Coconut is above %s by %s points %s: here the thoughts add what it lacks."
                .formatted(control.words(), difference.size(), difference.interval());
      } else if (difference.below()) {
        words =
            "Coconut is below %s by %s points %s."
                .formatted(control.words(), difference.size(), difference.reversedInterval());
      } else if (difference.equal()) {
        words =
            "%s equals Coconut within the interval (Coconut’s difference %s points %s): %s."
                .formatted(
                    capital(control.words()),
                    difference.points(),
                    difference.interval(),
                    meaning(coconut, control));
      } else {
        words = undecided("Coconut does as well as " + control.words(), difference);
      }
      return new Finding(outcome(difference), words, numbers(coconut, other, difference));
    }

    /** What equality means depends on whether there is anything to explain. */
    private String meaning(String coconut, Control control) {
      Optional<String> plain = best(methods.models(NO_COT));
      if (plain.isEmpty()) {
        return "feeding thoughts back adds nothing that shows here";
      }
      return difference(coconut, plain.get()).above()
          ? control.meaning()
          : "but neither is above No-CoT, so there is no gain to explain";
    }

    /** All thoughts against fewer or more of them, by the same files. */
    private List<Finding> againstItself(List<String> same) {
      ToDoubleFunction<String> thoughts = m -> run.perAnswer(m, benchmark, Usage::thoughts);
      Optional<String> whole =
          same.stream()
              .filter(m -> !methods.thinksOtherwise(m) && thoughts.applyAsDouble(m) >= 0)
              .findFirst()
              .or(
                  () ->
                      same.stream()
                          .filter(m -> thoughts.applyAsDouble(m) >= 0)
                          .max(Comparator.comparingDouble(thoughts)));
      List<Finding> findings = new ArrayList<>();
      if (whole.isPresent()) {
        same.stream()
            .filter(m -> thoughts.applyAsDouble(m) >= 0)
            .filter(m -> thoughts.applyAsDouble(m) != thoughts.applyAsDouble(whole.get()))
            .sorted(Comparator.comparingDouble(thoughts))
            .forEach(m -> findings.add(withOther(whole.get(), m, thoughts)));
      }
      return findings;
    }

    private Finding withOther(String whole, String other, ToDoubleFunction<String> thoughts) {
      PairedPoints difference = difference(other, whole);
      double most = thoughts.applyAsDouble(whole);
      double now = thoughts.applyAsDouble(other);
      String subject = "With %s instead of %s, %s".formatted(thoughts(now), number(most), whole);
      String words;
      if (difference.below()) {
        words =
            "%s loses %s points %s: %s."
                .formatted(
                    subject,
                    difference.size(),
                    difference.reversedInterval(),
                    now < most ? "it uses the thoughts that are cut" : "more thoughts do harm");
      } else if (difference.above()) {
        words =
            "%s gains %s points %s.".formatted(subject, difference.size(), difference.interval());
      } else if (difference.equal()) {
        words =
            "%s stays the same within the interval (%s points %s): %s."
                .formatted(
                    subject,
                    difference.points(),
                    difference.interval(),
                    now < most ? "the thoughts that are cut add nothing here" : "more do not help");
      } else {
        words =
            undecided(
                "%s does as well with %s as with %s".formatted(whole, thoughts(now), number(most)),
                difference);
      }
      return new Finding(
          outcome(difference(whole, other)), words, numbers(whole, other, difference));
    }

    private static String number(double thoughts) {
      return Figures.decimals(thoughts, thoughts == Math.rint(thoughts) ? 0 : 1);
    }

    private static String thoughts(double count) {
      return number(count) + (count == 1 ? " thought" : " thoughts");
    }

    private static String undecided(String question, PairedPoints difference) {
      return "It is open whether %s: %s points%s."
          .formatted(
              question,
              difference.points(),
              difference.interval().isEmpty()
                  ? ""
                  : " " + difference.interval() + ", too wide an interval to call them equal");
    }

    private static Outcome outcome(PairedPoints difference) {
      if (difference.above()) {
        return Outcome.ABOVE;
      }
      if (difference.below()) {
        return Outcome.BELOW;
      }
      return difference.equal() ? Outcome.EQUAL : Outcome.OPEN;
    }

    private String numbers(String first, String second, PairedPoints difference) {
      return "%s %s %%, %s %s %%, on %s"
          .formatted(
              first,
              value(first),
              second,
              value(second),
              Figures.count(difference.examples(), "example"));
    }

    private String value(String model) {
      return run.main(model, benchmark)
          .map(r -> Figures.metric(r.value(), r.unit()))
          .orElse(Figures.NONE);
    }

    private static String capital(String words) {
      return words.startsWith("iCoT")
          ? words
          : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
  }
}

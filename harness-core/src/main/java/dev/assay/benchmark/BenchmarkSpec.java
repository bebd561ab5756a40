package dev.assay.benchmark;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which benchmark a run asks for.
 *
 * @param selector the name of a benchmark, or where nothing says otherwise of a group, or a pattern
 *     with {@code *} and {@code ?}; each may be followed by {@code @} and a variant's name or a
 *     pattern for it
 * @param options the provider's options as text, for example {@code path}; sorted by key
 */
public record BenchmarkSpec(String selector, Map<String, String> options) {
  /** The option by which users tell several benchmarks of one kind apart. */
  public static final String NAME = "name";

  /** Stands between a benchmark's name and the name that the option gives it. */
  public static final String NAME_MARK = ":";

  public BenchmarkSpec {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /** A benchmark without options. */
  public static BenchmarkSpec of(String selector) {
    return new BenchmarkSpec(selector, Map.of());
  }

  /** Several without options. */
  public static List<BenchmarkSpec> all(String... selectors) {
    return List.of(selectors).stream().map(BenchmarkSpec::of).toList();
  }

  /** The benchmark without its variant. */
  public String original() {
    int mark = selector.indexOf(BenchmarkCard.VARIANT_MARK);
    return mark < 0 ? selector : selector.substring(0, mark);
  }

  /** The variant, if there is one. */
  public Optional<String> variant() {
    int mark = selector.indexOf(BenchmarkCard.VARIANT_MARK);
    return mark < 0 ? Optional.empty() : Optional.of(selector.substring(mark + 1));
  }

  /** The same benchmark in a variant. */
  public BenchmarkSpec with(String variant) {
    return new BenchmarkSpec(original() + BenchmarkCard.VARIANT_MARK + variant, options);
  }

  /** The name on the benchmark's card: {@code images/folder:mine@shuffled}. */
  public String name() {
    String given = options.get(NAME);
    return given == null
        ? selector
        : original()
            + NAME_MARK
            + given
            + variant().map(v -> BenchmarkCard.VARIANT_MARK + v).orElse("");
  }
}

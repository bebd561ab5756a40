package dev.assay.plugin;

import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmark.BenchmarkVariant;
import dev.assay.benchmark.BenchmarkVariantProvider;
import dev.assay.data.DataStore;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Benchmarks and their variants by the names that users write. */
final class BenchmarkIndex {
  private final Map<String, BenchmarkProvider> providers = new LinkedHashMap<>();
  private final Map<String, BenchmarkProvider.Entry> entries = new LinkedHashMap<>();
  private final Map<String, BenchmarkVariant> variants = new TreeMap<>();

  /** A name or a selector in its parts. */
  private record Parts(String benchmark, Optional<String> variant) {
    static Parts of(String text) {
      int mark = text.indexOf(BenchmarkCard.VARIANT_MARK);
      return mark < 0
          ? new Parts(text, Optional.empty())
          : new Parts(text.substring(0, mark), Optional.of(text.substring(mark + 1)));
    }
  }

  void add(BenchmarkProvider provider) {
    for (BenchmarkProvider.Entry entry : provider.entries()) {
      if (entry.name().contains(BenchmarkCard.VARIANT_MARK)) {
        throw new SetupException(
            "the benchmark '%s' of %s has an @ in its name, which begins the name of a variant"
                .formatted(entry.name(), provider.getClass().getName()));
      }
      Plugins.refuseTwice(
          "benchmark", entry.name(), providers.put(entry.name(), provider), provider);
      entries.put(entry.name(), entry);
    }
  }

  void add(BenchmarkVariantProvider provider) {
    for (BenchmarkVariant variant : provider.variants()) {
      Plugins.refuseTwice(
          "benchmark variant", variant.name(), variants.put(variant.name(), variant), variant);
    }
  }

  Collection<BenchmarkProvider.Entry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }

  Collection<BenchmarkVariant> variants() {
    return Collections.unmodifiableCollection(variants.values());
  }

  List<String> select(List<String> selectors) {
    Set<String> selected = new LinkedHashSet<>();
    for (String selector : selectors) {
      Parts parts = Parts.of(selector);
      List<String> benchmarks = benchmarks(parts.benchmark());
      if (parts.variant().isEmpty()) {
        selected.addAll(benchmarks);
      } else {
        for (String variant : variants(parts.variant().get())) {
          benchmarks.forEach(b -> selected.add(b + BenchmarkCard.VARIANT_MARK + variant));
        }
      }
    }
    return List.copyOf(selected);
  }

  private List<String> benchmarks(String selector) {
    Pattern pattern = glob(selector);
    List<String> matching =
        entries.values().stream()
            .filter(e -> e.group().equals(selector) || pattern.matcher(e.name()).matches())
            .map(BenchmarkProvider.Entry::name)
            .toList();
    if (matching.isEmpty()) {
      Set<String> valid = new TreeSet<>(entries.keySet());
      entries.values().forEach(e -> valid.add(e.group()));
      throw SetupException.unknownName("benchmark", selector, valid);
    }
    return matching;
  }

  private List<String> variants(String selector) {
    Pattern pattern = glob(selector);
    List<String> matching =
        variants.keySet().stream().filter(v -> pattern.matcher(v).matches()).toList();
    if (matching.isEmpty()) {
      throw SetupException.unknownName("benchmark variant", selector, variants.keySet());
    }
    return matching;
  }

  private static Pattern glob(String selector) {
    String regex =
        selector
            .chars()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote("" + (char) c))
            .collect(Collectors.joining());
    return Pattern.compile(regex);
  }

  Benchmark<?, ?> open(String name, DataStore data) {
    Parts parts = Parts.of(name);
    BenchmarkProvider provider = providers.get(parts.benchmark());
    if (provider == null) {
      throw SetupException.unknownName("benchmark", parts.benchmark(), entries.keySet());
    }
    Benchmark<?, ?> benchmark = provider.open(parts.benchmark(), data);
    return parts.variant().isEmpty() ? benchmark : variant(parts.variant().get()).apply(benchmark);
  }

  private BenchmarkVariant variant(String name) {
    BenchmarkVariant variant = variants.get(name);
    if (variant == null) {
      throw SetupException.unknownName("benchmark variant", name, variants.keySet());
    }
    return variant;
  }
}

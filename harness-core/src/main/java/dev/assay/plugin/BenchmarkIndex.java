package dev.assay.plugin;

import dev.assay.NamePattern;
import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.benchmark.BenchmarkVariant;
import dev.assay.benchmark.BenchmarkVariantProvider;
import dev.assay.data.DataStore;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Benchmarks and their variants by the names that users write. */
final class BenchmarkIndex {
  private final Map<String, BenchmarkProvider> providers = new LinkedHashMap<>();
  private final Map<String, BenchmarkProvider.Entry> entries = new LinkedHashMap<>();
  private final Map<String, BenchmarkVariant> variants = new TreeMap<>();

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

  List<BenchmarkSpec> select(List<BenchmarkSpec> specs) {
    Set<BenchmarkSpec> selected = new LinkedHashSet<>();
    for (BenchmarkSpec spec : specs) {
      List<String> benchmarks = benchmarks(spec.original());
      benchmarks.forEach(benchmark -> checkOptions(benchmark, spec.options()));
      if (spec.variant().isEmpty()) {
        benchmarks.forEach(b -> selected.add(new BenchmarkSpec(b, spec.options())));
        continue;
      }
      for (String variant : variants(spec.variant().get())) {
        benchmarks.forEach(b -> selected.add(new BenchmarkSpec(b, spec.options()).with(variant)));
      }
    }
    return List.copyOf(selected);
  }

  List<BenchmarkSpec> expand(List<BenchmarkSpec> specs, DataStore data) {
    Set<BenchmarkSpec> expanded = new LinkedHashSet<>();
    for (BenchmarkSpec spec : specs) {
      BenchmarkSpec original = new BenchmarkSpec(spec.original(), spec.options());
      for (BenchmarkSpec one : provider(spec.original()).expand(original, data)) {
        expanded.add(spec.variant().map(one::with).orElse(one));
      }
    }
    return List.copyOf(expanded);
  }

  private void checkOptions(String benchmark, Map<String, String> options) {
    Map<String, String> known = options(benchmark);
    if (known.isEmpty() && !options.isEmpty()) {
      throw new SetupException(
          "benchmark '%s' has no options, but is given %s".formatted(benchmark, options.keySet()));
    }
    Set<String> valid = new TreeSet<>(known.keySet());
    valid.add(BenchmarkSpec.NAME);
    for (String option : options.keySet()) {
      if (!valid.contains(option)) {
        throw SetupException.unknownName("option of benchmark '" + benchmark + "'", option, valid);
      }
    }
  }

  private List<String> benchmarks(String selector) {
    NamePattern pattern = new NamePattern(selector);
    List<String> matching =
        entries.values().stream()
            .filter(e -> e.group().equals(selector) || pattern.matches(e.name()))
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
    NamePattern pattern = new NamePattern(selector);
    List<String> matching = variants.keySet().stream().filter(v -> pattern.matches(v)).toList();
    if (matching.isEmpty()) {
      throw SetupException.unknownName("benchmark variant", selector, variants.keySet());
    }
    return matching;
  }

  Map<String, String> options(String benchmark) {
    return provider(benchmark).options(benchmark);
  }

  private BenchmarkProvider provider(String benchmark) {
    BenchmarkProvider provider = providers.get(benchmark);
    if (provider == null) {
      throw SetupException.unknownName("benchmark", benchmark, entries.keySet());
    }
    return provider;
  }

  Benchmark<?, ?> open(BenchmarkSpec spec, DataStore data) {
    BenchmarkProvider provider = provider(spec.original());
    Benchmark<?, ?> benchmark =
        spec.options().isEmpty()
            ? provider.open(spec.original(), data)
            : provider.open(spec.original(), spec.options(), data);
    return spec.variant().isEmpty() ? benchmark : variant(spec.variant().get()).apply(benchmark);
  }

  private BenchmarkVariant variant(String name) {
    BenchmarkVariant variant = variants.get(name);
    if (variant == null) {
      throw SetupException.unknownName("benchmark variant", name, variants.keySet());
    }
    return variant;
  }
}

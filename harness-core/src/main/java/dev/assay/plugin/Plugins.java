package dev.assay.plugin;

import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.data.DataSet;
import dev.assay.data.DataStore;
import dev.assay.model.ModelProvider;
import dev.assay.model.ModelProvider.BundledModel;
import dev.assay.model.ModelSpec;
import dev.assay.result.ReportWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The plugins at hand: every model provider, benchmark provider and report writer that {@link
 * ServiceLoader} finds on the class path. Immutable.
 */
public final class Plugins {
  private final Map<String, ModelProvider> models = new TreeMap<>();
  private final Map<String, BenchmarkProvider> benchmarks = new LinkedHashMap<>();
  private final Map<String, BenchmarkProvider.Entry> entries = new LinkedHashMap<>();
  private final List<BenchmarkProvider> benchmarkProviders;
  private final List<ReportWriter> reports;

  /**
   * Plugins given one by one.
   *
   * @throws SetupException if two of them claim the same name
   */
  public Plugins(
      List<ModelProvider> models, List<BenchmarkProvider> benchmarks, List<ReportWriter> reports) {
    for (ModelProvider provider : models) {
      refuseTwice("model provider", provider.name(), this.models.put(provider.name(), provider));
    }
    for (BenchmarkProvider provider : benchmarks) {
      for (BenchmarkProvider.Entry entry : provider.entries()) {
        refuseTwice("benchmark", entry.name(), this.benchmarks.put(entry.name(), provider));
        entries.put(entry.name(), entry);
      }
    }
    this.benchmarkProviders = List.copyOf(benchmarks);
    this.reports = List.copyOf(reports);
  }

  /** The plugins on a class loader's path. */
  public static Plugins discover(ClassLoader loader) {
    return new Plugins(
        load(ModelProvider.class, loader),
        load(BenchmarkProvider.class, loader),
        load(ReportWriter.class, loader));
  }

  private static <T> List<T> load(Class<T> service, ClassLoader loader) {
    List<T> found = new ArrayList<>();
    try {
      ServiceLoader.load(service, loader).forEach(found::add);
    } catch (ServiceConfigurationError e) {
      throw new SetupException("a plugin cannot be loaded: " + e.getMessage(), e);
    }
    return found;
  }

  private static void refuseTwice(
      String kind, String name, @org.jspecify.annotations.Nullable Object previous) {
    if (previous != null) {
      throw new SetupException(
          "two plugins offer the %s '%s': %s is one of them; remove one from the class path"
              .formatted(kind, name, previous.getClass().getName()));
    }
  }

  /** All model providers, by name. */
  public Collection<ModelProvider> modelProviders() {
    return models.values();
  }

  /** All benchmark providers. */
  public List<BenchmarkProvider> benchmarkProviders() {
    return benchmarkProviders;
  }

  /** All benchmarks on offer, in the providers' order. */
  public Collection<BenchmarkProvider.Entry> benchmarkEntries() {
    return entries.values();
  }

  /** All report writers. */
  public List<ReportWriter> reportWriters() {
    return reports;
  }

  /** All data sets that benchmarks read. */
  public List<DataSet> dataSets() {
    return benchmarkProviders.stream().flatMap(p -> p.dataSets().stream()).toList();
  }

  /**
   * The provider of a name.
   *
   * @throws SetupException if there is none
   */
  public ModelProvider modelProvider(String name) {
    ModelProvider provider = models.get(name);
    if (provider == null) {
      throw SetupException.unknownName("model provider", name, models.keySet());
    }
    return provider;
  }

  /**
   * Understands a model as users write it: the name of a bundled model or of a provider, followed
   * by {@code :PATH} and {@code ,key=value} as wanted.
   *
   * @param text for example {@code bpe-cute} or {@code tokenized:models/gpt2,name=gpt2}
   * @param extra further options, which win over those in the text
   */
  public ModelSpec model(String text, Map<String, String> extra) {
    String[] parts = text.split(",");
    String head = parts[0].strip();
    int colon = head.indexOf(':');
    String name = colon < 0 ? head : head.substring(0, colon);
    Map<String, String> options = new TreeMap<>();
    String provider = bundledOrProvider(name, options);
    if (colon >= 0) {
      options.put("path", head.substring(colon + 1));
    }
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals < 1) {
        throw new SetupException(
            "model '%s': '%s' is not of the form key=value".formatted(text, parts[i]));
      }
      options.put(parts[i].substring(0, equals).strip(), parts[i].substring(equals + 1).strip());
    }
    options.putAll(extra);
    String given = options.remove("name");
    return spec(given != null ? given : defaultName(name, options), provider, options);
  }

  private static String defaultName(String name, Map<String, String> options) {
    String model = options.get("model");
    if (model != null) {
      return model;
    }
    String path = options.get("path");
    return path == null ? name : java.nio.file.Path.of(path).normalize().getFileName().toString();
  }

  /**
   * A model of a provider with its options checked.
   *
   * @throws SetupException if the provider or one of the options is unknown
   */
  public ModelSpec spec(String name, String provider, Map<String, String> options) {
    Set<String> known = modelProvider(provider).options().keySet();
    for (String option : options.keySet()) {
      if (!isKnown(option, known)) {
        throw SetupException.unknownName(
            "option of model provider '" + provider + "'", option, known);
      }
    }
    return new ModelSpec(name, provider, options);
  }

  /** Options may end in {@code .*}, which stands for any suffix. */
  private static boolean isKnown(String option, Set<String> known) {
    return known.contains(option)
        || known.stream()
            .anyMatch(k -> k.endsWith(".*") && option.startsWith(k.substring(0, k.length() - 1)));
  }

  private String bundledOrProvider(String name, Map<String, String> options) {
    Set<String> names = new TreeSet<>(models.keySet());
    for (ModelProvider provider : models.values()) {
      for (BundledModel bundled : provider.bundled()) {
        if (bundled.name().equals(name)) {
          options.putAll(bundled.options());
          return provider.name();
        }
        names.add(bundled.name());
      }
    }
    if (!models.containsKey(name)) {
      throw SetupException.unknownName("model", name, names);
    }
    return name;
  }

  /**
   * The benchmarks that selectors mean, each once, in the order of the selectors.
   *
   * @param selectors names, groups or patterns with {@code *} and {@code ?}
   * @throws SetupException if one of them means none
   */
  public List<String> select(List<String> selectors) {
    Set<String> selected = new LinkedHashSet<>();
    for (String selector : selectors) {
      Pattern pattern =
          Pattern.compile(
              ("\\Q" + selector + "\\E").replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
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
      selected.addAll(matching);
    }
    return List.copyOf(selected);
  }

  /** Opens a benchmark by its exact name. */
  public Benchmark<?, ?> benchmark(String name, DataStore data) {
    BenchmarkProvider provider = benchmarks.get(name);
    if (provider == null) {
      throw SetupException.unknownName("benchmark", name, entries.keySet());
    }
    return provider.open(name, data);
  }
}

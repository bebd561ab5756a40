package dev.assay.plugin;

import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.benchmark.BenchmarkVariant;
import dev.assay.benchmark.BenchmarkVariantProvider;
import dev.assay.data.DataSet;
import dev.assay.data.DataStore;
import dev.assay.model.ModelProvider;
import dev.assay.model.ModelSpec;
import dev.assay.result.ReportWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The plugins at hand: every provider of models, benchmarks and their variants and every report
 * writer that {@link ServiceLoader} finds on the class path. Immutable.
 */
public final class Plugins {
  private final ModelIndex models = new ModelIndex();
  private final BenchmarkIndex benchmarks = new BenchmarkIndex();
  private final List<BenchmarkProvider> benchmarkProviders;
  private final List<ReportWriter> reports;

  /**
   * Plugins given one by one.
   *
   * @throws SetupException if two of them claim the same name, or one cannot say what it offers
   */
  public Plugins(
      List<ModelProvider> models,
      List<BenchmarkProvider> benchmarks,
      List<BenchmarkVariantProvider> variants,
      List<ReportWriter> reports) {
    for (ModelProvider provider : models) {
      asked(provider, () -> this.models.add(provider));
    }
    for (BenchmarkProvider provider : benchmarks) {
      asked(provider, () -> this.benchmarks.add(provider));
    }
    for (BenchmarkVariantProvider provider : variants) {
      asked(provider, () -> this.benchmarks.add(provider));
    }
    this.benchmarkProviders = List.copyOf(benchmarks);
    this.reports = List.copyOf(reports);
  }

  /** Plugins given one by one, without variants of benchmarks. */
  public Plugins(
      List<ModelProvider> models, List<BenchmarkProvider> benchmarks, List<ReportWriter> reports) {
    this(models, benchmarks, List.of(), reports);
  }

  private static void asked(Object plugin, Runnable question) {
    try {
      question.run();
    } catch (SetupException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw new SetupException(
          "the plugin %s cannot be used, it failed with %s; remove it from the class path"
              .formatted(plugin.getClass().getName(), e),
          e);
    }
  }

  /** The plugins on a class loader's path. */
  public static Plugins discover(ClassLoader loader) {
    return new Plugins(
        load(ModelProvider.class, loader),
        load(BenchmarkProvider.class, loader),
        load(BenchmarkVariantProvider.class, loader),
        load(ReportWriter.class, loader));
  }

  /**
   * The providers of any service on a class loader's path, in its order.
   *
   * @throws SetupException if one of them cannot be loaded
   */
  public static <T> List<T> load(Class<T> service, ClassLoader loader) {
    List<T> found = new ArrayList<>();
    try {
      ServiceLoader.load(service, loader).forEach(found::add);
    } catch (ServiceConfigurationError e) {
      throw new SetupException("a plugin cannot be loaded: " + e.getMessage(), e);
    }
    return found;
  }

  static void refuseTwice(String kind, String name, @Nullable Object first, Object second) {
    if (first != null) {
      throw new SetupException(
          "two plugins offer the %s '%s': %s and %s; remove one from the class path"
              .formatted(kind, name, first.getClass().getName(), second.getClass().getName()));
    }
  }

  /** All model providers, by name. */
  public Collection<ModelProvider> modelProviders() {
    return models.providers();
  }

  /** All benchmark providers. */
  public List<BenchmarkProvider> benchmarkProviders() {
    return benchmarkProviders;
  }

  /** All benchmarks on offer, in the providers' order. */
  public Collection<BenchmarkProvider.Entry> benchmarkEntries() {
    return benchmarks.entries();
  }

  /** All variants that a benchmark can be run in, by name. */
  public Collection<BenchmarkVariant> benchmarkVariants() {
    return benchmarks.variants();
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
    return models.provider(name);
  }

  /**
   * Understands a model as users write it: the name of a bundled model or of a provider, followed
   * by {@code :PATH} and {@code ,key=value} as wanted. Neither path nor values may hold a comma
   * here; in a suite they may.
   *
   * @param text for example {@code bpe-cute} or {@code tokenized:models/gpt2,name=gpt2}
   * @param extra further options, which win over those in the text
   */
  public ModelSpec model(String text, Map<String, String> extra) {
    return models.parse(text, extra);
  }

  /**
   * A model of a provider with its options checked.
   *
   * @throws SetupException if the provider or one of the options is unknown, or the name blank
   */
  public ModelSpec spec(String name, String provider, Map<String, String> options) {
    return models.spec(name, provider, options);
  }

  /**
   * The benchmarks that selectors mean, each once, in the order of the selectors.
   *
   * @return as many specs, each with the exact name of a benchmark and perhaps of a variant
   * @throws SetupException if one of them means none, or an option is unknown
   */
  public List<BenchmarkSpec> select(List<BenchmarkSpec> selectors) {
    return benchmarks.select(selectors);
  }

  /**
   * What {@link #select selected} benchmarks stand for: a spec whose options name several
   * benchmarks becomes one for each.
   *
   * @throws SetupException if an option or a file that it names is not as it must be
   */
  public List<BenchmarkSpec> expand(List<BenchmarkSpec> selected, DataStore data) {
    return benchmarks.expand(selected, data);
  }

  /**
   * Opens a benchmark by its exact name.
   *
   * @throws SetupException if there is none, its data are missing, or it has no such variant
   */
  public Benchmark<?, ?> benchmark(BenchmarkSpec spec, DataStore data) {
    return benchmarks.open(spec, data);
  }

  /** Opens a benchmark without options by its exact name. */
  public Benchmark<?, ?> benchmark(String name, DataStore data) {
    return benchmark(BenchmarkSpec.of(name), data);
  }

  /** The options that a benchmark understands, by name, each with a sentence. */
  public Map<String, String> benchmarkOptions(String name) {
    return benchmarks.options(name);
  }
}

package dev.assay.cli;

import static java.util.stream.Collectors.joining;

import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.benchmark.BenchmarkVariant;
import dev.assay.data.DataFile;
import dev.assay.data.DataSet;
import dev.assay.data.DataStore;
import dev.assay.model.ModelProvider;
import dev.assay.onnx.Device;
import dev.assay.plan.Suite;
import dev.assay.plugin.Plugins;
import dev.assay.result.ReportWriter;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the listings of {@code assay list}. */
final class Listings {
  private final Plugins plugins;
  private final DataStore data;

  Listings(Plugins plugins, DataStore data) {
    this.plugins = plugins;
    this.data = data;
  }

  /** Bundled models by their name, and providers that open others. */
  Listing models() {
    List<List<Object>> rows = new ArrayList<>();
    for (ModelProvider provider : plugins.modelProviders()) {
      for (ModelProvider.BundledModel bundled : provider.bundled()) {
        rows.add(List.of(bundled.name(), provider.name(), version(provider), bundled.summary()));
      }
      rows.add(
          List.of(
              provider.options().containsKey("path") ? provider.name() + ":PATH" : provider.name(),
              provider.name(),
              version(provider),
              provider.summary()));
    }
    return new Listing(List.of("model", "provider", "version", "about"), rows);
  }

  /** What can be written behind a model: {@code PROVIDER:PATH,option=value}. */
  Listing options() {
    List<List<Object>> rows = new ArrayList<>();
    for (ModelProvider provider : plugins.modelProviders()) {
      provider
          .options()
          .forEach((option, about) -> rows.add(List.of(provider.name(), option, about)));
    }
    return new Listing(List.of("provider", "option", "about"), rows);
  }

  /** Benchmarks; those whose data are at hand with their version and size. */
  Listing benchmarks() {
    List<List<Object>> rows = new ArrayList<>();
    for (BenchmarkProvider.Entry entry : plugins.benchmarkEntries()) {
      try {
        Benchmark<?, ?> benchmark = plugins.benchmark(entry.name(), data);
        rows.add(
            List.of(
                entry.name(),
                entry.group(),
                benchmark.card().version(),
                benchmark.examples().size(),
                entry.embedded() ? "embedded" : "at hand",
                entry.summary()));
      } catch (SetupException e) {
        rows.add(List.of(entry.name(), entry.group(), "", "", "not at hand", entry.summary()));
      }
    }
    return new Listing(List.of("benchmark", "group", "version", "examples", "data", "about"), rows);
  }

  /** What {@code --benchmark-args} understands. */
  Listing benchmarkOptions() {
    List<List<Object>> rows = new ArrayList<>();
    for (BenchmarkProvider.Entry entry : plugins.benchmarkEntries()) {
      plugins
          .benchmarkOptions(entry.name())
          .forEach((option, about) -> rows.add(List.of(entry.name(), option, about)));
    }
    return new Listing(List.of("benchmark", "option", "about"), rows);
  }

  /** What can be written behind a benchmark: {@code cute/spell@drop-prompt}. */
  Listing variants() {
    List<List<Object>> rows = new ArrayList<>();
    for (BenchmarkVariant variant : plugins.benchmarkVariants()) {
      rows.add(List.of(variant.name(), variant.version(), variant.summary()));
    }
    return new Listing(List.of("variant", "version", "about"), rows);
  }

  /** Tells those who look at benchmarks of their variants, where there are any. */
  Optional<String> noteOnVariants() {
    int variants = plugins.benchmarkVariants().size();
    return variants == 0
        ? Optional.empty()
        : Optional.of(
            "A name or group may be followed by a variant, NAME@VARIANT; `assay list variants` shows all %d."
                .formatted(variants));
  }

  /** Suites that come with Assay, by their names. */
  Listing suites() {
    List<List<Object>> rows = new ArrayList<>();
    for (String name : BundledSuites.NAMES) {
      Suite suite = BundledSuites.read(name, plugins);
      rows.add(
          List.of(
              name,
              suite.models().size(),
              suite.benchmarks().stream().map(BenchmarkSpec::name).collect(joining(" ")),
              suite.about()));
    }
    return new Listing(List.of("suite", "models", "benchmarks", "about"), rows);
  }

  /** What {@code --device} understands on this machine. */
  Listing devices() {
    List<List<Object>> rows = new ArrayList<>();
    for (String device : Device.available()) {
      rows.add(List.of(device, HostFacts.engine()));
    }
    return new Listing(List.of("device", "engine"), rows);
  }

  /** Where everything comes from. */
  Listing plugins() {
    List<List<Object>> rows = new ArrayList<>();
    for (ModelProvider provider : plugins.modelProviders()) {
      rows.add(plugin("model provider", provider.name(), provider));
    }
    for (BenchmarkProvider provider : plugins.benchmarkProviders()) {
      List<String> groups =
          provider.entries().stream().map(BenchmarkProvider.Entry::group).distinct().toList();
      rows.add(plugin("benchmarks", String.join(" ", groups), provider));
    }
    for (ReportWriter writer : plugins.reportWriters()) {
      rows.add(plugin("report", writer.name(), writer));
    }
    return new Listing(List.of("kind", "name", "version", "jar", "class"), rows);
  }

  private static List<Object> plugin(String kind, String name, Object plugin) {
    return List.of(kind, name, version(plugin), jar(plugin), plugin.getClass().getName());
  }

  private static String version(Object plugin) {
    String version = plugin.getClass().getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }

  private static String jar(Object plugin) {
    CodeSource source = plugin.getClass().getProtectionDomain().getCodeSource();
    return source == null
        ? ""
        : String.valueOf(Path.of(source.getLocation().getPath()).getFileName());
  }

  /** Data sets with their licence and whether they are at hand. */
  Listing data() {
    List<List<Object>> rows = new ArrayList<>();
    for (DataSet set : plugins.dataSets()) {
      long found = set.files().stream().filter(f -> data.find(f.path()).isPresent()).count();
      rows.add(
          List.of(
              set.name(),
              set.licence(),
              set.files().size(),
              set.files().stream().mapToLong(DataFile::bytes).sum(),
              found == set.files().size()
                  ? "at hand"
                  : found == 0 ? "not at hand" : found + " files at hand",
              set.title() + ", " + set.homepage()));
    }
    return new Listing(List.of("data", "licence", "files", "bytes", "state", "about"), rows);
  }
}

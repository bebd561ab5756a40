package dev.assay.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.benchmark.Benchmark;
import dev.assay.benchmark.BenchmarkCard;
import dev.assay.benchmark.BenchmarkProvider;
import dev.assay.benchmark.BenchmarkSpec;
import dev.assay.benchmark.BenchmarkVariantProvider;
import dev.assay.data.DataStore;
import dev.assay.dummy.DummyBenchmark;
import dev.assay.dummy.DummyBenchmarkProvider;
import dev.assay.dummy.DummyModelProvider;
import dev.assay.dummy.DummyVariant;
import dev.assay.model.ModelProvider;
import dev.assay.model.ModelSpec;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginsTest {
  @TempDir Path folder;
  private final Plugins plugins =
      new Plugins(
          List.of(new DummyModelProvider()),
          List.of(
              new DummyBenchmarkProvider(
                  new DummyBenchmark("cute/spell", 1),
                  new DummyBenchmark("cute/ins_char", 1),
                  new DummyBenchmark("cute/ins_word", 1),
                  new DummyBenchmark("maths/gsm8k", 1))),
          List.of(() -> List.of(new DummyVariant("loud"), new DummyVariant("louder"))),
          List.of());

  @Test
  void pluginsOnTheClassPathAreFound() {
    Plugins found = Plugins.discover(PluginsTest.class.getClassLoader());

    assertThat(found.modelProviders()).hasExactlyElementsOfTypes(DummyModelProvider.class);
    assertThat(found.benchmarkEntries())
        .extracting(BenchmarkProvider.Entry::name)
        .containsExactly("dummy/eight", "dummy/twenty");
  }

  @Test
  void aPluginThatCannotBeLoadedIsNamed() throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(ModelProvider.class.getName()), "org.example.Gone\n");
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      assertThatThrownBy(() -> Plugins.discover(loader))
          .isInstanceOf(SetupException.class)
          .hasMessageStartingWith("a plugin cannot be loaded")
          .hasMessageContaining("org.example.Gone");
    }
  }

  @Test
  void aPluginThatCannotSayWhatItOffersIsNamed() {
    BenchmarkProvider broken =
        new DummyBroken(
            () -> {
              throw new NoClassDefFoundError("org/example/Missing");
            });

    assertThatThrownBy(() -> new Plugins(List.of(), List.of(broken), List.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith("the plugin " + DummyBroken.class.getName())
        .hasMessageContaining("org/example/Missing");
  }

  /** A provider whose list of benchmarks is computed. */
  private record DummyBroken(java.util.function.Supplier<List<Entry>> list)
      implements BenchmarkProvider {
    @Override
    public List<Entry> entries() {
      return list.get();
    }

    @Override
    public dev.assay.benchmark.Benchmark<?, ?> open(String name, dev.assay.data.DataStore data) {
      throw new IllegalStateException();
    }
  }

  @Test
  void twoPluginsOfOneNameAreRefused() {
    assertThatThrownBy(
            () ->
                new Plugins(
                    List.of(new DummyModelProvider(), new DummyModelProvider()),
                    List.of(),
                    List.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith("two plugins offer the model 'dummy': dev.assay.dummy.");
    assertThatThrownBy(
            () ->
                new Plugins(
                    List.of(),
                    List.of(new DummyBenchmarkProvider(), new DummyBenchmarkProvider()),
                    List.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith("two plugins offer the benchmark 'dummy/eight'");
    BenchmarkVariantProvider loud = () -> List.of(new DummyVariant("loud"));
    assertThatThrownBy(() -> new Plugins(List.of(), List.of(), List.of(loud, loud), List.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith("two plugins offer the benchmark variant 'loud'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          maths/gsm8k             | maths/gsm8k
          cute                    | cute/spell cute/ins_char cute/ins_word
          cute/ins_*              | cute/ins_char cute/ins_word
          cute/ins_?ord           | cute/ins_word
          *                       | cute/spell cute/ins_char cute/ins_word maths/gsm8k
          maths cute/* cute/spell | maths/gsm8k cute/spell cute/ins_char cute/ins_word
          cute/spell@loud         | cute/spell@loud
          maths cute/ins_*@loud   | maths/gsm8k cute/ins_char@loud cute/ins_word@loud
          maths@lou*              | maths/gsm8k@loud maths/gsm8k@louder
          cute/ins_?ord@*         | cute/ins_word@loud cute/ins_word@louder
          """)
  void selectorsAreNamesGroupsOrPatternsAndEachBenchmarkRunsOnce(String selectors, String names) {
    assertThat(plugins.select(BenchmarkSpec.all(selectors.split(" "))))
        .containsExactly(BenchmarkSpec.all(names.split(" ")).toArray(BenchmarkSpec[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cute/spel", "x*", "", "cute/(", "\\E(", "[c]ute"})
  void aSelectorThatMeansNothingIsRefused(String selector) {
    assertThatThrownBy(() -> plugins.select(BenchmarkSpec.all("cute", selector)))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith("unknown benchmark '" + selector + "'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cute/spell@lod      | unknown benchmark variant 'lod'; did you mean 'loud'?
          cute@               | unknown benchmark variant ''; valid: loud, louder
          cute@loud@louder    | unknown benchmark variant 'loud@louder'
          cute/spel@loud      | unknown benchmark 'cute/spel'; did you mean 'cute/spell'?
          """)
  void aVariantThatMeansNothingIsRefused(String selector, String message) {
    assertThatThrownBy(() -> plugins.select(BenchmarkSpec.all(selector)))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aVariantIsOpenedByItsNameAndSaysWhatItIsAVariantOf() {
    BenchmarkCard card = plugins.benchmark("cute/spell@loud", new DataStore(List.of())).card();

    assertThat(card.name()).isEqualTo("cute/spell@loud");
    assertThat(card.group()).isEqualTo("cute@loud");
    assertThat(card.title()).isEqualTo("cute/spell, shouted");
    assertThat(card.description()).isEqualTo("Says what it is told. Asked in capitals.");
    assertThat(card.version()).isEqualTo("1@2");
    assertThat(card.labels()).containsEntry("variant-of", "cute/spell").containsKey("volume");
    assertThat(card.original()).isEqualTo("cute/spell");
  }

  /** A provider whose benchmark's card is named after its option. */
  private static final class Folder implements BenchmarkProvider {
    @Override
    public List<Entry> entries() {
      return List.of(new Entry("pictures/folder", "pictures", "a folder", false));
    }

    @Override
    public Map<String, String> options(String name) {
      return Map.of("path", "the folder");
    }

    @Override
    public Benchmark<?, ?> open(String name, DataStore data) {
      throw new SetupException("give path=FOLDER");
    }

    @Override
    public Benchmark<?, ?> open(String name, Map<String, String> options, DataStore data) {
      return new DummyBenchmark(name + ":" + options.get("name"), 1);
    }
  }

  @Test
  void aBenchmarkWithOptionsIsOpenedWithThemAndNamedByTheUser() {
    Plugins plugins = new Plugins(List.of(), List.of(new Folder()), List.of());
    DataStore data = new DataStore(List.of());
    BenchmarkSpec spec = new BenchmarkSpec("pictures", Map.of("path", "x", "name", "mine"));

    BenchmarkSpec selected = plugins.select(List.of(spec)).get(0);

    assertThat(selected.selector()).isEqualTo("pictures/folder");
    assertThat(selected.name()).isEqualTo("pictures/folder:mine");
    assertThat(new BenchmarkSpec("pictures/folder@loud", spec.options()).name())
        .isEqualTo("pictures/folder:mine@loud");
    assertThat(plugins.benchmark(selected, data).card().name()).isEqualTo("pictures/folder:mine");
    assertThatThrownBy(() -> plugins.benchmark("pictures/folder", data))
        .hasMessage("give path=FOLDER");
    assertThatThrownBy(
            () -> plugins.select(List.of(new BenchmarkSpec("pictures", Map.of("pth", "x")))))
        .isInstanceOf(SetupException.class)
        .hasMessage(
            "unknown option of benchmark 'pictures/folder' 'pth'; did you mean 'path'? Valid: name, path");
  }

  /** A provider whose option may name several benchmarks. */
  private static final class Shelf implements BenchmarkProvider {
    @Override
    public List<Entry> entries() {
      return List.of(new Entry("shelf", "shelf", "what stands on it", false));
    }

    @Override
    public Map<String, String> options(String name) {
      return Map.of("books", "names with + between them");
    }

    @Override
    public List<BenchmarkSpec> expand(BenchmarkSpec spec, DataStore data) {
      return Arrays.stream(spec.options().get("books").split("\\+"))
          .map(book -> new BenchmarkSpec(spec.selector(), Map.of("books", book, "name", book)))
          .toList();
    }

    @Override
    public Benchmark<?, ?> open(String name, DataStore data) {
      throw new SetupException("give books=NAME");
    }
  }

  @Test
  void aSpecThatNamesSeveralBenchmarksBecomesOneForEachAndKeepsItsVariant() {
    Plugins shelf =
        new Plugins(
            List.of(),
            List.of(new Shelf()),
            List.of(() -> List.of(new DummyVariant("loud"))),
            List.of());
    BenchmarkSpec spec = new BenchmarkSpec("shelf@loud", Map.of("books", "ulysses+dubliners"));

    assertThat(shelf.expand(shelf.select(List.of(spec)), new DataStore(List.of())))
        .extracting(BenchmarkSpec::name)
        .containsExactly("shelf:ulysses@loud", "shelf:dubliners@loud");
  }

  @Test
  void anUnknownVariantOfAnExactNameIsRefusedToo() {
    DataStore data = new DataStore(List.of());
    assertThatThrownBy(() -> plugins.benchmark("cute/spell@quiet", data))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith("unknown benchmark variant 'quiet'");
  }

  @Test
  void aBenchmarkCannotHaveTheMarkOfVariantsInItsName() {
    assertThatThrownBy(
            () ->
                new Plugins(
                    List.of(),
                    List.of(new DummyBenchmarkProvider(new DummyBenchmark("a@b", 1))),
                    List.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("'a@b'");
  }

  @Test
  void aModelIsABundledNameOrAProviderWithPathAndOptions() {
    assertThat(plugins.model("echo", Map.of()))
        .isEqualTo(new ModelSpec("echo", "dummy", Map.of("behaviour", "echo")));
    assertThat(plugins.model("dummy:models/gpt2/", Map.of()))
        .isEqualTo(new ModelSpec("gpt2", "dummy", Map.of("path", "models/gpt2/")));
    assertThat(plugins.model("dummy:/data/a b:c=d, name = my model ,extra.x=a=b", Map.of()))
        .isEqualTo(
            new ModelSpec("my model", "dummy", Map.of("path", "/data/a b:c=d", "extra.x", "a=b")));
    assertThat(plugins.model("echo,behaviour=failing", Map.of("behaviour", "null", "name", "n")))
        .isEqualTo(new ModelSpec("n", "dummy", Map.of("behaviour", "null")));
    assertThat(plugins.model("dummy:.", Map.of()).name()).isNotBlank();
    assertThat(plugins.model("dummy:/", Map.of()).name()).isEqualTo("dummy");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ecko                | unknown model 'ecko'; did you mean 'echo'?
          ''                  | unknown model ''
          ,                   | model ',': '' is not of the form key=value
          echo,               | model 'echo,': '' is not of the form key=value
          dummy,path          | model 'dummy,path': 'path' is not of the form key=value
          dummy,=x            | model 'dummy,=x': '=x' is not of the form key=value
          dummy:a,path=b      | model 'dummy:a,path=b': 'path' is given twice
          dummy,pth=x         | unknown option of model provider 'dummy' 'pth'; did you mean 'path'?
          dummy,name=         | a model of provider 'dummy' has a blank name
          """)
  void aModelThatCannotBeUnderstoodIsRefused(String text, String message) {
    assertThatThrownBy(() -> plugins.model(text, Map.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith(message);
  }
}

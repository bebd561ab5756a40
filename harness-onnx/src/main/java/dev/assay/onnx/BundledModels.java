package dev.assay.onnx;

import dev.assay.SetupException;
import dev.assay.model.Model;
import dev.assay.model.ModelProvider.BundledModel;
import dev.assay.model.ModelSpec;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The models inside a plugin's jar, each in a resource folder of its name, and the two options by
 * which users name a model: {@code path}, a folder, or {@code model}, one of these.
 */
public final class BundledModels {
  private final Class<?> plugin;
  private final String resources;
  private final Function<String, List<String>> files;
  private final SortedMap<String, String> summaries;

  /**
   * The models of a plugin, all of the same files.
   *
   * @param plugin a class of the jar
   * @param resources the folder of the models' folders, for example {@code /dev/x/zoo/}
   * @param files what each model consists of
   * @param summaries a sentence about each model, by its name
   */
  public BundledModels(
      Class<?> plugin, String resources, List<String> files, Map<String, String> summaries) {
    this(plugin, resources, name -> files, summaries);
  }

  /**
   * The models of a plugin.
   *
   * @param plugin a class of the jar
   * @param resources the folder of the models' folders, for example {@code /dev/x/zoo/}
   * @param files what a model of a name consists of
   * @param summaries a sentence about each model, by its name
   */
  public BundledModels(
      Class<?> plugin,
      String resources,
      Function<String, List<String>> files,
      Map<String, String> summaries) {
    this.plugin = plugin;
    this.resources = resources;
    this.files = files;
    this.summaries = Collections.unmodifiableSortedMap(new TreeMap<>(summaries));
  }

  /** The models with the option that opens each. */
  public List<BundledModel> all() {
    return summaries.entrySet().stream()
        .map(e -> new BundledModel(e.getKey(), e.getValue(), Map.of("model", e.getKey())))
        .toList();
  }

  /** The models' names. */
  public Set<String> names() {
    return summaries.keySet();
  }

  /**
   * The two options with a sentence each, to which a provider adds its own.
   *
   * @param folder what a model's folder holds
   */
  public Map<String, String> options(String folder) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("path", "the model's folder: " + folder);
    options.put("model", "a bundled model instead of a folder: " + names());
    return options;
  }

  /** Copies a model out of the jar into a folder of its own, which closing removes. */
  public UnpackedModel unpack(String name) {
    return UnpackedModel.of(plugin, resources + name + "/", files.apply(name));
  }

  /** Opens a model's folder. */
  @FunctionalInterface
  public interface Opener {
    /**
     * Opens the folder.
     *
     * @param files to be closed with the model
     */
    Model open(Path folder, AutoCloseable files);
  }

  /**
   * Opens the model that the options name.
   *
   * @throws SetupException if they name none or two, or one that is not there
   */
  public Model open(ModelSpec spec, Opener opener) {
    String bundled = spec.options().get("model");
    String path = spec.options().get("path");
    if ((bundled == null) == (path == null)) {
      throw new SetupException(
          "model '%s': give either path=FOLDER or model=NAME, one of %s"
              .formatted(spec.name(), names()));
    }
    if (path != null) {
      return opener.open(Path.of(path), () -> {});
    }
    if (!names().contains(bundled)) {
      throw SetupException.unknownName("bundled model", bundled, names());
    }
    UnpackedModel unpacked = unpack(bundled);
    try {
      return opener.open(unpacked.folder(), unpacked);
    } catch (RuntimeException e) {
      unpacked.close();
      throw e;
    }
  }
}

package dev.assay.model;

import java.util.List;
import java.util.Map;

/**
 * Opens models of one kind; the entry point of a model plugin.
 *
 * <p>A plugin jar names its providers in {@code META-INF/services/dev.assay.model.ModelProvider}.
 * Constructors take no arguments and do nothing; all work happens in {@link #open}. Providers are
 * stateless.
 */
public interface ModelProvider {
  /** The name users write, for example {@code tokenized}: lower case, digits and hyphens. */
  String name();

  /** One sentence for {@code assay list models}. */
  String summary();

  /** The options {@link #open} understands, by name, each with a sentence that explains it. */
  Map<String, String> options();

  /** Models that come with the plugin and need no option, by their name. */
  default List<BundledModel> bundled() {
    return List.of();
  }

  /**
   * Opens a model.
   *
   * @throws dev.assay.SetupException if an option, a file or the device is not as it must be
   */
  Model open(ModelSpec spec, ModelContext context);

  /**
   * A model inside a plugin's jar.
   *
   * @param name the name users write
   * @param summary one sentence
   * @param options the options that open it
   */
  record BundledModel(String name, String summary, Map<String, String> options) {
    public BundledModel {
      options = Map.copyOf(options);
    }
  }
}

package dev.assay.plugin;

import dev.assay.SetupException;
import dev.assay.model.ModelProvider;
import dev.assay.model.ModelProvider.BundledModel;
import dev.assay.model.ModelSpec;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Models by the names that users write. */
final class ModelIndex {
  private final Map<String, ModelProvider> models = new TreeMap<>();

  /** Who owns each word by which users name a model. */
  private final Map<String, Object> owners = new HashMap<>();

  void add(ModelProvider provider) {
    models.put(provider.name(), provider);
    Plugins.refuseTwice("model", provider.name(), owners.put(provider.name(), provider), provider);
    for (BundledModel bundled : provider.bundled()) {
      Object before = owners.put(bundled.name(), provider);
      if (before != provider) { // a provider may bundle a model of its own name
        Plugins.refuseTwice("model", bundled.name(), before, provider);
      }
    }
  }

  Collection<ModelProvider> providers() {
    return Collections.unmodifiableCollection(models.values());
  }

  ModelProvider provider(String name) {
    ModelProvider provider = models.get(name);
    if (provider == null) {
      throw SetupException.unknownName("model provider", name, models.keySet());
    }
    return provider;
  }

  ModelSpec parse(String text, Map<String, String> extra) {
    String[] parts = text.split(",", -1);
    String head = parts[0].strip();
    int colon = head.indexOf(':');
    String name = colon < 0 ? head : head.substring(0, colon);
    Map<String, String> given = new TreeMap<>();
    if (colon >= 0) {
      given.put("path", head.substring(colon + 1));
    }
    for (String part : List.of(parts).subList(1, parts.length)) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw new SetupException(
            "model '%s': '%s' is not of the form key=value".formatted(text, part));
      }
      String key = part.substring(0, equals).strip();
      if (given.put(key, part.substring(equals + 1).strip()) != null) {
        throw new SetupException("model '%s': '%s' is given twice".formatted(text, key));
      }
    }
    Map<String, String> options = new TreeMap<>();
    String provider = bundledOrProvider(name, options);
    options.putAll(given);
    options.putAll(extra);
    String ownName = options.remove("name");
    return spec(ownName != null ? ownName : defaultName(name, options), provider, options);
  }

  private static String defaultName(String name, Map<String, String> options) {
    String model = options.get("model");
    if (model != null) {
      return model;
    }
    String path = options.get("path");
    if (path == null) {
      return name;
    }
    try {
      Path last = Path.of(path).toAbsolutePath().normalize().getFileName();
      return last == null ? name : last.toString();
    } catch (InvalidPathException e) {
      throw new SetupException("'%s' is not a path: %s".formatted(path, e.getReason()), e);
    }
  }

  ModelSpec spec(String name, String provider, Map<String, String> options) {
    if (name.isBlank()) {
      throw new SetupException("a model of provider '%s' has a blank name".formatted(provider));
    }
    Set<String> known = provider(provider).options().keySet();
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
}

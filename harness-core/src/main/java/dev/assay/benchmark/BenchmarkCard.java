package dev.assay.benchmark;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a reader must know about a benchmark to trust a number.
 *
 * @param name the name users write, for example {@code cute/spell}
 * @param version raised whenever prompts, examples or scoring change
 * @param title the name in tables; says "(generated)" where the data are
 * @param group the benchmark it is a part of, for example {@code cute}: averages go over it
 * @param description one or two sentences: what is asked, how it is scored
 * @param source where the data come from
 * @param licence licence of the data
 * @param sha256 over the data and prompts as read
 * @param generated whether the data are generated rather than the published ones
 * @param labels what the benchmark may be grouped by in reports, for example {@code language} →
 *     {@code deu} and {@code script} → {@code Latn}; often empty
 */
public record BenchmarkCard(
    String name,
    String version,
    String title,
    String group,
    String description,
    String source,
    String licence,
    String sha256,
    boolean generated,
    Map<String, String> labels) {
  /** The label that a variant carries: the name of the benchmark that it is a variant of. */
  public static final String VARIANT_OF = "variant-of";

  /** Stands between a benchmark's name and a variant's. */
  public static final String VARIANT_MARK = "@";

  public BenchmarkCard {
    // a run folder of an earlier version has none
    labels = labels == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** A card without labels. */
  public BenchmarkCard(
      String name,
      String version,
      String title,
      String group,
      String description,
      String source,
      String licence,
      String sha256,
      boolean generated) {
    this(name, version, title, group, description, source, licence, sha256, generated, Map.of());
  }

  /** The card of this benchmark with a change: name and group carry the change's name. */
  public BenchmarkCard variant(BenchmarkVariant variant) {
    Map<String, String> all = new TreeMap<>(labels);
    all.putAll(variant.labels());
    all.put(VARIANT_OF, name);
    return new BenchmarkCard(
        name + VARIANT_MARK + variant.name(),
        version + VARIANT_MARK + variant.version(),
        title + ", " + variant.title(),
        group + VARIANT_MARK + variant.name(),
        description + " " + variant.summary(),
        source,
        licence,
        sha256,
        generated,
        all);
  }

  /** The name of the benchmark that this is a variant of; else its own. */
  public String original() {
    return labels.getOrDefault(VARIANT_OF, name);
  }
}

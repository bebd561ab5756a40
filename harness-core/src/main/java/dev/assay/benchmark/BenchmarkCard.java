package dev.assay.benchmark;

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
    boolean generated) {}

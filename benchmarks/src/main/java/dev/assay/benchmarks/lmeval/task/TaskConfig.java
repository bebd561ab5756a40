package dev.assay.benchmarks.lmeval.task;

import dev.assay.benchmarks.lmeval.data.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A task with nothing left to resolve: includes merged, overrides applied and defaults filled in as
 * lm-evaluation-harness 0.4.13 fills them in.
 *
 * @param file where it stands, for errors
 * @param task its name
 * @param groups the groups it was reached through, outermost first; empty if it was asked for by
 *     itself
 * @param source where its documents lie
 * @param trainingSplit the documents to learn from
 * @param validationSplit what is asked where there is no test split
 * @param testSplit what is asked
 * @param outputType what it asks of a model
 * @param description stands once before everything else; often empty
 * @param formatting of the document that is asked
 * @param fewShot worked examples
 * @param metrics {@code metric_list}, or the defaults of the output type
 * @param generation for {@link OutputType#GENERATE_UNTIL}
 * @param repeats how often each document is asked
 * @param filters {@code filter_list}; by default one pipeline {@code none} with {@code take_first}
 * @param metadata {@code version} among them
 */
public record TaskConfig(
    Path file,
    String task,
    List<String> groups,
    Source source,
    Optional<String> trainingSplit,
    Optional<String> validationSplit,
    Optional<String> testSplit,
    OutputType outputType,
    Optional<Expression> description,
    Formatting formatting,
    FewShot fewShot,
    List<MetricConfig> metrics,
    Generation generation,
    int repeats,
    List<FilterPipeline> filters,
    Map<String, Object> metadata) {}

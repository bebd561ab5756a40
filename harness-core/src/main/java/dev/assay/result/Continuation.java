package dev.assay.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * A text whose likelihood a model was asked for.
 *
 * @param context what stands before it; empty where that is the example's prompt
 * @param text the text
 */
public record Continuation(
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> context, String text) {}

package dev.assay.onnx;

import dev.assay.model.GeneratedText;

/**
 * A finished continuation.
 *
 * @param index the request's number
 * @param text the text without stop string, and why it ended
 * @param promptTokens number of tokens read
 * @param tokens number of tokens generated, end-of-text and stop string included
 * @param seconds from the start of the request's first forward pass to its end
 */
public record GeneratedTokens(
    int index, GeneratedText text, int promptTokens, int tokens, double seconds) {}

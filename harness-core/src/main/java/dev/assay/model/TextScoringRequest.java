package dev.assay.model;

/**
 * Asks for the log-likelihood of a text.
 *
 * @param id which question this is
 * @param context what comes before; empty for rolling log-likelihood of the whole continuation, in
 *     windows where it exceeds the model's context
 * @param continuation what is scored
 * @param seed unused by deterministic models
 */
public record TextScoringRequest(RequestId id, String context, String continuation, long seed)
    implements Request {}

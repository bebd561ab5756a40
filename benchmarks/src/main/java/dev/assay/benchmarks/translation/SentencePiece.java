package dev.assay.benchmarks.translation;

import ai.djl.sentencepiece.SpTokenizer;
import dev.assay.SetupException;
import dev.assay.Sha256;
import dev.assay.benchmarks.python.PythonText;
import java.util.List;

/**
 * The pieces of a SentencePiece model (Kudo and Richardson 2018, arXiv 1808.06226), of which spBLEU
 * is made. The model stays in memory as long as the program runs.
 */
public final class SentencePiece implements SegmentTokenizer {
  private final String signature;
  private final String sha256;
  private final SpTokenizer model;

  private SentencePiece(String signature, String sha256, SpTokenizer model) {
    this.signature = signature;
    this.sha256 = sha256;
    this.model = model;
  }

  /**
   * Loads a model.
   *
   * @param signature the word that sacreBLEU's signature has for it, for example {@code flores101}
   * @param model content of the {@code .model} file
   * @throws SetupException if it is not a SentencePiece model, or SentencePiece cannot run here
   */
  public static SentencePiece of(String signature, byte[] model) {
    try {
      return new SentencePiece(signature, Sha256.of(model), new SpTokenizer(model));
    } catch (RuntimeException | LinkageError e) {
      throw new SetupException(
          "the SentencePiece model of spBLEU (tok:%s) cannot be loaded: %s. Put the right file there, or take it away to run without spBLEU"
              .formatted(signature, e),
          e);
    }
  }

  @Override
  public String signature() {
    return signature;
  }

  /** Checksum of the model file. */
  public String sha256() {
    return sha256;
  }

  @Override
  public List<String> tokens(String segment) {
    return PythonText.split(String.join(" ", model.tokenize(segment)));
  }
}

package dev.assay.benchmarks.flores;

import dev.assay.SetupException;
import dev.assay.Sha256;
import dev.assay.benchmarks.translation.SentencePiece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** SentencePiece models, each loaded once however many benchmarks use it. Thread-safe. */
final class SentencePieceModels {
  /** What sacreBLEU calls a tokenizer with FLORES-101's model. */
  private static final String SIGNATURE = "flores101";

  private final Map<String, SentencePiece> models = new ConcurrentHashMap<>();

  SentencePiece read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new SetupException("cannot read %s: %s".formatted(file, e), e);
    }
    return models.computeIfAbsent(Sha256.of(bytes), sha256 -> SentencePiece.of(SIGNATURE, bytes));
  }
}

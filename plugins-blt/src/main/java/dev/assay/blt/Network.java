package dev.assay.blt;

import dev.assay.SetupException;
import dev.assay.blt.BltFolder.Stack;
import dev.assay.onnx.EngineClock;
import dev.assay.onnx.OnnxSession;
import dev.assay.onnx.TokenHeads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model's graphs and tables as they are loaded; shared by all threads.
 *
 * @param folder the shapes
 * @param rule how patches are found
 * @param entropy the entropy model, where the rule needs it
 * @param encoder the local encoder
 * @param latent the global transformer
 * @param decoder the local decoder
 * @param tables n-gram embeddings
 * @param heads what is done with logits
 * @param padding how many rows steps have
 */
record Network(
    BltFolder folder,
    PatchRule rule,
    Optional<OnnxSession> entropy,
    OnnxSession encoder,
    OnnxSession latent,
    OnnxSession decoder,
    NgramTables tables,
    TokenHeads heads,
    RowPadding padding)
    implements AutoCloseable {

  /**
   * Loads a model.
   *
   * @throws dev.assay.SetupException if a file is not as it must be, or the rule needs an entropy
   *     model and the folder has none
   */
  static Network open(
      BltFolder folder, PatchRule rule, OnnxSession.Options options, EngineClock clock) {
    if (rule.patching().needsEntropies() && folder.entropy().isEmpty()) {
      throw new SetupException(
          "patching by entropy needs an entropy model, and %s has none; choose patching=space, static or bytes"
              .formatted(folder.path()));
    }
    NgramTables tables =
        NgramTables.map(folder.tables(), folder.ngrams(), folder.tableType(), folder.width());
    List<OnnxSession> opened = new ArrayList<>();
    try {
      for (Stack stack : List.of(folder.encoder(), folder.latent(), folder.decoder())) {
        opened.add(OnnxSession.open(stack.file(), options, clock));
      }
      if (rule.patching().needsEntropies()) {
        opened.add(OnnxSession.open(folder.entropy().orElseThrow().file(), options, clock));
      }
      TokenHeads heads = new TokenHeads(clock, options.threads());
      return new Network(
          folder,
          rule,
          opened.stream().skip(3).findFirst(),
          opened.get(0),
          opened.get(1),
          opened.get(2),
          tables,
          heads,
          RowPadding.of(opened));
    } catch (RuntimeException e) {
      opened.forEach(OnnxSession::close);
      throw e;
    }
  }

  /** Memory of one vector of a byte. */
  int vectorBytes() {
    return folder.width() * folder.type().bytes();
  }

  @Override
  public void close() {
    entropy.ifPresent(OnnxSession::close);
    encoder.close();
    latent.close();
    decoder.close();
    heads.close();
  }
}

package dev.assay.blt;

import dev.assay.model.Ability;
import dev.assay.model.GeneratedText;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Continues prompts byte by byte. An empty prompt begins with the begin mark alone; a prompt that
 * fills the context fails; it is never cut in silence. A limit of tokens is one of four times as
 * many bytes.
 */
final class TextGenerator implements Ability<TextGenerationRequest, GeneratedText> {
  private static final int BYTES_PER_TOKEN = 4;

  private final ByteDecoder decoder;
  private final PatchRule rule;
  private final BltCost cost;

  TextGenerator(ByteDecoder decoder, PatchRule rule, BltCost cost) {
    this.decoder = decoder;
    this.rule = rule;
    this.cost = cost;
  }

  @Override
  public void respond(List<TextGenerationRequest> requests, ResponseSink<GeneratedText> sink) {
    List<ByteGeneration> work = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      TextGenerationRequest request = requests.get(i);
      int[] prompt = ByteIds.row(ByteIds.utf8(request.text()));
      if (prompt.length >= decoder.context()) {
        sink.fail(
            request.id(),
            "the prompt has %,d bytes; the model's context of %,d, with the begin mark, leaves no room for an answer"
                .formatted(prompt.length - 1, decoder.context()));
        continue;
      }
      work.add(
          new ByteGeneration(
              i,
              prompt,
              (int) Math.min(Integer.MAX_VALUE, (long) BYTES_PER_TOKEN * request.maxNewTokens()),
              request.maxBytes(),
              request.stop(),
              request.sampling(),
              request.seed()));
    }
    decoder.generate(
        work,
        result -> {
          TextGenerationRequest request = requests.get(result.index());
          sink.accept(request.id(), response(request, result));
        });
  }

  private Response<GeneratedText> response(TextGenerationRequest request, GeneratedRow result) {
    int promptBytes = ByteIds.utf8(request.text()).length;
    BltCost.Work work = BltCost.Work.of(result.row(), result.steps());
    Usage usage =
        new Usage(
            promptBytes,
            ByteIds.utf8(result.text().text()).length,
            0,
            0,
            result.row().patches(),
            0,
            0,
            result.steps(),
            cost.of(work),
            cost.ofPatching(work, rule.patching()),
            result.seconds());
    PatchTrace trace = new PatchTrace(rule).add(result.row(), 1);
    return new Response<>(result.text(), usage, Optional.of(trace.of(promptBytes)));
  }
}

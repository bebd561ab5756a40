package dev.assay.blt;

import dev.assay.model.GeneratedText;
import dev.assay.model.Prepared;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.Usage;
import dev.assay.onnx.PreparingAbility;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Continues prompts byte by byte. An empty prompt begins with the begin mark alone; a prompt that
 * fills the context fails; it is never cut in silence. A limit of tokens is one of four times as
 * many bytes.
 */
final class TextGenerator implements PreparingAbility<TextGenerationRequest, GeneratedText> {
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
  public Prepared<GeneratedText> prepare(List<TextGenerationRequest> requests) {
    return new Texts(requests);
  }

  private final class Texts implements Prepared<GeneratedText> {
    private final List<TextGenerationRequest> requests;
    private final List<TextGenerationRequest> tooLong = new ArrayList<>();
    private final ByteDecoder.Generation generation;

    Texts(List<TextGenerationRequest> requests) {
      this.requests = requests;
      List<ByteGeneration> work = new ArrayList<>();
      for (int i = 0; i < requests.size(); i++) {
        TextGenerationRequest request = requests.get(i);
        int[] prompt = ByteIds.row(ByteIds.utf8(request.text()));
        if (prompt.length < decoder.context()) {
          work.add(generation(i, request, prompt));
        } else {
          tooLong.add(request);
        }
      }
      this.generation = decoder.prepare(work);
    }

    @Override
    public void respond(ResponseSink<GeneratedText> sink) {
      tooLong.forEach(request -> sink.fail(request.id(), whyTooLong(request)));
      generation.run(
          result -> {
            TextGenerationRequest request = requests.get(result.index());
            boolean traced = sink.wantsTrace(request.id());
            sink.accept(request.id(), response(request, result, traced));
          });
    }

    @Override
    public void close() {
      generation.close();
    }
  }

  private static ByteGeneration generation(int index, TextGenerationRequest request, int[] prompt) {
    return new ByteGeneration(
        index,
        prompt,
        (int) Math.min(Integer.MAX_VALUE, (long) BYTES_PER_TOKEN * request.maxNewTokens()),
        request.maxBytes(),
        request.stop(),
        request.sampling(),
        request.seed());
  }

  private String whyTooLong(TextGenerationRequest request) {
    return "the prompt has %,d bytes; the model's context of %,d, with the begin mark, leaves no room for an answer"
        .formatted(ByteIds.utf8(request.text()).length, decoder.context());
  }

  private Response<GeneratedText> response(
      TextGenerationRequest request, GeneratedRow result, boolean traced) {
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
    return new Response<>(
        result.text(),
        usage,
        traced
            ? Optional.of(new PatchTrace(rule).add(result.row(), 1).of(promptBytes))
            : Optional.empty());
  }
}

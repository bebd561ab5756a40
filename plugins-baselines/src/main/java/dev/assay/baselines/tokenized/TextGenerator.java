package dev.assay.baselines.tokenized;

import dev.assay.model.Ability;
import dev.assay.model.GeneratedText;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.Usage;
import dev.assay.onnx.CausalDecoder;
import dev.assay.onnx.GeneratedTokens;
import dev.assay.onnx.TokenGeneration;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Continues prompts. A prompt that fills the context fails; it is never cut in silence. */
final class TextGenerator implements Ability<TextGenerationRequest, GeneratedText> {
  private final ModelFolder folder;
  private final Tokenizer tokenizer;
  private final Optional<ChatTemplate> chat;
  private final CausalDecoder decoder;

  TextGenerator(
      ModelFolder folder, Tokenizer tokenizer, Optional<ChatTemplate> chat, CausalDecoder decoder) {
    this.folder = folder;
    this.tokenizer = tokenizer;
    this.chat = chat;
    this.decoder = decoder;
  }

  @Override
  public void respond(List<TextGenerationRequest> requests, ResponseSink<GeneratedText> sink) {
    List<int[]> prompts = prompts(requests);
    List<TokenGeneration> work = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      TextGenerationRequest request = requests.get(i);
      int length = prompts.get(i).length;
      if (length == 0 || length >= decoder.context()) {
        sink.fail(
            request.id(),
            length == 0
                ? "the prompt is empty and the model has no begin-of-text token"
                : "the prompt has %,d tokens; the model's context of %,d leaves no room for an answer"
                    .formatted(length, decoder.context()));
      } else {
        work.add(
            new TokenGeneration(
                i,
                prompts.get(i),
                request.maxNewTokens(),
                request.maxBytes(),
                request.stop(),
                request.sampling(),
                request.seed()));
      }
    }
    decoder.generate(
        work,
        tokenizer.vocabulary(),
        folder.endTokens(),
        result ->
            sink.accept(
                requests.get(result.index()).id(),
                response(requests.get(result.index()), prompts.get(result.index()), result)));
  }

  private List<int[]> prompts(List<TextGenerationRequest> requests) {
    if (chat.isEmpty()) {
      return beginning(
          tokenizer.encode(requests.stream().map(TextGenerationRequest::text).toList()));
    }
    ChatTemplate template = chat.get();
    return tokenizer.encodePlain(
        requests.stream().map(r -> template.apply(r.prompt()) + r.answerPrefix()).toList());
  }

  /** An empty prompt begins with the begin-of-text token, if there is one. */
  private List<int[]> beginning(List<int[]> prompts) {
    return prompts.stream()
        .map(
            p ->
                p.length == 0 && folder.beginToken().isPresent()
                    ? new int[] {folder.beginToken().get()}
                    : p)
        .toList();
  }

  private Response<GeneratedText> response(
      TextGenerationRequest request, int[] prompt, GeneratedTokens result) {
    GeneratedText text = result.text();
    Usage usage =
        new Usage(
            utf8Length(request.text()),
            utf8Length(text.text()),
            prompt.length,
            result.tokens(),
            0,
            0,
            0,
            result.tokens(),
            folder.cost().of(prompt.length + result.tokens() - 1L, result.tokens()),
            result.seconds());
    return Response.of(text, usage);
  }

  private static long utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

package dev.assay.baselines.tokenized;

import dev.assay.model.Ability;
import dev.assay.model.GeneratedText;
import dev.assay.model.Response;
import dev.assay.model.ResponseSink;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.Usage;
import dev.assay.onnx.CausalDecoder;
import dev.assay.onnx.GeneratedTokens;
import dev.assay.onnx.PendingGeneration;
import dev.assay.onnx.TokenGeneration;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
    List<String> texts = requests.stream().map(this::text).toList();
    Function<String, int[]> encoding =
        chat.isPresent() ? tokenizer.plainEncoding(texts) : tokenizer.encoding(texts);
    List<PendingGeneration> work = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      int index = i;
      String text = texts.get(i);
      work.add(
          new PendingGeneration(
              text.length(),
              () -> generation(index, requests.get(index), encoding.apply(text), sink)));
    }
    decoder.generate(
        work,
        tokenizer.vocabulary(),
        folder.endTokens(),
        result -> {
          TextGenerationRequest request = requests.get(result.index());
          sink.accept(request.id(), response(request, result));
        });
  }

  private String text(TextGenerationRequest request) {
    return chat.map(template -> template.apply(request.prompt()) + request.answerPrefix())
        .orElseGet(request::text);
  }

  /** What the decoder is asked; empty, and the request failed, where the prompt does not fit. */
  private Optional<TokenGeneration> generation(
      int index, TextGenerationRequest request, int[] tokens, ResponseSink<GeneratedText> sink) {
    int[] prompt = tokens.length == 0 ? beginning() : tokens;
    if (prompt.length == 0 || prompt.length >= decoder.context()) {
      sink.fail(
          request.id(),
          prompt.length == 0
              ? "the prompt is empty and the model has no begin-of-text token"
              : "the prompt has %,d tokens; the model's context of %,d leaves no room for an answer"
                  .formatted(prompt.length, decoder.context()));
      return Optional.empty();
    }
    return Optional.of(
        new TokenGeneration(
            index,
            prompt,
            request.maxNewTokens(),
            request.maxBytes(),
            request.stop(),
            request.sampling(),
            request.seed()));
  }

  /** An empty prompt begins with the begin-of-text token, if there is one. */
  private int[] beginning() {
    return folder.beginToken().stream().mapToInt(Integer::intValue).toArray();
  }

  private Response<GeneratedText> response(TextGenerationRequest request, GeneratedTokens result) {
    GeneratedText text = result.text();
    Usage usage =
        new Usage(
            utf8Length(request.text()),
            utf8Length(text.text()),
            result.promptTokens(),
            result.tokens(),
            0,
            0,
            0,
            result.tokens(),
            folder.cost().of(result.promptTokens() + result.tokens() - 1L, result.tokens()),
            result.seconds());
    return Response.of(text, usage);
  }

  private static long utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

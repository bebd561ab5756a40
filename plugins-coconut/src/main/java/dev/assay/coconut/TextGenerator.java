package dev.assay.coconut;

import dev.assay.model.GeneratedText;
import dev.assay.model.Prepared;
import dev.assay.model.Response;
import dev.assay.model.TextGenerationRequest;
import dev.assay.model.Usage;
import dev.assay.onnx.CausalDecoder;
import dev.assay.onnx.GeneratedTokens;
import dev.assay.onnx.PreparingAbility;
import dev.assay.onnx.TokenGeneration;
import dev.assay.onnx.text.LanguageModelFolder;
import dev.assay.onnx.text.PreparedTexts;
import dev.assay.onnx.text.PreparedTexts.RefusalException;
import dev.assay.onnx.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Continues prompts after thinking. The model reads the prompt and the begin tokens at once, then
 * its own thoughts, then the end tokens and how the answer begins, one by one, and writes.
 *
 * <p>Usage: input tokens are all that it reads but thoughts; output tokens those generated,
 * end-of-text and stop string included, as for any language model; forward passes one for the
 * prompt and one for every thought, every token after the thoughts, and every further token of
 * text. In the operations thoughts count as tokens; decoding them for the trace is left out.
 *
 * <p>A prompt that fills the context, or that asks for more thoughts than the model may have,
 * fails. Where thoughts leave no room for text, the text is empty and ended by {@code LENGTH}.
 */
final class TextGenerator implements PreparingAbility<TextGenerationRequest, GeneratedText> {
  private final LanguageModelFolder folder;
  private final ThoughtSettings settings;
  private final Tokenizer tokenizer;
  private final CausalDecoder decoder;
  private final ThoughtTrace trace;

  TextGenerator(
      LanguageModelFolder folder,
      ThoughtSettings settings,
      Tokenizer tokenizer,
      CausalDecoder decoder) {
    this.folder = folder;
    this.settings = settings;
    this.tokenizer = tokenizer;
    this.decoder = decoder;
    this.trace = new ThoughtTrace(tokenizer.vocabulary());
  }

  @Override
  public Prepared<GeneratedText> prepare(List<TextGenerationRequest> requests) {
    return new PreparedTexts(
        decoder, tokenizer.vocabulary(), folder.endTokens(), requests, new Questions(requests));
  }

  private final class Questions implements PreparedTexts.Rule {
    private final List<TextGenerationRequest> requests;
    private final Function<String, int[]> encoding;

    Questions(List<TextGenerationRequest> requests) {
      this.requests = requests;
      this.encoding =
          tokenizer.encoding(requests.stream().map(TextGenerationRequest::prompt).toList());
    }

    @Override
    public int size(int index) {
      return requests.get(index).prompt().length();
    }

    @Override
    public TokenGeneration generation(int index) throws RefusalException {
      TextGenerationRequest request = requests.get(index);
      int[] prompt = joined(encoding.apply(request.prompt()), settings.begin());
      PreparedTexts.refuseTooLong(prompt, decoder);
      if (!settings.allows(request)) {
        throw new RefusalException(
            "%,d thoughts are asked for; the model may have at most %,d"
                .formatted(request.thoughts().orElseThrow(), settings.maximum()));
      }
      List<Integer> answer =
          Arrays.stream(tokenizer.encodePlain(request.answerPrefix())).boxed().toList();
      return new TokenGeneration(
          index,
          prompt,
          request.maxNewTokens(),
          request.maxBytes(),
          request.stop(),
          request.sampling(),
          request.seed(),
          Optional.of(settings.thinking(request.thoughts(), answer, ThoughtTrace.TOKENS)));
    }

    @Override
    public Response<GeneratedText> response(TextGenerationRequest request, GeneratedTokens result) {
      return TextGenerator.this.response(request, result);
    }
  }

  private static int[] joined(int[] tokens, List<Integer> more) {
    return IntStream.concat(Arrays.stream(tokens), more.stream().mapToInt(Integer::intValue))
        .toArray();
  }

  private Response<GeneratedText> response(TextGenerationRequest request, GeneratedTokens result) {
    long thoughts = result.thoughts().count();
    long further = Math.max(0, result.tokens() - 1L);
    Usage usage =
        new Usage(
            utf8Length(request.text()),
            utf8Length(result.text().text()),
            result.promptTokens(),
            result.tokens(),
            0,
            thoughts,
            0,
            result.forwardPasses(),
            folder.cost().of(result.promptTokens() + thoughts + further, result.tokens()),
            result.seconds());
    return new Response<>(result.text(), usage, Optional.of(trace.of(result.thoughts())));
  }

  private static long utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

package dev.assay.baselines.tokenized;

import dev.assay.baselines.prepared.Answer;
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
 * Continues prompts. A prompt that fills the context fails; it is never cut in silence.
 *
 * <p>A model reads the prompt (with the chat template's text around it), the tokens of {@link
 * Reasoning#afterPrompt}, how the benchmark lets the answer begin, and the answer marker. All of
 * them are input tokens. Output tokens are those generated, end-of-text and stop string included;
 * the marker is in the output all the same.
 */
final class TextGenerator implements PreparingAbility<TextGenerationRequest, GeneratedText> {
  private final LanguageModelFolder folder;
  private final Tokenizer tokenizer;
  private final Optional<ChatTemplate> chat;
  private final Reasoning reasoning;
  private final CausalDecoder decoder;

  TextGenerator(
      LanguageModelFolder folder,
      Tokenizer tokenizer,
      Optional<ChatTemplate> chat,
      Reasoning reasoning,
      CausalDecoder decoder) {
    this.folder = folder;
    this.tokenizer = tokenizer;
    this.chat = chat;
    this.reasoning = reasoning;
    this.decoder = decoder;
  }

  @Override
  public Prepared<GeneratedText> prepare(List<TextGenerationRequest> requests) {
    return new PreparedTexts(
        decoder, tokenizer.vocabulary(), folder.endTokens(), requests, new Texts(requests));
  }

  private final class Texts implements PreparedTexts.Rule {
    private final List<TextGenerationRequest> requests;
    private final List<String> texts;
    private final Function<String, int[]> encoding;

    Texts(List<TextGenerationRequest> requests) {
      this.requests = requests;
      this.texts = requests.stream().map(TextGenerator.this::beforeInserted).toList();
      this.encoding = chat.isPresent() ? tokenizer.plainEncoding(texts) : tokenizer.encoding(texts);
    }

    @Override
    public int size(int index) {
      return texts.get(index).length();
    }

    @Override
    public TokenGeneration generation(int index) throws RefusalException {
      TextGenerationRequest request = requests.get(index);
      int[] prompt = read(request, encoding.apply(texts.get(index)));
      if (prompt.length == 0) {
        throw new RefusalException("the prompt is empty and the model has no begin-of-text token");
      }
      PreparedTexts.refuseTooLong(prompt, decoder);
      return new TokenGeneration(
          index,
          prompt,
          request.maxNewTokens(),
          request.maxBytes(),
          request.stop(),
          request.sampling(),
          request.seed());
    }

    @Override
    public Response<GeneratedText> response(TextGenerationRequest request, GeneratedTokens result) {
      return TextGenerator.this.response(request, result);
    }
  }

  /** The text before the inserted tokens; all of it where there are none. */
  private String beforeInserted(TextGenerationRequest request) {
    String prompt =
        chat.map(template -> template.apply(request.prompt())).orElseGet(request::prompt);
    return reasoning.afterPrompt().isEmpty() ? prompt + beginningOfAnswer(request) : prompt;
  }

  private String beginningOfAnswer(TextGenerationRequest request) {
    return request.answerPrefix() + reasoning.answerMarker();
  }

  /** All that the model reads, given the tokens of {@link #beforeInserted}. */
  private int[] read(TextGenerationRequest request, int[] tokens) {
    int[] before = tokens.length == 0 ? beginning() : tokens;
    if (reasoning.afterPrompt().isEmpty()) {
      return before;
    }
    int[] answer = tokenizer.encodePlain(beginningOfAnswer(request));
    return IntStream.concat(Arrays.stream(reasoning.after(before)), Arrays.stream(answer))
        .toArray();
  }

  /** An empty prompt begins with the begin-of-text token, if there is one. */
  private int[] beginning() {
    return folder.beginToken().stream().mapToInt(Integer::intValue).toArray();
  }

  private Response<GeneratedText> response(TextGenerationRequest request, GeneratedTokens result) {
    Usage usage =
        new Usage(
            utf8Length(request.text() + reasoning.answerMarker()),
            utf8Length(result.text().text()),
            result.promptTokens(),
            result.tokens(),
            0,
            0,
            0,
            result.tokens(),
            folder.cost().of(result.promptTokens() + result.tokens() - 1L, result.tokens()),
            result.seconds());
    return Response.of(marked(request, result.text()), usage);
  }

  /** The answer with its marker, as far as the request lets the two through. */
  private GeneratedText marked(TextGenerationRequest request, GeneratedText generated) {
    if (reasoning.answerMarker().isEmpty()) {
      return generated;
    }
    String text = reasoning.answerMarker() + generated.text();
    GeneratedText within = new Answer.Text(text).within(request);
    return within.text().equals(text) ? new GeneratedText(text, generated.finish()) : within;
  }

  private static long utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

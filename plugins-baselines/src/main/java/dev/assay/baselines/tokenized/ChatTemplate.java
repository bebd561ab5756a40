package dev.assay.baselines.tokenized;

import com.fasterxml.jackson.databind.JsonNode;
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.RenderResult;
import dev.assay.Json;
import dev.assay.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The chat template of a {@code tokenizer_config.json}: puts a prompt as a user's turn and opens
 * the assistant's.
 */
final class ChatTemplate {
  private final String template;
  private final Map<String, Object> specialTokens;
  private final Path origin;
  private final Jinjava jinjava =
      new Jinjava(
          JinjavaConfig.newBuilder()
              .withTrimBlocks(true)
              .withLstripBlocks(true)
              .withMaxOutputSize(16 << 20)
              .withLegacyOverrides(
                  LegacyOverrides.newBuilder()
                      .withUsePyishObjectMapper(true)
                      .withKeepNullableLoopValues(true)
                      .build())
              .build());

  private ChatTemplate(String template, Map<String, Object> specialTokens, Path origin) {
    this.template = withoutTrimmedSpace(template);
    this.specialTokens = specialTokens;
    this.origin = origin;
  }

  /**
   * Reads the template of a model's folder: {@code chat_template} in {@code tokenizer_config.json},
   * or the file {@code chat_template.jinja}.
   *
   * @throws SetupException if there is none
   */
  static ChatTemplate read(Path folder) {
    Path config = folder.resolve("tokenizer_config.json");
    Path separate = folder.resolve("chat_template.jinja");
    try {
      JsonNode root =
          Files.exists(config)
              ? Json.mapper().readTree(config.toFile())
              : Json.mapper().createObjectNode();
      Map<String, Object> tokens = new HashMap<>();
      for (String name : List.of("bos_token", "eos_token", "unk_token", "pad_token")) {
        JsonNode token = root.path(name);
        tokens.put(name, token.isObject() ? token.path("content").asText() : token.asText(""));
      }
      if (Files.exists(separate)) {
        return new ChatTemplate(Files.readString(separate), tokens, separate);
      }
      if (root.path("chat_template").isTextual()) {
        return new ChatTemplate(root.path("chat_template").asText(), tokens, config);
      }
    } catch (IOException e) {
      throw new SetupException("cannot read %s: %s".formatted(config, e.getMessage()), e);
    }
    throw new SetupException(
        "the model in %s has no chat template: neither chat_template.jinja nor a text 'chat_template' in tokenizer_config.json. Leave out the option chat-template."
            .formatted(folder));
  }

  /**
   * White-space control around expressions ({@code {{-} and {@code -}}}) is lexical, but Jinjava
   * misses it at the start of a block; done here, it is done alike everywhere.
   */
  private static String withoutTrimmedSpace(String template) {
    return template.replaceAll("\\s*\\{\\{-", "{{").replaceAll("-}}\\s*", "}}");
  }

  /** The text that a chat model reads for a user's prompt, up to where its answer begins. */
  String apply(String prompt) {
    Map<String, Object> values = new HashMap<>(specialTokens);
    values.put("messages", List.of(Map.of("role", "user", "content", prompt)));
    values.put("add_generation_prompt", true);
    RenderResult result = jinjava.renderForResult(template, values);
    if (result.hasErrors()) {
      throw new SetupException(
          "the chat template in %s cannot be rendered: %s"
              .formatted(origin, result.getErrors().get(0).getMessage()));
    }
    return result.getOutput();
  }
}

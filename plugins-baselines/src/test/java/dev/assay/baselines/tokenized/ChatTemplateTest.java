package dev.assay.baselines.tokenized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import dev.assay.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTemplateTest {
  private static final String PROMPT = " What <b>\"is\"</b> it? \n";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"turns", "headers", "instructions", "namespace"})
  void rendersAsJinja2DoesInTransformers(String name) throws IOException {
    JsonNode golden =
        Json.mapper()
            .readTree(getClass().getResourceAsStream("chat-templates.json"))
            .path(name); // made by chat_templates.py beside it
    writeConfig(golden.path("template").asText());
    assertThat(ChatTemplate.read(folder).apply(PROMPT)).isEqualTo(golden.path("rendered").asText());
  }

  @Test
  void aTemplateInAFileOfItsOwnCountsFirst() throws IOException {
    writeConfig("old");
    Files.writeString(folder.resolve("chat_template.jinja"), "{{ messages[0].content }} A:");
    assertThat(ChatTemplate.read(folder).apply("Q")).isEqualTo("Q A:");
  }

  @Test
  void aMissingOrBrokenTemplateIsExplained() throws IOException {
    assertThatThrownBy(() -> ChatTemplate.read(folder))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("has no chat template")
        .hasMessageContaining(folder.toString());
    writeConfig("{% for m in messages %}");
    assertThatThrownBy(() -> ChatTemplate.read(folder).apply("Q"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("tokenizer_config.json");
  }

  private void writeConfig(String template) throws IOException {
    Json.mapper()
        .writeValue(
            folder.resolve("tokenizer_config.json").toFile(),
            Map.of(
                "chat_template",
                template,
                "bos_token",
                Map.of("content", "<s>"),
                "eos_token",
                "</s>"));
  }
}

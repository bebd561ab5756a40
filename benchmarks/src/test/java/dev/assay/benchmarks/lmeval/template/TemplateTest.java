package dev.assay.benchmarks.lmeval.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.SetupException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TemplateTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

  /**
   * What Jinja2 renders and Assay does not: the first has a result that is no plain text in Jinja2;
   * the others hold a step in a slice, a chain of comparisons, a comment beside {@code -}, an
   * integer that is not decimal, or what Jinjava would take otherwise.
   */
  private static final List<String> REFUSED =
      List.of(
          "{{markup|e}} {{markup|safe}}",
          "{{numbers[:2]}} {{numbers[1:]}} {{numbers[:-1]}} {{numbers[-2:]}} {{numbers[::-1]}} {{numbers[::2]}}",
          "{{padded[2:4]}} {{padded[-3:-1]}} {{padded[1:100]}} {{padded[::-1]}}",
          "{{ 1 < 2 }} {{ 1 < 2 < 2 }} {{ 'a' < 'b' }} {{ 1 == 1.0 }} {{ 1 == '1' }} {{ yes == 1 }} {{ 2 >= 2 }}",
          "a\n  {{- ' b' -}}\n c {# a comment #}d {#- e -#} f",
          "{{ 1_000 }} {{ 1.5e3 }} {{ 0x10 }} {{ true }} {{ True }} {{ none }} {{ None }}",
          "{{ 2 * 3 ** 2 }}",
          "{{ -1 ** zero }}",
          "{{ 1 == 1 != 2 }}",
          "{{ [{'a': {'b': 1}}] }}",
          "a {# c #}{%- if yes %} b{% endif %}",
          "a\u00a0{%- if yes %}b{% endif %}",
          "{#}x{#}");

  /** Written by {@code python -m assay_training.lm_eval_templates}. */
  @TestFactory
  Stream<DynamicTest> rendersWhatJinja2RendersAndRefusesTheRest() throws IOException {
    JsonNode goldens;
    try (InputStream in = getClass().getResourceAsStream("jinja2.json")) {
      goldens = JSON.readTree(in);
    }
    Map<String, @Nullable Object> document =
        JSON.convertValue(goldens.get("document"), new TypeReference<>() {});
    assertThat(goldens.get("templates")).hasSizeGreaterThan(180);
    return StreamSupport.stream(goldens.get("templates").spliterator(), false)
        .map(
            golden ->
                DynamicTest.dynamicTest(
                    golden.get("template").asText(), () -> check(golden, document)));
  }

  private static void check(JsonNode golden, Map<String, @Nullable Object> document) {
    String template = golden.get("template").asText();
    if (golden.has("error") || REFUSED.contains(template)) {
      assertThatThrownBy(() -> render(template, document))
          .isInstanceOf(SetupException.class)
          .hasMessageStartingWith("task.yaml, doc_to_text: ");
    } else {
      assertThat(render(template, document)).isEqualTo(golden.get("text").asText());
    }
  }

  private static String render(String template, Map<String, @Nullable Object> document) {
    return Template.compile(template, "task.yaml, doc_to_text").render(document);
  }

  @Test
  void namesTheExpressionThatADocumentHasNothingFor() {
    assertThatThrownBy(() -> render("{{question}} {{ answr }}", Map.of("question", "Why?")))
        .hasMessageContaining("'answr' is neither a field of the document nor set")
        .hasMessageContaining("in {{ answr }}")
        .hasMessageContaining("the document has the fields question");
  }

  @Test
  void saysWhichFiltersThereAre() {
    assertThatThrownBy(() -> Template.compile("Q: {{ a | urlize }}", "task.yaml, doc_to_text"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("the filter 'urlize' is not known here")
        .hasMessageContaining("in {{ a | urlize }}");
  }

  @Test
  void refusesMacrosAndOtherTagsWhenItCompiles() {
    assertThatThrownBy(() -> Template.compile("{% macro m() %}{% endmacro %}", "task.yaml"))
        .hasMessageContaining("the tag 'macro' is not known here; there are if, for, set and raw");
  }

  @Test
  void namesATagThatIsMalformedOrEmpty() {
    assertThatThrownBy(() -> Template.compile("a {% for x of y %}{% endfor %}", "task.yaml"))
        .hasMessageContaining("expected names, 'in' and an expression, in {% for x of y %}");
    assertThatThrownBy(() -> Template.compile("{{}}", "task.yaml"))
        .hasMessageContaining("a tag or an expression is empty");
    assertThatThrownBy(() -> Template.compile("{% if x %}y", "task.yaml"))
        .hasMessageContaining("endif");
  }

  @Test
  void readsListsBackAsPythonWould() {
    Map<String, @Nullable Object> document = new HashMap<>();
    document.put("a", "it's");
    document.put("b", "\"so\"\n");
    assertThat(Template.compile("{{[a, b, 1, 2.5, none]}}", "task.yaml").value(document))
        .isEqualTo(java.util.Arrays.asList("it's", "\"so\"\n", 1L, 2.5, null));
  }

  @Test
  void refusesAChoiceThatIsNoList() {
    assertThatThrownBy(() -> Template.compile("{{a}}", "task.yaml").value(Map.of("a", "x y")))
        .hasMessageContaining("must render to a list, but rendered to `x y`");
  }

  @Test
  void anIteratorIsNotUsedTwice() {
    String twice = "{% set u = a|map('upper') %}{{u|join}}{{u|join}}";
    assertThatThrownBy(() -> render(twice, Map.of("a", List.of("x"))))
        .hasMessageContaining("is used twice and is empty the second time");
  }
}

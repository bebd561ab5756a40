package dev.assay.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.Json;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class AnyTextTest {
  @Property
  void embeddedJsonReadsBackAsItWas(@ForAll String text) {
    String json = EmbeddedJson.of(List.of(text));
    assertThat(Json.parse(json).get(0).asText()).isEqualTo(text);
  }

  @Property
  void embeddedJsonNeitherEndsItsElementNorActs(@ForAll String text) {
    String json = EmbeddedJson.of(List.of(text, "</script>", "<!--", "\u2028"));
    assertThat(json).doesNotContain("<");
    assertThat(json.codePoints().filter(VisibleText::acts)).isEmpty();
  }

  @Property
  void visibleTextHasNoActingCharacter(@ForAll String text) {
    assertThat(VisibleText.of(text).codePoints().filter(VisibleText::acts)).isEmpty();
  }
}

package dev.assay.benchmarks.lmeval.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.tag.FlexibleTag;
import com.hubspot.jinjava.tree.TagNode;
import com.hubspot.jinjava.tree.parse.TagToken;

/** {@code {% set a = b %}}, or {@code {% set a %}...{% endset %}}. */
record SetTag(Expressions expressions) implements CheckedTag, FlexibleTag {
  @Override
  public String getName() {
    return "set";
  }

  @Override
  public boolean hasEndTag(TagToken token) {
    return !token.getHelpers().contains("=");
  }

  @Override
  public void check(TagNode node) {
    String[] parts = node.getHelpers().split("=", 2);
    Target.of(parts[0]);
    if (parts.length == 2) {
      expressions.parsed(parts[1]);
    }
  }

  @Override
  public String text(TagNode node, JinjavaInterpreter interpreter) {
    String[] parts = node.getHelpers().split("=", 2);
    Object value =
        parts.length == 2
            ? expressions.value(parts[1])
            : CheckedTag.scoped(
                interpreter, () -> CheckedTag.rendered(node.getChildren(), interpreter));
    Target.of(parts[0]).set(value);
    return "";
  }
}

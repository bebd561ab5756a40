package dev.assay.benchmarks.lmeval.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.tag.Tag;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import java.util.List;
import java.util.function.Supplier;

/** A tag that is checked before it is rendered. */
interface CheckedTag extends Tag {
  /**
   * Parses its expressions.
   *
   * @throws TemplateException if it is malformed, or holds what is not known here
   */
  void check(TagNode node);

  /** The text that it makes. */
  String text(TagNode node, JinjavaInterpreter interpreter);

  @Override
  default String interpret(TagNode node, JinjavaInterpreter interpreter) {
    return TemplateException.located(node.getMaster(), () -> text(node, interpreter));
  }

  /** The text of nodes in order. */
  static String rendered(List<Node> nodes, JinjavaInterpreter interpreter) {
    StringBuilder out = new StringBuilder();
    nodes.forEach(node -> out.append(node.render(interpreter).getValue()));
    return out.toString();
  }

  /** Does something whose names are forgotten afterwards. */
  static <T> T scoped(JinjavaInterpreter interpreter, Supplier<T> work) {
    interpreter.enterScope();
    try {
      return work.get();
    } finally {
      interpreter.leaveScope();
    }
  }
}

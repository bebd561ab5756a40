package dev.assay.benchmarks.lmeval.template;

import com.hubspot.jinjava.tree.ExpressionNode;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import com.hubspot.jinjava.tree.TextNode;
import com.hubspot.jinjava.tree.parse.ExpressionToken;
import com.hubspot.jinjava.tree.parse.TextToken;
import dev.assay.benchmarks.python.PythonText;

/** Parses what stands in Jinjava's tree, and looks for what it takes otherwise than Jinja2. */
record TreeCheck(Expressions expressions) {
  /**
   * Checks all below a node of a template.
   *
   * @throws TemplateException if it is malformed, or holds what is not known here
   */
  void check(Node parent) {
    for (Node node : parent.getChildren()) {
      TemplateException.located(node.getMaster(), () -> checked(node));
      if (!node.getName().equals("raw")) {
        check(node);
      }
    }
  }

  private Node checked(Node node) {
    String parent = node.getParent().getName();
    if (node instanceof TextNode) {
      checkTrimmed((TextToken) node.getMaster());
    } else if (node instanceof ExpressionNode) {
      expressions.parsed(((ExpressionToken) node.getMaster()).getExpr());
    } else if (node instanceof TagNode tag && tag.getTag() instanceof CheckedTag checked) {
      checked.check(tag);
    } else if (node.getName().equals("elif") && parent.equals("if")) {
      expressions.condition(((TagNode) node).getHelpers());
    } else if (!node.getName().equals("raw")
        && !(node.getName().equals("else") && (parent.equals("if") || parent.equals("for")))) {
      throw new TemplateException("'%s' has no `if` before it".formatted(node.getName()));
    }
    return node;
  }

  /** Jinjava's whitespace is not quite Python's. */
  private static void checkTrimmed(TextToken token) {
    String start = token.isLeftTrim() ? PythonText.stripStart(token.getImage()) : token.getImage();
    if (!token.output().equals(token.isRightTrim() ? PythonText.stripEnd(start) : start)) {
      throw new TemplateException("`-` stands beside unusual white space");
    }
  }
}

package dev.assay.benchmarks.lmeval.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;

/** {@code {% if %}}, with {@code elif} and {@code else} among its children. */
record IfTag(Expressions expressions) implements CheckedTag {
  @Override
  public String getName() {
    return "if";
  }

  @Override
  public void check(TagNode node) {
    expressions.condition(node.getHelpers());
    boolean last = false;
    for (Node child : node.getChildren()) {
      boolean otherwise = child.getName().equals("else");
      if (last && (otherwise || child.getName().equals("elif"))) {
        throw new TemplateException("'%s' stands after 'else'".formatted(child.getName()));
      }
      last |= otherwise;
    }
  }

  @Override
  public String text(TagNode node, JinjavaInterpreter interpreter) {
    StringBuilder out = new StringBuilder();
    boolean chosen = holds(node);
    boolean done = chosen;
    for (Node child : node.getChildren()) {
      if (child.getName().equals("elif") || child.getName().equals("else")) {
        chosen = !done && (child.getName().equals("else") || holds((TagNode) child));
        done |= chosen;
      } else if (chosen) {
        out.append(child.render(interpreter).getValue());
      }
    }
    return out.toString();
  }

  private boolean holds(TagNode node) {
    return TemplateException.located(
        node.getMaster(), () -> Values.truth(expressions.value(node.getHelpers())));
  }
}

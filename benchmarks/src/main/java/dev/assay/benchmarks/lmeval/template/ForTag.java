package dev.assay.benchmarks.lmeval.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import jinjava.de.odysseus.el.tree.impl.ast.AstChoice;
import jinjava.de.odysseus.el.tree.impl.ast.AstNode;
import jinjava.de.odysseus.el.tree.impl.ast.AstNull;
import org.jspecify.annotations.Nullable;

/** {@code {% for %}}, perhaps with {@code else} among its children. */
record ForTag(Expressions expressions) implements CheckedTag {
  private static final Pattern PARTS = Pattern.compile("(.*?)\\bin\\b(.*)", Pattern.DOTALL);

  /** What is gone through, and how it is chosen. */
  private record Head(Target target, AstNode items, @Nullable AstNode condition) {}

  @Override
  public String getName() {
    return "for";
  }

  @Override
  public void check(TagNode node) {
    head(node);
    if (node.getChildren().stream().filter(ForTag::isElse).count() > 1) {
      throw new TemplateException("'else' stands twice");
    }
  }

  private Head head(TagNode node) {
    Matcher parts = PARTS.matcher(node.getHelpers());
    if (!parts.matches()) {
      throw new TemplateException("expected names, 'in' and an expression");
    }
    Target target = Target.of(parts.group(1));
    if (target.field() != null) {
      throw new TemplateException("a loop cannot set a field");
    }
    AstNode items = expressions.parsed(parts.group(2));
    if (!(items instanceof AstChoice choice)) {
      return new Head(target, items, null);
    }
    if (!(choice.getChild(2) instanceof AstNull)) {
      throw new TemplateException("`if` and `else` need parentheses here");
    }
    return new Head(target, choice.getChild(1), choice.getChild(0));
  }

  private static boolean isElse(Node node) {
    return node.getName().equals("else");
  }

  @Override
  public String text(TagNode node, JinjavaInterpreter interpreter) {
    Head head = head(node);
    List<@Nullable Object> chosen =
        Values.items(head.items.eval(null, null)).stream()
            .filter(item -> CheckedTag.scoped(interpreter, () -> holds(head, item)))
            .toList();
    List<Node> children = node.getChildren();
    int end =
        IntStream.range(0, children.size())
            .filter(i -> isElse(children.get(i)))
            .findFirst()
            .orElse(children.size());
    if (chosen.isEmpty()) {
      List<Node> otherwise = children.subList(end, children.size());
      return CheckedTag.scoped(interpreter, () -> CheckedTag.rendered(otherwise, interpreter));
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < chosen.size(); i++) {
      Loop loop = new Loop(chosen, i);
      out.append(
          CheckedTag.scoped(
              interpreter,
              () -> {
                Names.set("loop", loop);
                head.target.set(loop.items().get(loop.index0()));
                return CheckedTag.rendered(children.subList(0, end), interpreter);
              }));
    }
    return out.toString();
  }

  private static boolean holds(Head head, @Nullable Object item) {
    if (head.condition == null) {
      return true;
    }
    head.target.set(item);
    return Values.truth(head.condition.eval(null, null));
  }
}

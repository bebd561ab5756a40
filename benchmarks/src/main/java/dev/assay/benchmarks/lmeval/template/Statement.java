package dev.assay.benchmarks.lmeval.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a template that writes something or sets a name. */
interface Statement {
  /**
   * Writes what a document makes of it.
   *
   * @throws TemplateException if an expression has no value
   */
  void write(Scope scope, StringBuilder out);

  /** Several in order. */
  static void write(List<Statement> statements, Scope scope, StringBuilder out) {
    statements.forEach(statement -> statement.write(scope, out));
  }

  /** Text as it stands. */
  record Text(String text) implements Statement {
    @Override
    public void write(Scope scope, StringBuilder out) {
      out.append(text);
    }
  }

  /** {@code {{ term }}}. */
  record Output(Term term) implements Statement {
    @Override
    public void write(Scope scope, StringBuilder out) {
      out.append(Values.text(term.value(scope)));
    }
  }

  /** {@code {% if %}}: the branches have a condition each, {@code else} has a constant one. */
  record If(List<Term> conditions, List<List<Statement>> branches) implements Statement {
    @Override
    public void write(Scope scope, StringBuilder out) {
      for (int i = 0; i < conditions.size(); i++) {
        if (Values.truth(conditions.get(i).value(scope))) {
          Statement.write(branches.get(i), scope, out);
          return;
        }
      }
    }
  }

  /**
   * What is given a value: one name, several that a list is spread over, or a namespace's field.
   */
  record Target(List<String> names, boolean several, @Nullable String field) {
    void set(Scope scope, @Nullable Object value) {
      if (field != null) {
        if (!(scope.get(names.get(0)) instanceof Namespace namespace)) {
          throw new TemplateException(
              "'%s' is no namespace, so its fields cannot be set".formatted(names.get(0)));
        }
        namespace.fields().put(field, value);
      } else if (several) {
        List<@Nullable Object> values = Values.items(value);
        if (values.size() != names.size()) {
          throw new TemplateException(
              "%d values do not fit the names %s".formatted(values.size(), names));
        }
        for (int i = 0; i < names.size(); i++) {
          scope.set(names.get(i), values.get(i));
        }
      } else {
        scope.set(names.get(0), value);
      }
    }
  }

  /** {@code {% for %}}. */
  record For(
      Target target,
      Term items,
      @Nullable Term condition,
      List<Statement> body,
      List<Statement> otherwise)
      implements Statement {
    @Override
    public void write(Scope scope, StringBuilder out) {
      List<@Nullable Object> chosen = new ArrayList<>();
      for (Object item : Values.items(items.value(scope))) {
        if (condition == null || holds(condition, scope.inner(), item)) {
          chosen.add(item);
        }
      }
      for (int i = 0; i < chosen.size(); i++) {
        Scope inner = scope.inner();
        inner.set("loop", new Loop(chosen, i));
        target.set(inner, chosen.get(i));
        Statement.write(body, inner, out);
      }
      if (chosen.isEmpty()) {
        Statement.write(otherwise, scope.inner(), out);
      }
    }

    private boolean holds(Term test, Scope inner, @Nullable Object item) {
      target.set(inner, item);
      return Values.truth(test.value(inner));
    }
  }

  /** {@code {% set a = b %}}. */
  record Set(Target target, Term term) implements Statement {
    @Override
    public void write(Scope scope, StringBuilder out) {
      target.set(scope, term.value(scope));
    }
  }

  /** {@code {% set a %}...{% endset %}}. */
  record SetText(Target target, List<Statement> body) implements Statement {
    @Override
    public void write(Scope scope, StringBuilder out) {
      StringBuilder text = new StringBuilder();
      Statement.write(body, scope.inner(), text);
      target.set(scope, text.toString());
    }
  }

  /** Says in an error where it comes from: the innermost statement, as it stands. */
  record Located(Statement statement, String source) implements Statement {
    @Override
    public void write(Scope scope, StringBuilder out) {
      try {
        statement.write(scope, out);
      } catch (LocatedException e) {
        throw e;
      } catch (TemplateException e) {
        throw new LocatedException(e.getMessage() + ", in " + source);
      }
    }
  }

  /** An error that says where it comes from. */
  final class LocatedException extends TemplateException {
    LocatedException(String message) {
      super(message);
    }
  }
}

package dev.assay.benchmarks.lmeval.template;

import dev.assay.benchmarks.python.PythonTuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An expression of a template. */
interface Term {
  /**
   * Its value: String, Long, Double, Boolean, List, {@link PythonTuple}, Map, null for none, or an
   * object of this package.
   *
   * @throws TemplateException if Jinja2 would fail too, or something is not known here
   */
  @Nullable Object value(Scope scope);

  /** A text, a number, a truth or none. */
  record Constant(@Nullable Object constant) implements Term {
    @Override
    public @Nullable Object value(Scope scope) {
      return constant;
    }
  }

  /** A field of the document, or what was set. */
  record Name(String name) implements Term {
    @Override
    public @Nullable Object value(Scope scope) {
      return scope.get(name);
    }
  }

  /** {@code [a, b]} or {@code (a, b)}. */
  record Items(List<Term> items, boolean tuple) implements Term {
    @Override
    public Object value(Scope scope) {
      List<@Nullable Object> values = values(items, scope);
      values.forEach(Values::refuseUndefined);
      return tuple ? new PythonTuple(values) : values;
    }
  }

  /** {@code {a: b}}. */
  record Dictionary(List<Term> keys, List<Term> values) implements Term {
    @Override
    public Object value(Scope scope) {
      Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        Object key = keys.get(i).value(scope);
        Object value = values.get(i).value(scope);
        Values.refuseUndefined(key);
        Values.refuseUndefined(value);
        if (key != null && !(key instanceof String) && !Values.isNumber(key)) {
          throw Values.unsupported("a key that is", key);
        }
        if (!(key instanceof String) && Values.contains(map, key)) {
          throw new TemplateException("the key %s stands twice".formatted(Values.text(key)));
        }
        map.put(key, value);
      }
      return map;
    }
  }

  /** {@code a.name}. */
  record Attribute(Term of, String name) implements Term {
    @Override
    public @Nullable Object value(Scope scope) {
      return Access.attribute(of.value(scope), name);
    }
  }

  /** {@code a[key]}. */
  record Item(Term of, Term key) implements Term {
    @Override
    public @Nullable Object value(Scope scope) {
      return Access.item(of.value(scope), key.value(scope));
    }
  }

  /** {@code a[from:to:step]}. */
  record Slice(Term of, @Nullable Term from, @Nullable Term to, @Nullable Term step)
      implements Term {
    @Override
    public Object value(Scope scope) {
      return Access.slice(
          of.value(scope), bound(from, scope), bound(to, scope), bound(step, scope));
    }

    private static @Nullable Object bound(@Nullable Term term, Scope scope) {
      return term == null ? null : term.value(scope);
    }
  }

  /** Terms between parentheses. */
  record Given(List<Term> positional, Map<String, Term> named) {
    Arguments values(String of, Scope scope) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      named.forEach((name, term) -> values.put(name, term.value(scope)));
      return new Arguments(of, Term.values(positional, scope), values);
    }
  }

  /** {@code function(a, b=c)}. */
  record Call(Term function, Given given) implements Term {
    @Override
    public @Nullable Object value(Scope scope) {
      Object called = function.value(scope);
      if (called instanceof Method method) {
        return Methods.call(method, given.values(method.name(), scope));
      }
      if (called instanceof Function known) {
        String name = function instanceof Name named ? named.name() : "a function";
        return known.call(given.values(name, scope));
      }
      throw Values.unsupported("a call of", called);
    }
  }

  /** {@code a|filter(b)}. */
  record Filtered(Term of, Filters.Filter filter, String name, Given given) implements Term {
    @Override
    public @Nullable Object value(Scope scope) {
      return filter.apply(of.value(scope), given.values(name, scope));
    }
  }

  /** {@code a is test(b)}. */
  record Tested(Term of, Tests tests, String name, Given given) implements Term {
    @Override
    public Object value(Scope scope) {
      return tests.holds(of.value(scope), given.values(name, scope));
    }
  }

  /** {@code not a}. */
  record Not(Term of) implements Term {
    @Override
    public Object value(Scope scope) {
      return !Values.truth(of.value(scope));
    }
  }

  /** {@code -a}; {@code +a} leaves a number as it is. */
  record Signed(Term of, boolean negative) implements Term {
    @Override
    public @Nullable Object value(Scope scope) {
      Object value = of.value(scope);
      return negative ? Operators.negative(value) : Operators.apply("+", 0L, value);
    }
  }

  /** {@code a and b}, {@code a or b}: the value that decides. */
  record Either(Term left, Term right, boolean and) implements Term {
    @Override
    public @Nullable Object value(Scope scope) {
      Object first = left.value(scope);
      return Values.truth(first) == and ? right.value(scope) : first;
    }
  }

  /** {@code a + b} and so on. */
  record Arithmetic(String operator, Term left, Term right) implements Term {
    @Override
    public @Nullable Object value(Scope scope) {
      return Operators.apply(operator, left.value(scope), right.value(scope));
    }
  }

  /** {@code a ~ b}: anything as text. */
  record Concatenation(List<Term> parts) implements Term {
    @Override
    public Object value(Scope scope) {
      StringBuilder text = new StringBuilder();
      for (Object value : values(parts, scope)) {
        if (value instanceof Markup) {
          throw Values.unsupported("~ of", value);
        }
        text.append(Values.text(value));
      }
      return text.toString();
    }
  }

  /** {@code a < b <= c}: every pair of neighbours must compare so. */
  record Comparison(Term first, List<String> operators, List<Term> operands) implements Term {
    @Override
    public Object value(Scope scope) {
      Object left = first.value(scope);
      for (int i = 0; i < operands.size(); i++) {
        Object right = operands.get(i).value(scope);
        Values.refuseUndefined(left);
        Values.refuseUndefined(right);
        if (!holds(operators.get(i), left, right)) {
          return false;
        }
        left = right;
      }
      return true;
    }

    private static boolean holds(String operator, @Nullable Object left, @Nullable Object right) {
      return switch (operator) {
        case "==" -> Values.equal(left, right);
        case "!=" -> !Values.equal(left, right);
        case "in" -> Values.in(left, right);
        case "not in" -> !Values.in(left, right);
        case "<" -> Values.compare(left, right) < 0;
        case "<=" -> Values.compare(left, right) <= 0;
        case ">" -> Values.compare(left, right) > 0;
        default -> Values.compare(left, right) >= 0;
      };
    }
  }

  /** {@code a if condition else b}. */
  record Conditional(Term condition, Term then, @Nullable Term otherwise) implements Term {
    @Override
    public @Nullable Object value(Scope scope) {
      if (Values.truth(condition.value(scope))) {
        return then.value(scope);
      }
      return otherwise == null
          ? new Undefined("an `if` without `else` has no value here", true)
          : otherwise.value(scope);
    }
  }

  private static List<@Nullable Object> values(List<Term> terms, Scope scope) {
    List<@Nullable Object> values = new ArrayList<>();
    terms.forEach(term -> values.add(term.value(scope)));
    return values;
  }
}

package dev.assay.benchmarks.lmeval.template;

import com.hubspot.jinjava.el.ext.AstDict;
import com.hubspot.jinjava.el.ext.AstFilterChain;
import com.hubspot.jinjava.el.ext.AstList;
import com.hubspot.jinjava.el.ext.AstNamedParameter;
import com.hubspot.jinjava.el.ext.AstRangeBracket;
import com.hubspot.jinjava.el.ext.AstTuple;
import com.hubspot.jinjava.el.ext.ExtendedParser;
import com.hubspot.jinjava.el.ext.FilterSpec;
import com.hubspot.jinjava.el.ext.NamedParameter;
import dev.assay.benchmarks.python.PythonTuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jinjava.de.odysseus.el.tree.Bindings;
import jinjava.de.odysseus.el.tree.impl.Builder;
import jinjava.de.odysseus.el.tree.impl.ast.AstBinary;
import jinjava.de.odysseus.el.tree.impl.ast.AstBracket;
import jinjava.de.odysseus.el.tree.impl.ast.AstChoice;
import jinjava.de.odysseus.el.tree.impl.ast.AstDot;
import jinjava.de.odysseus.el.tree.impl.ast.AstFunction;
import jinjava.de.odysseus.el.tree.impl.ast.AstIdentifier;
import jinjava.de.odysseus.el.tree.impl.ast.AstMethod;
import jinjava.de.odysseus.el.tree.impl.ast.AstNode;
import jinjava.de.odysseus.el.tree.impl.ast.AstNull;
import jinjava.de.odysseus.el.tree.impl.ast.AstParameters;
import jinjava.de.odysseus.el.tree.impl.ast.AstProperty;
import jinjava.de.odysseus.el.tree.impl.ast.AstUnary;
import jinjava.javax.el.ELContext;
import org.jspecify.annotations.Nullable;

/**
 * Gives the nodes that Jinjava's parser makes of expressions Python's values: String, Long, Double,
 * Boolean, List, {@link PythonTuple}, Map, null for none, or an object of this package. Evaluating
 * them throws {@link TemplateException} where Jinja2 would fail too, or something is not known
 * here.
 */
abstract class PythonNodes extends ExtendedParser {
  private static final Builder BUILDER = new Builder(Builder.Feature.METHOD_INVOCATIONS);

  /** Jinja2 takes these words for the test's argument, and finds no such name. */
  private static final Set<String> NOT_AFTER_TEST = Set.of("if", "in", "not");

  private final Filters filters = new Filters();
  private final Tests tests = new Tests();

  PythonNodes(String expression) {
    super(BUILDER, "#{" + expression + "}");
  }

  @Override
  protected AstBinary createAstBinary(AstNode left, AstNode right, AstBinary.Operator operator) {
    return Operation.of(operator.toString(), left, right);
  }

  @Override
  protected AstUnary createAstUnary(AstNode child, AstUnary.Operator operator) {
    return operator == AstUnary.NOT
        ? new AstUnary(child, (b, c, of) -> !Values.truth(of.eval(b, c)))
        : new AstUnary(child, (b, c, of) -> Operators.negative(of.eval(b, c)));
  }

  @Override
  protected AstChoice createAstChoice(AstNode condition, AstNode then, AstNode otherwise) {
    if (condition instanceof AstChoice) {
      throw new TemplateException("an `if` inside the condition of another needs parentheses");
    }
    return new AstChoice(condition, then, otherwise) {
      @Override
      public @Nullable Object eval(Bindings bindings, ELContext context) {
        if (Values.truth(condition.eval(bindings, context))) {
          return then.eval(bindings, context);
        }
        return otherwise instanceof AstNull
            ? new Undefined("an `if` without `else` has no value here", true)
            : otherwise.eval(bindings, context);
      }
    };
  }

  @Override
  protected AstIdentifier createAstIdentifier(String name, int index) {
    boolean none = name.equals("none") || name.equals("None");
    return new AstIdentifier(name, index) {
      @Override
      public @Nullable Object eval(Bindings bindings, ELContext context) {
        return none ? null : Names.get(name);
      }
    };
  }

  @Override
  protected AstFunction createAstFunction(String name, int index, AstParameters given) {
    if (name.contains(":")) {
      throw new TemplateException("%s cannot be called here".formatted(name));
    }
    return new AstFunction(name, index, given) {
      @Override
      public @Nullable Object eval(Bindings bindings, ELContext context) {
        return called(Names.get(name), name, given);
      }
    };
  }

  private static @Nullable Object called(
      @Nullable Object function, String name, AstParameters given) {
    if (function instanceof Method method) {
      return Methods.call(method, arguments(method.name(), given, 0));
    }
    if (function instanceof Function known) {
      return known.call(arguments(name, given, 0));
    }
    throw Values.unsupported("a call of", function);
  }

  private static Arguments arguments(String of, @Nullable AstParameters given, int from) {
    List<@Nullable Object> positional = new ArrayList<>();
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    for (int i = from; given != null && i < given.getCardinality(); i++) {
      Object value = given.getChild(i).eval(null, null);
      if (value instanceof NamedParameter parameter) {
        named.put(parameter.getName(), parameter.getValue());
      } else {
        positional.add(value);
      }
    }
    return new Arguments(of, positional, named);
  }

  @Override
  protected AstDot createAstDot(AstNode base, String name, boolean assignable) {
    return new AstDot(base, name, assignable) {
      @Override
      public @Nullable Object eval(Bindings bindings, ELContext context) {
        return Access.attribute(base.eval(bindings, context), name);
      }
    };
  }

  @Override
  protected AstBracket createAstBracket(
      AstNode base, @Nullable AstNode key, boolean assignable, boolean strict) {
    if (key == null) {
      throw new TemplateException("expected an index between [ and ]");
    }
    return new AstBracket(base, key, assignable, strict) {
      @Override
      public @Nullable Object eval(Bindings bindings, ELContext context) {
        return Access.item(base.eval(bindings, context), key.eval(bindings, context));
      }
    };
  }

  @Override
  protected AstRangeBracket createAstRangeBracket(
      AstNode base, @Nullable AstNode from, @Nullable AstNode to, boolean left, boolean strict) {
    return new AstRangeBracket(base, from, to, left, strict, false) {
      @Override
      public Object eval(Bindings bindings, ELContext context) {
        return Access.slice(
            base.eval(bindings, context),
            from == null ? null : from.eval(bindings, context),
            to == null ? null : to.eval(bindings, context));
      }
    };
  }

  /** A call of a method, or a test, which Jinjava makes one too. */
  @Override
  protected AstMethod createAstMethod(AstProperty property, AstParameters given) {
    if (property instanceof AstDot
        && property.getChild(0) instanceof AstIdentifier name
        && name.getName().startsWith(EXPTEST_PREFIX)) {
      String test = name.getName().substring(EXPTEST_PREFIX.length());
      return tested(property, test, given, property.toString().endsWith("Negated"));
    }
    return new AstMethod(property, given) {
      @Override
      public @Nullable Object eval(Bindings bindings, ELContext context) {
        return called(property.eval(bindings, context), "a function", given);
      }
    };
  }

  private AstMethod tested(
      AstProperty property, String name, AstParameters given, boolean negated) {
    boolean bare = given.getCardinality() == 2;
    if (bare && NOT_AFTER_TEST.contains(String.valueOf(getToken().getImage()))
        || !bare && given.getChild(2) instanceof AstTuple) {
      throw new TemplateException("the test '%s' needs parentheses around it".formatted(name));
    }
    tests.require(name);
    return new AstMethod(property, given) {
      @Override
      public Object eval(Bindings bindings, ELContext context) {
        Object value = given.getChild(0).eval(bindings, context);
        return tests.holds(value, arguments(name, given, 2)) != negated;
      }
    };
  }

  @Override
  protected AstFilterChain createAstFilterChain(AstNode input, List<FilterSpec> chain) {
    chain.forEach(filter -> filters.get(filter.getName()));
    return new AstFilterChain(input, chain) {
      @Override
      public @Nullable Object eval(Bindings bindings, ELContext context) {
        Object value = input.eval(bindings, context);
        for (FilterSpec filter : chain) {
          String name = filter.getName();
          value = filters.get(name).apply(value, arguments(name, filter.getParams(), 0));
        }
        return value;
      }
    };
  }

  private static List<@Nullable Object> items(AstParameters items) {
    List<@Nullable Object> values = arguments("items", items, 0).positional();
    values.forEach(Values::refuseUndefined);
    return values;
  }

  @Override
  protected AstList createAstList(AstParameters items) {
    return new AstList(items) {
      @Override
      public Object eval(Bindings bindings, ELContext context) {
        return items(items);
      }
    };
  }

  /** Whether a tuple of one item is only an expression in parentheses. */
  abstract boolean isNested(AstParameters items);

  @Override
  protected AstTuple createAstTuple(AstParameters items) {
    boolean nested = isNested(items);
    for (int i = 0; i < items.getCardinality(); i++) {
      if (items.getChild(i) instanceof AstNamedParameter) {
        throw new TemplateException("'=' stands outside of a call");
      }
    }
    return new AstTuple(items) {
      @Override
      public @Nullable Object eval(Bindings bindings, ELContext context) {
        return nested ? items.getChild(0).eval(bindings, context) : new PythonTuple(items(items));
      }
    };
  }

  @Override
  protected AstDict createAstDict(Map<AstNode, AstNode> entries) {
    return new AstDict(entries) {
      @Override
      public Object eval(Bindings bindings, ELContext context) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        entries.forEach((k, v) -> put(map, k.eval(bindings, context), v.eval(bindings, context)));
        return map;
      }
    };
  }

  private static void put(
      Map<@Nullable Object, @Nullable Object> map, @Nullable Object key, @Nullable Object value) {
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
}

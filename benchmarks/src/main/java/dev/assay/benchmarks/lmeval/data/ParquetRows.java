package dev.assay.benchmarks.lmeval.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Makes maps, lists and plain values of what Parquet's readers find. Not thread-safe. */
final class ParquetRows extends RecordMaterializer<Map<String, @Nullable Object>> {
  private Map<String, @Nullable Object> row = Map.of();
  private final GroupConverter root;

  ParquetRows(MessageType schema) {
    root = new Struct(schema, value -> row = value);
  }

  @Override
  public Map<String, @Nullable Object> getCurrentRecord() {
    return row;
  }

  @Override
  public GroupConverter getRootConverter() {
    return root;
  }

  private static Converter converter(Type type, Consumer<Object> parent) {
    if (type.isPrimitive()) {
      return new Plain(type.asPrimitiveType(), parent);
    }
    GroupType group = type.asGroupType();
    return isList(group) ? new Items(group, parent) : new Struct(group, parent::accept);
  }

  private static boolean isList(GroupType group) {
    return group.getLogicalTypeAnnotation()
            instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation
        && group.getFieldCount() == 1
        && group.getType(0).isRepetition(Type.Repetition.REPEATED);
  }

  /** Every field is there, null where nothing is written; repeated fields are lists. */
  private static final class Struct extends GroupConverter {
    private final GroupType type;
    private final Consumer<Map<String, @Nullable Object>> parent;
    private final List<Converter> fields = new ArrayList<>();
    private Map<String, @Nullable Object> current = new LinkedHashMap<>();

    Struct(GroupType type, Consumer<Map<String, @Nullable Object>> parent) {
      this.type = type;
      this.parent = parent;
      for (Type field : type.getFields()) {
        boolean repeated = field.isRepetition(Type.Repetition.REPEATED);
        fields.add(
            converter(
                field,
                value -> {
                  if (repeated) {
                    append(field.getName(), value);
                  } else {
                    current.put(field.getName(), value);
                  }
                }));
      }
    }

    private void append(String field, Object value) {
      List<@Nullable Object> longer = new ArrayList<>();
      if (current.get(field) instanceof List<?> before) {
        longer.addAll(before);
      }
      longer.add(value);
      current.put(field, longer);
    }

    @Override
    public Converter getConverter(int field) {
      return fields.get(field);
    }

    @Override
    public void start() {
      current = new LinkedHashMap<>();
      for (Type field : type.getFields()) {
        boolean repeated = field.isRepetition(Type.Repetition.REPEATED);
        current.put(field.getName(), repeated ? List.of() : null);
      }
    }

    @Override
    public void end() {
      parent.accept(current);
    }
  }

  /**
   * A list. Its one field repeats; usually that is a group around each item, so that items may be
   * null, but old writers repeat the item itself.
   */
  private static final class Items extends GroupConverter {
    private final Consumer<Object> parent;
    private final Converter repeated;
    private List<@Nullable Object> items = new ArrayList<>();

    Items(GroupType type, Consumer<Object> parent) {
      this.parent = parent;
      Type inside = type.getType(0);
      repeated =
          isWrapper(type, inside)
              ? new Wrapper(inside.asGroupType().getType(0), value -> items.add(value))
              : converter(inside, value -> items.add(value));
    }

    /** Parquet's rules for files of old writers (its LogicalTypes.md, "Lists"). */
    private static boolean isWrapper(GroupType list, Type inside) {
      return !inside.isPrimitive()
          && inside.asGroupType().getFieldCount() == 1
          && !inside.getName().equals("array")
          && !inside.getName().equals(list.getName() + "_tuple");
    }

    @Override
    public Converter getConverter(int field) {
      return repeated;
    }

    @Override
    public void start() {
      items = new ArrayList<>();
    }

    @Override
    public void end() {
      parent.accept(items);
    }
  }

  /** What stands around an item of a list. */
  private static final class Wrapper extends GroupConverter {
    private final Consumer<@Nullable Object> parent;
    private final Converter item;
    private @Nullable Object value;

    Wrapper(Type type, Consumer<@Nullable Object> parent) {
      this.parent = parent;
      item = converter(type, found -> value = found);
    }

    @Override
    public Converter getConverter(int field) {
      return item;
    }

    @Override
    public void start() {
      value = null;
    }

    @Override
    public void end() {
      parent.accept(value);
    }
  }

  private static final class Plain extends PrimitiveConverter {
    private static final long UNSIGNED_INT = 0xFFFF_FFFFL;

    private final Consumer<Object> parent;
    private final boolean unsigned;

    Plain(PrimitiveType type, Consumer<Object> parent) {
      this.parent = parent;
      this.unsigned =
          type.getLogicalTypeAnnotation()
                  instanceof LogicalTypeAnnotation.IntLogicalTypeAnnotation integer
              && !integer.isSigned();
    }

    @Override
    public void addBinary(Binary value) {
      parent.accept(value.toStringUsingUTF8());
    }

    @Override
    public void addBoolean(boolean value) {
      parent.accept(value);
    }

    @Override
    public void addDouble(double value) {
      parent.accept(value);
    }

    @Override
    public void addFloat(float value) {
      parent.accept((double) value);
    }

    @Override
    public void addInt(int value) {
      parent.accept(unsigned ? value & UNSIGNED_INT : (long) value);
    }

    @Override
    public void addLong(long value) {
      if (unsigned && value < 0) {
        throw new ArithmeticException("a number above 9,223,372,036,854,775,807");
      }
      parent.accept(value);
    }
  }
}

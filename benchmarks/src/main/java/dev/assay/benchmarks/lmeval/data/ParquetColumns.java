package dev.assay.benchmarks.lmeval.data;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * The columns of a Parquet file that become values: texts, numbers, truths, and lists and structs
 * of them. Columns that hold anything else (times, decimals, raw bytes, maps) cannot be read.
 */
final class ParquetColumns {
  private static final Set<ConvertedType> TEXTS =
      Set.of(ConvertedType.UTF8, ConvertedType.ENUM, ConvertedType.JSON);
  private static final Set<ConvertedType> INTEGERS =
      Set.of(
          ConvertedType.INT_8,
          ConvertedType.INT_16,
          ConvertedType.INT_32,
          ConvertedType.INT_64,
          ConvertedType.UINT_8,
          ConvertedType.UINT_16,
          ConvertedType.UINT_32,
          ConvertedType.UINT_64);

  private final Iterator<SchemaElement> elements;
  private boolean readable;

  private ParquetColumns(Iterator<SchemaElement> elements) {
    this.elements = elements;
  }

  /**
   * A file's columns.
   *
   * @param readable those that can be read
   * @param unreadable the names of the others
   */
  record Schema(MessageType readable, List<String> unreadable) {}

  /**
   * The columns that a footer describes.
   *
   * @param elements depth first, the root before all
   */
  static Schema of(List<SchemaElement> elements) {
    ParquetColumns columns = new ParquetColumns(elements.iterator());
    SchemaElement root = columns.elements.next();
    List<Type> readable = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (int i = 0; i < root.getNum_children(); i++) {
      columns.readable = true;
      Type column = columns.next();
      if (columns.readable) {
        readable.add(column);
      } else {
        unreadable.add(column.getName());
      }
    }
    return new Schema(new MessageType(root.getName(), readable), unreadable);
  }

  private Type next() {
    SchemaElement element = elements.next();
    Type.Repetition repetition =
        Type.Repetition.valueOf(
            element.isSetRepetition_type()
                ? element.getRepetition_type().name()
                : FieldRepetitionType.REQUIRED.name());
    return element.getNum_children() > 0
        ? group(element, repetition)
        : primitive(element, repetition);
  }

  private Type group(SchemaElement element, Type.Repetition repetition) {
    List<Type> children = new ArrayList<>();
    for (int i = 0; i < element.getNum_children(); i++) {
      children.add(next());
    }
    ConvertedType converted = element.getConverted_type();
    boolean list =
        converted == ConvertedType.LIST
            || element.isSetLogicalType() && element.getLogicalType().isSetLIST();
    readable &= list || converted == null && !element.isSetLogicalType();
    Types.GroupBuilder<GroupType> builder = Types.buildGroup(repetition);
    if (list) {
      builder.as(LogicalTypeAnnotation.listType());
    }
    return builder.addFields(children.toArray(new Type[0])).named(element.getName());
  }

  private Type primitive(SchemaElement element, Type.Repetition repetition) {
    PrimitiveTypeName name =
        element.getType() == org.apache.parquet.format.Type.BYTE_ARRAY
            ? PrimitiveTypeName.BINARY
            : PrimitiveTypeName.valueOf(element.getType().name());
    Types.PrimitiveBuilder<PrimitiveType> builder = Types.primitive(name, repetition);
    if (element.isSetType_length()) {
      builder.length(element.getType_length());
    }
    boolean known =
        switch (name) {
          case BOOLEAN, FLOAT, DOUBLE -> !isAnnotated(element);
          case INT32, INT64 -> !isAnnotated(element) || isInteger(element);
          case BINARY -> isText(element);
          case INT96, FIXED_LEN_BYTE_ARRAY -> false;
        };
    if (known && isUnsigned(element)) {
      builder.as(LogicalTypeAnnotation.intType(name == PrimitiveTypeName.INT32 ? 32 : 64, false));
    }
    readable &= known;
    return builder.named(element.getName());
  }

  private static boolean isAnnotated(SchemaElement element) {
    return element.isSetConverted_type() || element.isSetLogicalType();
  }

  private static boolean isText(SchemaElement element) {
    LogicalType logical = element.getLogicalType();
    return TEXTS.contains(element.getConverted_type())
        || logical != null && (logical.isSetSTRING() || logical.isSetENUM() || logical.isSetJSON());
  }

  private static boolean isInteger(SchemaElement element) {
    LogicalType logical = element.getLogicalType();
    return logical != null
        ? logical.isSetINTEGER()
        : INTEGERS.contains(element.getConverted_type());
  }

  private static boolean isUnsigned(SchemaElement element) {
    LogicalType logical = element.getLogicalType();
    return logical != null && logical.isSetINTEGER()
        ? !logical.getINTEGER().isIsSigned()
        : element.isSetConverted_type() && element.getConverted_type().name().startsWith("UINT");
  }
}

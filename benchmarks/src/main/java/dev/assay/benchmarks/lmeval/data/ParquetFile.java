package dev.assay.benchmarks.lmeval.data;

import dev.assay.SetupException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Reads a local Parquet file. Apache Parquet's own file reader needs Hadoop on the class path, so
 * the footer and the pages are found here and its decoders do the rest.
 */
final class ParquetFile {
  private static final String MAGIC = "PAR1";

  /** The footer's length and the magic. */
  private static final int TAIL = 8;

  private static final Unreadable UNREADABLE =
      new Unreadable("a Parquet column of times, decimals, raw bytes or maps");

  private final Path path;
  private final FileChannel file;

  private ParquetFile(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Reads all rows.
   *
   * @throws SetupException if it is no Parquet file, is damaged, or encrypted or compressed in a
   *     way that is not known here
   */
  static Documents read(Path path) {
    try (FileChannel channel = FileChannel.open(path)) {
      return new ParquetFile(path, channel).documents();
    } catch (IOException | RuntimeException e) {
      throw e instanceof SetupException known
          ? known
          : new SetupException("cannot read %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private Documents documents() throws IOException {
    FileMetaData footer = footer();
    ParquetColumns.Schema all = ParquetColumns.of(footer.getSchema());
    MessageType schema = all.readable();
    if (schema.getFieldCount() == 0) {
      throw new SetupException(
          "%s has no column of texts, numbers, truths, lists or structs".formatted(path));
    }
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    ColumnIOFactory columns = new ColumnIOFactory(footer.getCreated_by());
    for (RowGroup group : footer.getRow_groups()) {
      RecordReader<Map<String, @Nullable Object>> reader =
          columns
              .getColumnIO(schema)
              .getRecordReader(pages(group, schema), new ParquetRows(schema));
      for (long i = 0; i < group.getNum_rows(); i++) {
        rows.add(reader.read());
      }
    }
    return new Documents(schema.getFields().stream().map(field -> field.getName()).toList(), rows);
  }

  private FileMetaData footer() throws IOException {
    long size = file.size();
    if (size < TAIL + MAGIC.length()) {
      throw new SetupException("%s is no Parquet file: it is too short".formatted(path));
    }
    ByteBuffer tail = ByteBuffer.wrap(bytes(size - TAIL, TAIL)).order(ByteOrder.LITTLE_ENDIAN);
    int length = tail.getInt();
    String magic =
        new String(tail.array(), Integer.BYTES, MAGIC.length(), StandardCharsets.US_ASCII);
    if (!magic.equals(MAGIC)) {
      throw new SetupException(
          "%s is no Parquet file that can be read: it does not end in %s%s"
              .formatted(path, MAGIC, magic.equals("PARE") ? ", it is encrypted" : ""));
    }
    if (length <= 0 || length > size - TAIL) {
      throw new SetupException("%s is damaged: its footer has no place in it".formatted(path));
    }
    return Util.readFileMetaData(new ByteArrayInputStream(bytes(size - TAIL - length, length)));
  }

  private ParquetPages.RowGroup pages(RowGroup group, MessageType schema) throws IOException {
    Map<String, ColumnDescriptor> wanted = new HashMap<>();
    schema.getColumns().forEach(c -> wanted.put(String.join(".", c.getPath()), c));
    Map<String, ParquetPages> pages = new HashMap<>();
    for (ColumnChunk chunk : group.getColumns()) {
      ColumnMetaData meta = chunk.getMeta_data();
      String name = String.join(".", meta.getPath_in_schema());
      ColumnDescriptor column = wanted.get(name);
      if (column != null) {
        pages.put(
            name,
            new ParquetPages(
                column.getPrimitiveType(),
                ParquetCodec.of(meta.getCodec()),
                bytes(start(meta), Math.toIntExact(meta.getTotal_compressed_size())),
                meta.getNum_values()));
      }
    }
    return new ParquetPages.RowGroup(group.getNum_rows(), pages);
  }

  /**
   * A dictionary stands before the values; some writers give its place as 0 where there is none.
   */
  private static long start(ColumnMetaData meta) {
    long dictionary = meta.isSetDictionary_page_offset() ? meta.getDictionary_page_offset() : 0;
    return dictionary > 0
        ? Math.min(dictionary, meta.getData_page_offset())
        : meta.getData_page_offset();
  }

  private byte[] bytes(long start, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, start + buffer.position()) < 0) {
        throw new EOFException("it ends too early");
      }
    }
    return buffer.array();
  }
}

package dev.assay.benchmarks.lmeval.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/** The pages of one column of one group of rows, decompressed. */
final class ParquetPages implements PageReader {
  private final PrimitiveType type;
  private final ParquetCodec codec;
  private final Deque<DataPage> pages = new ArrayDeque<>();
  private final long values;
  private @Nullable DictionaryPage dictionary;

  /**
   * Reads all pages of a column.
   *
   * @param chunk the bytes of the column
   * @param values how many the pages hold in all
   * @throws IOException if a page is damaged
   */
  ParquetPages(PrimitiveType type, ParquetCodec codec, byte[] chunk, long values)
      throws IOException {
    this.type = type;
    this.codec = codec;
    this.values = values;
    ByteArrayInputStream in = new ByteArrayInputStream(chunk);
    long read = 0;
    while (read < values) {
      PageHeader header = Util.readPageHeader(in);
      byte[] page = in.readNBytes(header.getCompressed_page_size());
      if (page.length < header.getCompressed_page_size()) {
        throw new IOException("a page ends too early");
      }
      switch (header.getType()) {
        case DICTIONARY_PAGE -> dictionary = dictionary(header, page);
        case DATA_PAGE -> read += add(first(header, page));
        case DATA_PAGE_V2 -> read += add(second(header, page));
        case INDEX_PAGE -> {
          // Holds no values.
        }
      }
    }
  }

  /** The columns of one group of rows. */
  record RowGroup(long rows, Map<String, ParquetPages> columns) implements PageReadStore {
    @Override
    public PageReader getPageReader(ColumnDescriptor descriptor) {
      ParquetPages pages = columns.get(String.join(".", descriptor.getPath()));
      if (pages == null) {
        throw new IllegalStateException("no column " + descriptor);
      }
      return pages;
    }

    @Override
    public long getRowCount() {
      return rows;
    }

    @Override
    public Optional<PrimitiveIterator.OfLong> getRowIndexes() {
      return Optional.empty();
    }
  }

  private int add(DataPage page) {
    pages.add(page);
    return page.getValueCount();
  }

  private DictionaryPage dictionary(PageHeader header, byte[] page) throws IOException {
    return new DictionaryPage(
        BytesInput.from(codec.decompressed(page, header.getUncompressed_page_size())),
        header.getDictionary_page_header().getNum_values(),
        encoding(header.getDictionary_page_header().getEncoding()));
  }

  private DataPage first(PageHeader header, byte[] page) throws IOException {
    DataPageHeader data = header.getData_page_header();
    return new DataPageV1(
        BytesInput.from(codec.decompressed(page, header.getUncompressed_page_size())),
        data.getNum_values(),
        header.getUncompressed_page_size(),
        noStatistics(),
        encoding(data.getRepetition_level_encoding()),
        encoding(data.getDefinition_level_encoding()),
        encoding(data.getEncoding()));
  }

  /** Of the second version's pages only the values are compressed, not the levels before them. */
  private DataPage second(PageHeader header, byte[] page) throws IOException {
    DataPageHeaderV2 data = header.getData_page_header_v2();
    int repetition = data.getRepetition_levels_byte_length();
    int levels = repetition + data.getDefinition_levels_byte_length();
    if (levels > page.length) {
      throw new IOException("a page is damaged: its levels are longer than it is");
    }
    byte[] body = Arrays.copyOfRange(page, levels, page.length);
    boolean compressed = !data.isSetIs_compressed() || data.isIs_compressed();
    if (compressed && body.length > 0) {
      body = codec.decompressed(body, header.getUncompressed_page_size() - levels);
    }
    return DataPageV2.uncompressed(
        data.getNum_rows(),
        data.getNum_nulls(),
        data.getNum_values(),
        BytesInput.from(page, 0, repetition),
        BytesInput.from(page, repetition, levels - repetition),
        encoding(data.getEncoding()),
        BytesInput.from(body),
        noStatistics());
  }

  private Statistics<?> noStatistics() {
    return Statistics.getBuilderForReading(type).build();
  }

  private static Encoding encoding(org.apache.parquet.format.Encoding encoding) {
    return Encoding.valueOf(encoding.name());
  }

  @Override
  public @Nullable DictionaryPage readDictionaryPage() {
    return dictionary;
  }

  @Override
  public long getTotalValueCount() {
    return values;
  }

  @Override
  public @Nullable DataPage readPage() {
    return pages.poll();
  }
}

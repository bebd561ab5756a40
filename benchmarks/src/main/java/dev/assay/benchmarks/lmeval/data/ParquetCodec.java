package dev.assay.benchmarks.lmeval.data;

import io.airlift.compress.Decompressor;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.CompressionCodec;

/** How the pages of a Parquet column are compressed. */
enum ParquetCodec {
  UNCOMPRESSED {
    @Override
    byte[] decompressed(byte[] page, int size) {
      return page;
    }
  },
  SNAPPY {
    @Override
    byte[] decompressed(byte[] page, int size) throws IOException {
      return with(new SnappyDecompressor(), page, size);
    }
  },
  GZIP {
    @Override
    byte[] decompressed(byte[] page, int size) throws IOException {
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(page))) {
        byte[] out = in.readNBytes(size);
        return complete(out, out.length);
      }
    }
  },
  ZSTD {
    @Override
    byte[] decompressed(byte[] page, int size) throws IOException {
      return with(new ZstdDecompressor(), page, size);
    }
  },
  LZ4_RAW {
    @Override
    byte[] decompressed(byte[] page, int size) throws IOException {
      return with(new Lz4Decompressor(), page, size);
    }
  };

  /**
   * The codec that a file names.
   *
   * @throws IOException if it is none of these
   */
  static ParquetCodec of(CompressionCodec codec) throws IOException {
    for (ParquetCodec known : values()) {
      if (known.name().equals(codec.name())) {
        return known;
      }
    }
    throw new IOException(
        "its columns are compressed with %s, which is not known here; write it with snappy, gzip, zstd or lz4_raw, or not compressed"
            .formatted(codec.name().toLowerCase(Locale.ROOT)));
  }

  /**
   * What was compressed.
   *
   * @param size in bytes, as the page's header has it
   */
  abstract byte[] decompressed(byte[] page, int size) throws IOException;

  private static byte[] with(Decompressor decompressor, byte[] page, int size) throws IOException {
    byte[] out = new byte[size];
    try {
      return complete(out, decompressor.decompress(page, 0, page.length, out, 0, size));
    } catch (MalformedInputException | IllegalArgumentException e) {
      throw new IOException("a page is damaged: " + e.getMessage(), e);
    }
  }

  private static byte[] complete(byte[] out, int size) throws IOException {
    if (size != out.length) {
      throw new IOException("a page is damaged: it is shorter than its header says");
    }
    return out;
  }
}

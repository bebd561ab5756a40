package dev.assay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.regex.Pattern;

/** How Assay writes and reads JSON, everywhere alike: records by component. */
public final class Json {
  private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

  /**
   * Outputs may be long, such as images: Jackson's own limit of 20 million characters is lifted.
   */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .addModule(new Jdk8Module())
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Json() {}

  /** The shared mapper; do not reconfigure it. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /** Writes indented JSON for people to read. */
  public static ObjectWriter pretty() {
    return MAPPER.writerWithDefaultPrettyPrinter();
  }

  /** Reads a line that Assay wrote itself. */
  public static JsonNode parse(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + line, e);
    }
  }

  /**
   * One line of JSON. Half characters (surrogates without their other half), which UTF-8 cannot
   * carry, are escaped, so that any text is read back as it was.
   */
  public static String line(Object value) {
    try {
      return LONE_SURROGATE
          .matcher(MAPPER.writeValueAsString(value))
          .replaceAll(half -> "\\\\u" + Integer.toHexString(half.group().charAt(0)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
    }
  }
}

package dev.assay.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.assay.Json;
import java.io.IOException;
import java.util.Map;

/**
 * Turns a view into what templates may see: maps, lists, numbers and texts, never an object with
 * methods. Every text becomes {@linkplain VisibleText visible} on the way, so no view can forget
 * to.
 */
final class PlainValues {
  private static final ObjectMapper MAPPER =
      Json.mapper()
          .copy()
          .registerModule(new SimpleModule().addSerializer(String.class, new Visible()));

  private PlainValues() {}

  /** The components of a record by name. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> of(Record view) {
    return MAPPER.convertValue(view, Map.class);
  }

  private static final class Visible extends StdSerializer<String> {
    Visible() {
      super(String.class);
    }

    @Override
    public void serialize(String text, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(VisibleText.of(text));
    }
  }
}

package dev.assay.run;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.Json;
import dev.assay.SetupException;
import dev.assay.Sha256;
import dev.assay.journal.Journal;
import dev.assay.model.AbilityKind;
import dev.assay.model.Request;
import dev.assay.model.Response;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Responses of one model from earlier runs, by the content of the request. Only answers are kept,
 * never failures. Safe because a response depends on the model's fingerprint and the request alone.
 */
final class ResponseCache implements AutoCloseable {
  private final Journal journal;

  /** Looked up for the next benchmark while this one's answers come in. */
  private final Map<String, JsonNode> responses = new ConcurrentHashMap<>();

  /** A line of the cache's journal. */
  private record Entry(String key, JsonNode response) {}

  private ResponseCache(Journal.Opened opened) {
    journal = opened.journal();
    for (String line : opened.records()) {
      JsonNode node = Json.parse(line);
      responses.put(node.path("key").asText(), node.path("response"));
    }
  }

  /**
   * Opens the cache of the model with this fingerprint. A cache that is damaged or in use by
   * another run costs time, not results: the run then goes on without it.
   *
   * @param warnings told where the cache cannot be used
   */
  static Optional<ResponseCache> open(Path folder, String fingerprint, Consumer<String> warnings) {
    Path file = folder.resolve(Sha256.of(fingerprint).substring(0, 32) + ".journal");
    try {
      return Optional.of(new ResponseCache(Journal.open(file)));
    } catch (SetupException e) {
      warnings.accept(
          "the response cache %s is not used in this run, which may so take longer: %s. If it is damaged, delete it: nothing but time is lost."
              .formatted(file, e.getMessage()));
      return Optional.empty();
    }
  }

  /** The response to a request of this content, if there is one that can still be understood. */
  <Q extends Request, O> Optional<Response<O>> find(AbilityKind<Q, O> kind, Q request) {
    JsonNode node = responses.get(key(kind, request));
    if (node == null) {
      return Optional.empty();
    }
    JavaType type =
        Json.mapper().getTypeFactory().constructParametricType(Response.class, kind.output());
    try {
      return Optional.of(Json.mapper().convertValue(node, type));
    } catch (IllegalArgumentException e) { // written by another version of the plugin
      return Optional.empty();
    }
  }

  /** Keeps a response, given as JSON. */
  <Q extends Request> void put(AbilityKind<Q, ?> kind, Q request, JsonNode response) {
    String key = key(kind, request);
    if (!response.equals(responses.put(key, response))) {
      journal.append(Json.line(new Entry(key, response)));
    }
  }

  private static String key(AbilityKind<?, ?> kind, Request request) {
    ObjectNode content = Json.mapper().valueToTree(request);
    content.remove("id");
    return Sha256.of(kind.name() + content);
  }

  @Override
  public void close() {
    journal.close();
  }
}

package dev.assay.run;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.Json;
import dev.assay.Sha256;
import dev.assay.journal.Journal;
import dev.assay.model.AbilityKind;
import dev.assay.model.Request;
import dev.assay.model.Response;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Responses of one model from earlier runs, by the content of the request. Only answers are kept,
 * never failures. Safe because a response depends on the model's fingerprint and the request alone.
 */
final class ResponseCache implements AutoCloseable {
  private final Journal journal;
  private final Map<String, JsonNode> responses = new HashMap<>();

  /** Opens the cache of the model with this fingerprint inside a folder. */
  ResponseCache(Path folder, String fingerprint) {
    Journal.Opened opened =
        Journal.open(folder.resolve(Sha256.of(fingerprint).substring(0, 32) + ".journal"));
    journal = opened.journal();
    for (String line : opened.records()) {
      JsonNode node = Json.parse(line);
      responses.put(node.path("key").asText(), node.path("response"));
    }
  }

  <Q extends Request, O> Optional<Response<O>> find(AbilityKind<Q, O> kind, Q request) {
    JsonNode node = responses.get(key(kind, request));
    if (node == null) {
      return Optional.empty();
    }
    JavaType type =
        Json.mapper().getTypeFactory().constructParametricType(Response.class, kind.output());
    return Optional.of(Json.mapper().convertValue(node, type));
  }

  <Q extends Request, O> void put(AbilityKind<Q, O> kind, Q request, Response<O> response) {
    String key = key(kind, request);
    JsonNode node = Json.mapper().valueToTree(response);
    if (responses.putIfAbsent(key, node) == null) {
      journal.append(Json.line(Map.of("key", key, "response", node)));
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

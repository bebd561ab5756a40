package dev.assay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.Json;
import dev.assay.gate.GateResult;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/**
 * What a gate says, for programs. Numbers that there are not are null.
 *
 * @param result what it says
 * @param baseline the baseline's folder
 * @param candidate the candidate's folder
 * @param exitCode the command's exit code
 */
record GateJson(GateResult result, String baseline, String candidate, int exitCode) {
  private static final int FORMAT = 1;

  void writeTo(Writer out) throws IOException {
    ObjectNode root = Json.mapper().createObjectNode();
    root.put("format", FORMAT);
    root.put("exitCode", exitCode);
    root.put("baseline", baseline);
    root.put("candidate", candidate);
    ObjectNode content = Json.mapper().valueToTree(result);
    for (JsonNode judgement : content.path("judgements")) {
      withoutNaN((ObjectNode) judgement);
    }
    root.setAll(content);
    out.append(Json.pretty().writeValueAsString(root)).append('\n');
  }

  private static void withoutNaN(ObjectNode node) {
    for (Map.Entry<String, JsonNode> field : List.copyOf(node.properties())) {
      if (field.getValue().isDouble() && !Double.isFinite(field.getValue().doubleValue())) {
        node.putNull(field.getKey());
      }
    }
  }
}

package io.qklm.deploy.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The schema of a FlinkDeployment as the operator gives it to Kubernetes, made strict: Kubernetes
 * drops a field that it does not know, and here that is an error.
 *
 * <p>The newest definition on Maven Central is of the operator's version 1.10, whose list of Flink
 * versions ends at 1.20; 2.3 is added to that list, and nothing else is changed.
 */
final class DeploymentSchema {

  /** Unpacked by the build. */
  private static final Path DEFINITION =
      Path.of("target/operator-schema/META-INF/fabric8")
          .resolve("flinkdeployments.flink.apache.org-v1.yml");

  private final JsonSchema schema;

  private DeploymentSchema(JsonSchema schema) {
    this.schema = schema;
  }

  static DeploymentSchema read() throws IOException {
    JsonNode definition = Yaml.one(DEFINITION).path("spec");
    JsonNode schema = definition.path("versions").path(0).path("schema").path("openAPIV3Schema");
    JsonNode versions = schema.path("properties").path("spec").path("properties");
    ((ArrayNode) versions.path("flinkVersion").path("enum")).add("v2_3");
    // What every object has, which a definition need not say.
    ObjectNode object = (ObjectNode) schema.path("properties");
    for (String name : List.of("apiVersion", "kind")) {
      object.putObject(name).put("type", "string");
    }
    object.putObject("metadata").put("type", "object");
    close(schema);
    return new DeploymentSchema(
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema));
  }

  List<String> problems(JsonNode deployment) {
    return schema.validate(deployment).stream().map(ValidationMessage::getMessage).toList();
  }

  /** Objects whose fields are listed have no others. */
  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")
        && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      object.put("additionalProperties", false);
    }
    node.forEach(DeploymentSchema::close);
  }
}

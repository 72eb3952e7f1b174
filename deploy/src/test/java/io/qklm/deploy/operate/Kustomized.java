package io.qklm.deploy.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What {@code kubectl apply -k} would send for a folder, as far as our kustomizations go:
 * resources, components, a namespace and JSON patches. Whatever else one says is refused, so that
 * nothing is passed over.
 */
final class Kustomized {

  private static final Set<String> UNDERSTOOD =
      Set.of("apiVersion", "kind", "namespace", "resources", "components", "patches");

  private final List<ObjectNode> objects = new ArrayList<>();

  private Kustomized() {}

  /** The objects of a folder with a kustomization.yaml, in their order. */
  static List<ObjectNode> objects(Path folder) throws IOException {
    Kustomized all = new Kustomized();
    all.take(folder);
    return all.objects;
  }

  private void take(Path folder) throws IOException {
    Path file = folder.resolve("kustomization.yaml");
    JsonNode says = Yaml.one(file);
    says.fieldNames()
        .forEachRemaining(
            field -> {
              if (!UNDERSTOOD.contains(field)) {
                throw new AssertionError(file + " says '" + field + "', which this does not know");
              }
            });
    for (JsonNode resource : says.path("resources")) {
      Path path = folder.resolve(resource.asText()).normalize();
      if (Files.isDirectory(path)) {
        take(path);
      } else {
        for (JsonNode object : Yaml.all(path)) {
          add((ObjectNode) object, path);
        }
      }
    }
    for (JsonNode component : says.path("components")) {
      Path path = folder.resolve(component.asText()).normalize();
      if (!Yaml.one(path.resolve("kustomization.yaml")).path("kind").asText().equals("Component")) {
        throw new AssertionError(path + " is no component");
      }
      take(path);
    }
    for (JsonNode patch : says.path("patches")) {
      patch(patch, file);
    }
    if (says.has("namespace")) {
      for (ObjectNode object : objects) {
        if (!object.path("kind").asText().equals("Namespace")) {
          ((ObjectNode) object.path("metadata")).set("namespace", says.path("namespace"));
        }
      }
    }
  }

  private void add(ObjectNode object, Path file) {
    if (objects.stream().anyMatch(known -> name(known).equals(name(object)))) {
      throw new AssertionError(file + " has " + name(object) + " a second time");
    }
    objects.add(object);
  }

  private void patch(JsonNode patch, Path file) {
    JsonNode target = patch.path("target");
    List<ObjectNode> meant =
        objects.stream()
            .filter(object -> object.path("kind").equals(target.path("kind")))
            .filter(object -> object.path("metadata").path("name").equals(target.path("name")))
            .toList();
    if (meant.size() != 1) {
      throw new AssertionError(
          file + " patches " + target + ", which is there " + meant.size() + " times");
    }
    for (JsonNode step : Yaml.all(new StringReader(patch.path("patch").asText())).get(0)) {
      step(meant.get(0), step, file);
    }
  }

  /** A step of RFC 6902 with the paths that we use: no escapes. */
  private static void step(ObjectNode object, JsonNode step, Path file) {
    String path = step.path("path").asText();
    String operation = step.path("op").asText();
    int slash = path.lastIndexOf('/');
    JsonNode parent = object.at(path.substring(0, slash));
    String last = path.substring(slash + 1);
    boolean there = !object.at(path).isMissingNode();
    if (parent.isMissingNode() || !there && !operation.equals("add")) {
      throw new AssertionError(file + ": there is no " + path + " to " + operation);
    }
    if (parent instanceof ArrayNode array) {
      switch (operation) {
        case "replace" -> array.set(Integer.parseInt(last), step.path("value"));
        case "remove" -> array.remove(Integer.parseInt(last));
        case "add" ->
            array.insert(
                last.equals("-") ? array.size() : Integer.parseInt(last), step.path("value"));
        default -> throw new AssertionError(file + ": '" + operation + "' is not known here");
      }
    } else if (operation.equals("remove")) {
      ((ObjectNode) parent).remove(last);
    } else {
      ((ObjectNode) parent).set(last, step.path("value"));
    }
  }

  /** Kind and name. */
  static String name(JsonNode object) {
    return object.path("kind").asText() + "/" + object.path("metadata").path("name").asText();
  }
}

package io.qklm.deploy.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** YAML as trees, with merge keys resolved and keys given twice refused. */
final class Yaml {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Yaml() {}

  /** The documents of a file. */
  static List<JsonNode> all(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return all(reader);
    }
  }

  static List<JsonNode> all(Reader reader) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    // The operator's definition has every field of a pod three times.
    options.setCodePointLimit(10 << 20);
    List<JsonNode> documents = new ArrayList<>();
    for (Object document :
        new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).loadAll(reader)) {
      documents.add(JSON.valueToTree(document));
    }
    return documents;
  }

  /** The only document of a file. */
  static JsonNode one(Path file) throws IOException {
    List<JsonNode> documents = all(file);
    if (documents.size() != 1) {
      throw new AssertionError(file + " has " + documents.size() + " documents");
    }
    return documents.get(0);
  }
}

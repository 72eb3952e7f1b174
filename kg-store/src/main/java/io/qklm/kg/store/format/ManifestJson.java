package io.qklm.kg.store.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.kg.source.SourceCredit;
import io.qklm.text.JsonProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code manifest.json}: UTF-8, fields in the order of {@link SnapshotManifest}, two spaces a
 * level, LF, so that equal manifests are equal bytes. The field {@code format} comes first and says
 * {@code qklm-snapshot}. Unknown fields are passed over.
 */
public final class ManifestJson {

  private static final String FORMAT = "qklm-snapshot";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ManifestJson() {}

  public static byte[] write(SnapshotManifest manifest) throws IOException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT).put("formatVersion", manifest.formatVersion());
    root.put("epoch", manifest.epoch());
    manifest.parent().ifPresent(parent -> root.put("parent", parent));
    root.put("createdBy", manifest.createdBy()).put("contentDigest", manifest.contentDigest());
    root.putObject("counts")
        .put("entities", manifest.counts().entities())
        .put("facts", manifest.counts().facts())
        .put("surfaces", manifest.counts().surfaces())
        .put("relations", manifest.counts().relations());
    if (manifest.counts().retired() > 0) {
      ((ObjectNode) root.get("counts")).put("retired", manifest.counts().retired());
    }
    root.putObject("embedding")
        .put("digest", manifest.embedding().digest())
        .put("dimension", manifest.embedding().dimension())
        .put("subspaces", manifest.embedding().subspaces());
    ArrayNode files = root.putArray("files");
    for (SnapshotManifest.FileEntry file : manifest.files()) {
      files
          .addObject()
          .put("path", file.path())
          .put("size", file.size())
          .put("sha256", file.sha256());
    }
    ArrayNode sources = root.putArray("sources");
    for (SourceCredit source : manifest.sources()) {
      sources
          .addObject()
          .put("name", source.name())
          .put("licence", source.licence())
          .put("attribution", source.attribution());
    }
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter);
    String text = MAPPER.writer(printer).writeValueAsString(root) + "\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a manifest.
   *
   * @param place the file, for messages
   */
  public static SnapshotManifest read(byte[] json, Path place) throws SnapshotException {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new SnapshotException(
          place + " is no JSON (" + JsonProblem.of(e) + "); " + SnapshotException.REMEDY, e);
    } catch (IOException e) {
      throw new SnapshotException(place + " cannot be read; " + SnapshotException.REMEDY, e);
    }
    if (!root.isObject() || !root.path("format").asText().equals(FORMAT)) {
      throw new SnapshotException(
          place
              + " is not the manifest of a QKLM snapshot; point to a folder that 'qklm kg build'"
              + " wrote");
    }
    Fields fields = new Fields(root, place.toString());
    int version = Math.toIntExact(Math.min(fields.number("formatVersion"), Integer.MAX_VALUE));
    if (version > SnapshotManifest.FORMAT_VERSION || version < 1) {
      throw new SnapshotException(
          place
              + " has format version "
              + version
              + " and this build reads up to "
              + SnapshotManifest.FORMAT_VERSION
              + "; use a newer build of QKLM or rebuild the snapshot with 'qklm kg build'");
    }
    Fields counts = fields.object("counts");
    Fields embedding = fields.object("embedding");
    List<SnapshotManifest.FileEntry> files = new ArrayList<>();
    for (Fields file : fields.objects("files")) {
      files.add(
          new SnapshotManifest.FileEntry(
              file.text("path"), file.number("size"), file.text("sha256")));
    }
    List<SourceCredit> sources = new ArrayList<>();
    for (Fields source : fields.objects("sources")) {
      sources.add(
          new SourceCredit(
              source.text("name"), source.text("licence"), source.text("attribution")));
    }
    return new SnapshotManifest(
        version,
        fields.number("epoch"),
        root.has("parent") ? Optional.of(fields.text("parent")) : Optional.empty(),
        fields.text("createdBy"),
        fields.text("contentDigest"),
        new SnapshotManifest.Counts(
            counts.number("entities"),
            counts.number("facts"),
            counts.number("surfaces"),
            counts.number("relations"),
            counts.node().has("retired") ? counts.number("retired") : 0),
        new SnapshotManifest.Embedding(
            embedding.text("digest"),
            embedding.smallNumber("dimension"),
            embedding.smallNumber("subspaces")),
        files,
        sources);
  }

  /** The fields of one JSON object; says which one is missing or of the wrong kind. */
  private record Fields(JsonNode node, String place) {

    String text(String name) throws SnapshotException {
      JsonNode value = node.path(name);
      if (!value.isTextual()) {
        throw wrong(name, "a string");
      }
      return value.textValue();
    }

    long number(String name) throws SnapshotException {
      JsonNode value = node.path(name);
      if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
        throw wrong(name, "a whole number of at least 0");
      }
      return value.longValue();
    }

    int smallNumber(String name) throws SnapshotException {
      long value = number(name);
      if (value > Integer.MAX_VALUE) {
        throw wrong(name, "a whole number of at most " + Integer.MAX_VALUE);
      }
      return (int) value;
    }

    Fields object(String name) throws SnapshotException {
      JsonNode value = node.path(name);
      if (!value.isObject()) {
        throw wrong(name, "an object");
      }
      return new Fields(value, place);
    }

    List<Fields> objects(String name) throws SnapshotException {
      JsonNode value = node.path(name);
      if (!value.isArray()) {
        throw wrong(name, "an array");
      }
      List<Fields> objects = new ArrayList<>();
      for (JsonNode element : value) {
        objects.add(new Fields(element, place));
      }
      return objects;
    }

    private SnapshotException wrong(String name, String expected) {
      return new SnapshotException(
          place + " needs " + expected + " in '" + name + "'; " + SnapshotException.REMEDY);
    }
  }
}

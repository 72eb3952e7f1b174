package io.qklm.benchmarks.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * The figures of one store size: printed as they come and kept in one JSON file, in which each
 * command has a part of its own.
 */
final class Figures {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final PrintWriter out;
  private final Path file;
  private final ObjectNode root;
  private final ObjectNode part;

  private Figures(PrintWriter out, Path file, ObjectNode root, ObjectNode part) {
    this.out = out;
    this.file = file;
    this.root = root;
    this.part = part;
  }

  /** Begins the part {@code name} anew; the others in the file stay. */
  static Figures of(PrintWriter out, Path folder, int entities, long seed, String name)
      throws IOException {
    Path file = folder.resolve("scale-" + entities + ".json");
    ObjectNode root =
        Files.exists(file)
            ? (ObjectNode) MAPPER.readTree(Files.readAllBytes(file))
            : MAPPER.createObjectNode();
    root.put("entities", entities);
    root.put("seed", seed);
    ObjectNode part = root.putObject(name);
    part.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    part.put("cores", Runtime.getRuntime().availableProcessors());
    part.put("java", Runtime.version().toString());
    part.put("heapMB", Runtime.getRuntime().maxMemory() >> 20);
    out.printf(Locale.ROOT, "%s, %,d entities, seed %d%n", name, entities, seed);
    return new Figures(out, file, root, part);
  }

  Figures put(String what, double figure) {
    double rounded = Math.round(figure * 1000) / 1000.0;
    part.put(what, rounded);
    out.printf(Locale.ROOT, "  %-44s %,16.3f%n", what, rounded);
    out.flush();
    return this;
  }

  /** Writes the file. */
  void save() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    byte[] json = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    Files.write(file, json);
  }
}

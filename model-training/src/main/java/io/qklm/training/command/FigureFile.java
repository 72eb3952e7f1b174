package io.qklm.training.command;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.measure.Resamples;
import io.qklm.training.run.RunDigests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of a run that is done, with what it was made with: those of an edited configuration
 * are another run's, and are refused.
 *
 * @param path of the file
 */
record FigureFile(Path path) {

  private static final String DIGESTS = "digests";
  private static final String FIGURES = "figures";

  private static final TypeReference<LinkedHashMap<String, String>> WORDS =
      new TypeReference<>() {};

  private static final TypeReference<LinkedHashMap<String, Resamples>> MEASURES =
      new TypeReference<>() {};

  /**
   * What was measured.
   *
   * @param digests what the run was made with
   * @param figures by measure
   */
  record Figures(RunDigests digests, Map<String, Resamples> figures) {}

  /**
   * The figures of the run that {@code expected} stands for; empty if there are none yet.
   *
   * @throws IOException if they are another run's, or cannot be read
   */
  Optional<Figures> read(RunDigests expected) throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    ObjectMapper mapper = new ObjectMapper();
    JsonNode tree = mapper.readTree(path.toFile());
    Optional<RunDigests> found =
        tree.path(DIGESTS).isObject()
            ? RunDigests.of(mapper.convertValue(tree.path(DIGESTS), WORDS))
            : Optional.empty();
    RunDigests digests =
        expected.require(
            found,
            path.toString(),
            "choose other --checkpoints, or delete its folder to train anew");
    return Optional.of(new Figures(digests, mapper.convertValue(tree.path(FIGURES), MEASURES)));
  }

  /** Writes the figures whole or not at all. */
  void write(RunDigests digests, Map<String, Resamples> figures) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode tree = mapper.createObjectNode();
    tree.set(DIGESTS, mapper.valueToTree(digests.metadata()));
    tree.set(FIGURES, mapper.valueToTree(figures));
    Path part = path.resolveSibling(path.getFileName() + ".part");
    Files.write(part, mapper.writeValueAsBytes(tree));
    Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
  }
}

package io.qklm.training.data;

import io.qklm.kg.store.files.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Digests of files and folders of data, each read once. */
public final class DataDigest {

  private final Path data;
  private final Map<Path, String> known = new HashMap<>();

  /** Digests of what lies in the folder {@code data}. */
  public DataDigest(Path data) {
    this.data = data;
  }

  /**
   * One digest of all {@code names}, of which a folder stands for all files in it; a file that is
   * missing is told from one that is there.
   *
   * @throws IOException if one cannot be read
   */
  public String of(Collection<String> names) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String name : new TreeSet<>(names)) {
      for (Path file : files(data.resolve(name))) {
        String path = data.relativize(file).toString().replace('\\', '/');
        lines.append(path).append('\t').append(digest(file)).append('\n');
      }
    }
    return Sha256.hexOf(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> inside = Files.walk(path)) {
      return inside.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private String digest(Path file) throws IOException {
    String digest = known.get(file);
    if (digest == null) {
      digest = Files.exists(file) ? Sha256.hexOf(file) : "missing";
      known.put(file, digest);
    }
    return digest;
  }
}

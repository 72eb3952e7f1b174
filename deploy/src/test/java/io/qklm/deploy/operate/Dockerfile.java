package io.qklm.deploy.operate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An image's recipe.
 *
 * @param instructions in their order
 */
public record Dockerfile(List<Instruction> instructions) {

  /** One of them, such as {@code USER flink}. */
  public record Instruction(String name, String rest) {
    /** Words that are no flags. */
    List<String> words() {
      return Arrays.stream(rest.split("\\s+")).filter(word -> !word.startsWith("--")).toList();
    }
  }

  /** A {@code COPY}: from where in the context to where in the image. */
  public record Copy(String source, String target) {}

  /** The image of the job. */
  public static Dockerfile job() throws IOException {
    return read(Path.of("docker/Dockerfile"));
  }

  /** The image of the command. */
  public static Dockerfile command() throws IOException {
    return read(Path.of("docker/command.Dockerfile"));
  }

  private static Dockerfile read(Path file) throws IOException {
    List<Instruction> instructions = new ArrayList<>();
    String text = Files.readString(file).replaceAll("(?m)^#.*\\n", "").replace("\\\n", " ");
    for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
      String[] parts = line.strip().split("\\s+", 2);
      instructions.add(new Instruction(parts[0], parts.length > 1 ? parts[1] : ""));
    }
    return new Dockerfile(instructions);
  }

  List<Instruction> of(String name) {
    return instructions.stream().filter(one -> one.name().equals(name)).toList();
  }

  /** What is copied. */
  public List<Copy> copies() {
    return of("COPY").stream()
        .map(copy -> new Copy(copy.words().get(0), copy.words().get(1)))
        .toList();
  }
}

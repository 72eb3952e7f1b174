package io.qklm.kg.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder {@code <output>.building-<pid>} in which a build works, beside its output and so on
 * the same file system. Closing removes it with all that was not moved into place.
 */
final class BuildFolder implements AutoCloseable {

  private static final String INFIX = ".building-";

  private final Path output;
  private final Path folder;

  private BuildFolder(Path output, Path folder) {
    this.output = output;
    this.folder = folder;
  }

  /**
   * Makes the folder; leftovers of builds whose process is gone are removed first.
   *
   * @throws IOException if the output is there and not an empty folder
   */
  static BuildFolder beside(Path output) throws IOException {
    Path absolute = output.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new IOException(output + " cannot be the output of a build; name a folder in another");
    }
    if (Files.exists(absolute) && !isEmptyFolder(absolute)) {
      throw new IOException(
          "the output "
              + output
              + " is there already and is not an empty folder; name another or remove it");
    }
    Files.createDirectories(parent);
    String prefix = absolute.getFileName() + INFIX;
    removeLeftovers(parent, prefix);
    Path folder = parent.resolve(prefix + ProcessHandle.current().pid());
    if (Files.exists(folder)) {
      throw new IOException(
          folder
              + " is there: another build has the same output; wait for it or remove the folder");
    }
    return new BuildFolder(absolute, Files.createDirectory(folder));
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      return !entries.iterator().hasNext();
    }
  }

  private static void removeLeftovers(Path parent, String prefix) throws IOException {
    List<Path> leftovers = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (name.startsWith(prefix)) {
          String pid = name.substring(prefix.length());
          if (pid.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
            leftovers.add(entry);
          }
        }
      }
    }
    for (Path leftover : leftovers) {
      deleteTree(leftover);
    }
  }

  /** A folder within, which is made. */
  Path sub(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  /** Forces a finished folder within to the disk and makes it the output. */
  void publish(Path finished) throws IOException {
    forceTree(finished);
    try {
      Files.deleteIfExists(output);
    } catch (DirectoryNotEmptyException e) {
      throw new IOException(
          "the output " + output + " was filled by another while this build ran; build again", e);
    }
    Files.move(finished, output, StandardCopyOption.ATOMIC_MOVE);
    Path parent = output.getParent();
    if (parent != null) {
      force(parent);
    }
  }

  private static void forceTree(Path tree) throws IOException {
    List<Path> all;
    try (var paths = Files.walk(tree)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      force(path);
    }
  }

  /** Opening a folder to force its entries works where it matters, on Linux. */
  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  static void deleteTree(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void close() throws IOException {
    deleteTree(folder);
  }
}

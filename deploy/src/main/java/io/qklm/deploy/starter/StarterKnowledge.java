package io.qklm.deploy.starter;

import io.qklm.deploy.Distribution;
import io.qklm.deploy.terminal.ProgressDisplay;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.source.catalog.KnowledgeFormat;
import io.qklm.kg.store.build.KnowledgeBuild;
import io.qklm.kg.store.build.PrecomputedCodes;
import io.qklm.kg.store.files.FileTrees;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The starter knowledge of a distribution. */
public final class StarterKnowledge {

  /** Whom to thank, wherever entities of this knowledge are shown. */
  public static final String CREDIT =
      "Entities and their descriptions are from DBpedia (dbpedia.org), CC BY-SA 3.0.";

  private static final String VECTORS = "vectors.qkv";
  private static final String PREFIX = "starter-";

  private final Distribution distribution;

  public StarterKnowledge(Distribution distribution) {
    this.distribution = distribution;
  }

  /** That of the distribution this process was started from. */
  public static StarterKnowledge current() {
    return new StarterKnowledge(Distribution.current());
  }

  /** Where it is, or will be; named by a digest of all that it is made from. */
  public Path folder() throws IOException {
    return distribution.knowledge().resolve(PREFIX + StarterInputs.digest(distribution));
  }

  /** Builds it if it is missing; gives its folder. */
  public Path ensure(Terminal terminal) throws IOException {
    Path folder = folder();
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Files.createDirectories(distribution.knowledge());
    Path lockFile = distribution.knowledge().resolve("starter.lock");
    // Another process may be at it; the lock is given up with the process that holds it.
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !Files.isDirectory(folder)) {
        removeOthers(folder);
        build(folder, terminal);
      }
    }
    return folder;
  }

  private void build(Path folder, Terminal terminal) throws IOException {
    terminal.note("Building the starter knowledge, once: " + CREDIT);
    List<KnowledgeSource> sources = KnowledgeFormat.STARTER.sources(distribution.starter());
    KnowledgeBuild.Options options = KnowledgeBuild.Options.into(folder, 1);
    int threads = Runtime.getRuntime().availableProcessors();
    try (BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.zeroShot(), threads);
        ProgressDisplay progress = ProgressDisplay.on(terminal)) {
      new KnowledgeBuild(options, embedder, vectors(), new BuildProgressAdapter(progress))
          .run(sources);
    }
  }

  /** Vectors that come with the code; without them a build takes minutes instead of seconds. */
  static Optional<PrecomputedCodes> vectors() throws IOException {
    try (InputStream in = StarterKnowledge.class.getResourceAsStream(VECTORS)) {
      return in == null ? Optional.empty() : Optional.of(PrecomputedCodes.read(in));
    }
  }

  /** What earlier versions or broken builds left. */
  private void removeOthers(Path kept) throws IOException {
    try (Stream<Path> children = Files.list(distribution.knowledge())) {
      for (Path child : children.toList()) {
        if (child.getFileName().toString().contains(PREFIX) && !child.equals(kept)) {
          FileTrees.delete(child);
        }
      }
    }
  }
}

package io.qklm.flink.engine;

import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.SharedResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.annotation.Internal;

/** The right to read a snapshot that this process has open once, whoever reads it. */
@Internal
public final class SharedKnowledge implements AutoCloseable {

  // As with the engines: one copy a process is what this class is there for. Empty whenever
  // nobody holds a lease.
  private static final SharedResources<Path, KnowledgeSnapshot> PROCESS =
      new SharedResources<>(KnowledgeSnapshot::close);

  private final SharedResources.Lease<KnowledgeSnapshot> lease;

  private SharedKnowledge(SharedResources.Lease<KnowledgeSnapshot> lease) {
    this.lease = lease;
  }

  /**
   * A lease on the snapshot in a folder, opened by the first and closed by the last.
   *
   * @throws IOException with a sentence that names the folder and says what to do
   */
  public static SharedKnowledge lease(String folder) throws IOException, InterruptedException {
    return new SharedKnowledge(
        PROCESS.lease(Path.of(folder).toAbsolutePath().normalize(), SharedKnowledge::open));
  }

  private static KnowledgeSnapshot open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          "the knowledge folder "
              + folder
              + " does not exist on this machine; build one with 'qklm kg build', and give every"
              + " worker the same path");
    }
    return KnowledgeSnapshot.open(folder);
  }

  /** The snapshot, open as long as this lease is. */
  public KnowledgeSnapshot snapshot() {
    return lease.value();
  }

  @Override
  public void close() {
    lease.close();
  }
}

package io.qklm.deploy.cli;

import io.qklm.deploy.terminal.Terminal;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.SnapshotRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code qklm kg verify}: whether a snapshot, or a whole repository, is whole. */
@Command(
    name = "verify",
    description = "Read every file of a snapshot or a repository and hold it against its digest.",
    sortOptions = false)
final class KgVerifyCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      paramLabel = "PLACE",
      description = "Folder of a snapshot or of a repository, or s3://BUCKET/PREFIX.")
  private String place = "";

  KgVerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (place.contains("://")) {
      return verifyRepository();
    }
    Path folder = Path.of(place);
    if (Files.isDirectory(folder.resolve("epochs")) && Files.isDirectory(folder.resolve("blobs"))) {
      return verifyRepository();
    }
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(folder)) {
      terminal.note(
          "'"
              + folder
              + "' is whole: epoch "
              + snapshot.manifest().epoch()
              + ", "
              + snapshot.manifest().files().size()
              + " files, digest "
              + snapshot.digest());
      return 0;
    }
  }

  private int verifyRepository() throws IOException {
    try (SnapshotRepository repository = SnapshotRepository.open(place)) {
      List<String> problems = new EpochCatalog(repository).problems();
      problems.forEach(terminal::note);
      if (!problems.isEmpty()) {
        throw new CommandFailure("'" + place + "' has " + problems.size() + " problems");
      }
      terminal.note("'" + place + "' is whole: " + repository.epochs().size() + " epochs");
      return 0;
    }
  }
}

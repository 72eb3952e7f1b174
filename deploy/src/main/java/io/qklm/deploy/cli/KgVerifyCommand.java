package io.qklm.deploy.cli;

import io.qklm.deploy.report.KgJson;
import io.qklm.deploy.starter.BuildProgressAdapter;
import io.qklm.deploy.terminal.ProgressDisplay;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.format.SnapshotException;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.SnapshotRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--json",
      description = "What was found as one JSON object; the exit code says the same.")
  private boolean asJson;

  KgVerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<String> problems = new ArrayList<>();
    String whole = isRepository() ? repository(problems) : snapshot(problems);
    if (asJson) {
      KgJson.print(
          terminal,
          json -> {
            json.put("place", place).put("whole", problems.isEmpty());
            problems.forEach(json.putArray("problems")::add);
          });
      return problems.isEmpty() ? 0 : 1;
    }
    if (problems.size() == 1) {
      throw new CommandFailure(problems.get(0));
    }
    problems.forEach(terminal::note);
    if (!problems.isEmpty()) {
      throw new CommandFailure("'" + place + "' has " + problems.size() + " problems");
    }
    terminal.note("'" + place + "' is whole: " + whole);
    return 0;
  }

  private boolean isRepository() {
    if (place.contains("://")) {
      return true;
    }
    return Files.isDirectory(Path.of(place, "epochs"))
        && Files.isDirectory(Path.of(place, "blobs"));
  }

  private String snapshot(List<String> problems) throws IOException {
    try (ProgressDisplay progress = ProgressDisplay.on(terminal);
        KnowledgeSnapshot snapshot =
            KnowledgeSnapshot.open(Path.of(place), new BuildProgressAdapter(progress))) {
      return "epoch "
          + snapshot.manifest().epoch()
          + ", "
          + snapshot.manifest().files().size()
          + " files, digest "
          + snapshot.digest();
    } catch (SnapshotException e) {
      problems.add(String.valueOf(e.getMessage()));
      return "";
    }
  }

  private String repository(List<String> problems) throws IOException {
    try (SnapshotRepository repository = SnapshotRepository.open(place);
        ProgressDisplay progress = ProgressDisplay.on(terminal)) {
      problems.addAll(new EpochCatalog(repository).problems(new BuildProgressAdapter(progress)));
      return repository.epochs().size() + " epochs";
    }
  }
}

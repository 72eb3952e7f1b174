package io.qklm.deploy.cli;

import io.qklm.deploy.terminal.Terminal;
import io.qklm.model.LargeNames;
import io.qklm.model.ModelBundle;
import io.qklm.model.large.BaseArtifact;
import io.qklm.model.large.BaseJar;
import io.qklm.model.large.MergedCache;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qklm model fetch}: fetches a base model through Maven and makes the large model ready. */
@Command(
    name = "fetch",
    description =
        "Fetch the base of the large model from Maven Central (some 400 MB, once, with the mvn of"
            + " this machine) and make the model ready. Nothing is fetched without this command.",
    sortOptions = false)
final class ModelFetchCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(paramLabel = "MODEL", description = "Which model: large.")
  private String model = "";

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "The base's jar, where it is on this machine already; nothing is fetched.")
  private @Nullable Path jar;

  ModelFetchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (!model.equals(ModelBundle.LARGE)) {
      throw new CommandFailure(
          "there is no model '" + model + "' to fetch; there is one, " + ModelBundle.LARGE);
    }
    Path ready =
        LargeNames.prepare(ModelBundle.large(), MergedCache.ofUser(), this::base, terminal::note);
    terminal.note("The large model is ready (" + ready + "); take it with --model large.");
    return 0;
  }

  private BaseJar base(BaseArtifact artifact) throws IOException {
    if (jar != null) {
      return BaseJar.at(artifact, jar);
    }
    if (!BaseJar.isThere(artifact)) {
      terminal.note("Fetching " + artifact.coordinates() + " through mvn ...");
      fetch(artifact);
    }
    return BaseJar.find(artifact);
  }

  private static void fetch(BaseArtifact artifact) throws IOException {
    try {
      Process process =
          new ProcessBuilder(
                  List.of(
                      "mvn",
                      "-q",
                      "-B",
                      "dependency:get",
                      "-Dtransitive=false",
                      "-Dartifact=" + artifact.coordinates()))
              .inheritIO()
              .start();
      if (process.waitFor() != 0) {
        throw new CommandFailure(
            "mvn could not fetch "
                + artifact.coordinates()
                + "; fetch its jar otherwise and name it with --jar");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while mvn fetched the base model");
    } catch (IOException e) {
      throw new CommandFailure(
          "mvn could not be started ("
              + e.getMessage()
              + "); fetch the jar of "
              + artifact.coordinates()
              + " otherwise and name it with --jar");
    }
  }
}

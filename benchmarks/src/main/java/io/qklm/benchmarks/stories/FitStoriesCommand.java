package io.qklm.benchmarks.stories;

import io.qklm.benchmarks.stories.StoryStream.Means;
import io.qklm.benchmarks.stories.StoryStream.Vectors;
import io.qklm.stories.cluster.StoryOptions;
import io.qklm.stories.cluster.StoryWeights;
import io.qklm.stories.term.TermFrequencies;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fits the weights by which documents join stories; reads nothing that figures are told of. */
@Command(
    name = "fit-stories",
    description =
        "Fits the weights by which documents join stories, on two thirds of the stories of the sets"
            + " that are open for it.",
    mixinStandardHelpOptions = true)
public final class FitStoriesCommand implements Callable<Integer> {

  private static final long SEED = 25;

  @Mixin private StorySource source = new StorySource();

  @Option(
      names = "--vectors",
      defaultValue = "NONE",
      description = "Which vectors documents have: ${COMPLETION-CANDIDATES}.")
  private Vectors vectors = Vectors.NONE;

  @Option(names = "--output", required = true, description = "Where the weights go.")
  private Path output = Path.of("");

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public FitStoriesCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    TermFrequencies language = TermFrequencies.bundled();
    List<StorySet> open = Stream.of(StorySet.values()).filter(StorySet::open).toList();
    List<StoryStream> streams =
        source.read(open, language, out).stream()
            .map(stream -> stream.part(false).inOrder(SEED))
            .toList();
    StoryWeights weights =
        new StoryFit(streams, new Means(vectors, true), StoryOptions.defaults(), language, out)
            .fit();
    Files.writeString(output, weights.write());
    out.println("weights in " + output);
    out.flush();
    return 0;
  }
}

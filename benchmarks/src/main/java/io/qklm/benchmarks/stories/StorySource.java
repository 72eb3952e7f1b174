package io.qklm.benchmarks.stories;

import io.qklm.benchmarks.DataOption;
import io.qklm.benchmarks.data.DataDigest;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import io.qklm.model.SentenceEncoder;
import io.qklm.stories.term.TermFrequencies;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the sets come from, and what the engine says of their texts. */
final class StorySource {

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--features",
      required = true,
      description =
          "Folder of what the engine says of the texts; a set that is missing in it is gathered"
              + " first, which takes minutes.")
  private Path features = Path.of("");

  @Option(names = "--knowledge", description = "The snapshot to gather with.")
  private @Nullable Path knowledge;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  StorySource() {}

  /** The sets, gathered where that is still to do. */
  List<StoryStream> read(List<StorySet> sets, TermFrequencies language, PrintWriter out)
      throws IOException {
    Files.createDirectories(features);
    List<StorySet> missing =
        sets.stream()
            .filter(set -> !Files.exists(features.resolve(set.shown() + ".jsonl")))
            .toList();
    if (!missing.isEmpty()) {
      gather(missing);
    }
    List<StoryStream> streams = new ArrayList<>();
    for (StorySet set : sets) {
      out.println("data " + set.shown() + " " + DataDigest.of(set.file(data.folder())));
      streams.add(StoryStream.read(set, data.folder(), features, language));
    }
    return streams;
  }

  private void gather(List<StorySet> sets) throws IOException {
    if (knowledge == null) {
      throw new IOException(
          "nothing is gathered of %s in %s; name the knowledge to gather with by --knowledge"
              .formatted(sets, features));
    }
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(knowledge);
        Qklm qklm = Qklm.open(ModelBundle.named(""), snapshot, QklmOptions.defaults());
        SentenceEncoder encoder = SentenceEncoder.open(ModelBundle.zeroShot(), 1)) {
      for (StorySet set : sets) {
        GatheredText.gather(
            set.read(data.folder()), qklm, encoder, features.resolve(set.shown() + ".jsonl"));
      }
    }
  }
}

package io.qklm.training.resolution;

import io.qklm.document.Document;
import io.qklm.kg.EntityId;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import io.qklm.model.resolve.OpenDocument;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.DataFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the network once over texts with known links and keeps what is to be decided. */
@Command(
    name = "gather-links",
    description = "Keeps what the network says of texts with known links, for fit-links.",
    mixinStandardHelpOptions = true)
public final class GatherCommand implements Callable<Integer> {

  private static final int LONGEST = 100_000;

  @Option(names = "--data", description = "The data folder; default: $QKLM_DATA or ../shared/data.")
  private @Nullable Path data;

  @Option(names = "--knowledge", required = true, description = "A snapshot.")
  private Path knowledge = Path.of("");

  @Option(names = "--bundle", required = true, description = "A bundle's folder.")
  private Path bundle = Path.of("");

  @Option(
      names = "--sets",
      split = ",",
      required = true,
      description = "Names of sets, each with a limit behind a colon where wanted.")
  private List<String> sets = List.of();

  @Option(names = "--seed", defaultValue = "1", description = "Of the draw of texts.")
  private long seed;

  @Option(names = "--output", required = true, description = "A folder; a file a set is written.")
  private Path output = Path.of("");

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public GatherCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    CaseSets texts = new CaseSets(DataFiles.folder(data));
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(knowledge);
        Qklm qklm = Qklm.open(ModelBundle.open(bundle), snapshot, QklmOptions.defaults())) {
      for (String set : sets) {
        String[] parts = set.split(":", -1);
        int limit = parts.length > 1 ? Integer.parseInt(parts[1]) : Integer.MAX_VALUE;
        List<OpenCase> cases = new ArrayList<>();
        for (AnnotatedText text : texts.read(parts[0], limit, seed)) {
          if (text.text().length() < LONGEST && !text.text().isBlank()) {
            open(qklm, snapshot, text).ifPresent(cases::add);
          }
        }
        CaseFile.write(output.resolve(parts[0] + ".cases.gz"), cases);
        out.println(parts[0] + ": " + cases.size() + " texts");
        out.flush();
      }
    }
    return 0;
  }

  private static Optional<OpenCase> open(
      Qklm qklm, KnowledgeSnapshot snapshot, AnnotatedText text) {
    Optional<OpenDocument> document = qklm.open(Document.of(text.id(), text.text()));
    List<OpenCase.Gold> gold = new ArrayList<>();
    for (AnnotatedText.GoldLink link : text.links().orElse(List.of())) {
      Set<Integer> ordinals = new TreeSet<>();
      for (String id : link.ids()) {
        OptionalInt known = snapshot.ordinal(new EntityId(id));
        known.ifPresent(ordinals::add);
      }
      gold.add(new OpenCase.Gold(link.span(), ordinals));
    }
    return document.map(open -> new OpenCase(text.id(), open, gold, text.allLinked()));
  }
}

package io.qklm.training.command;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.Outcome;
import io.qklm.kg.EntityKind;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.measure.Bootstrap;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import io.qklm.model.annotate.Name;
import io.qklm.text.CodePointIndex;
import io.qklm.training.data.AidaDocuments;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.DataFiles;
import io.qklm.training.data.NerForm;
import io.qklm.training.data.SetPart;
import io.qklm.training.data.UnerSentences;
import io.qklm.training.rewriting.LetterCase;
import io.qklm.training.task.annotate.SpanScore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Span F1 of names through the engine. A kind that a set does not mark is left out of it. */
@Command(
    name = "names",
    description = "F1 of names: span and kind both right.",
    mixinStandardHelpOptions = true)
public final class NamesCommand implements Callable<Integer> {

  private static final long SEED = 1;
  private static final int UNER_DRAWN = 3000;

  /** CoNLL-2003 by its documents, which AIDA has put together again; the others by sentences. */
  private static final String TESTA = "testa";

  /** Open web text; learned from by the open model, so that it shows what reading changes alone. */
  private static final String UNER = "uner-ewt";

  /** Web text that the large model learned nothing from. */
  private static final String UNER_TENTH = "uner-ewt-tenth";

  private static final Map<String, String> FILES =
      Map.of(
          TESTA,
          "linking/aida/dev.jsonl.gz",
          "wnut17-dev",
          "ner/wnut17/emerging.dev.conll",
          "btc-dev",
          "ner/btc/btc.dev",
          "crossner-politics-dev",
          "ner/crossner/politics.dev.txt.gz",
          UNER,
          "ner/uner-ewt/en_ewt-ud-train.iob2.gz",
          UNER_TENTH,
          "ner/uner-ewt/en_ewt-ud-train.iob2.gz");

  @Option(names = "--data", description = "data folder; default: $QKLM_DATA or ../shared/data")
  private @Nullable Path data;

  @Option(names = "--knowledge", required = true, description = "A snapshot's folder.")
  private Path knowledge = Path.of("");

  @Option(
      names = "--bundle",
      defaultValue = "",
      description =
          "A model bundle's folder, or zero-shot; default: the bundle that comes with the code.")
  private String bundle = "";

  @Option(
      names = "--sets",
      split = ",",
      defaultValue = "testa,wnut17-dev,btc-dev,crossner-politics-dev",
      description = "Default: ${DEFAULT-VALUE}.")
  private List<String> sets = List.of();

  @Option(
      names = "--letters",
      description = "Counts names with a letter alone, as the engine says no others.")
  private boolean letters;

  @Option(
      names = "--handles",
      defaultValue = "AS_TAGGED",
      description =
          "What is done with users' names, whose sign BTC marks as a name of its own: "
              + "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private Handles handles = Handles.AS_TAGGED;

  @Option(names = "--whole", description = "Every sentence of uner-ewt, not 3,000 that are drawn.")
  private boolean whole;

  @Option(
      names = "--write-in",
      description = "Writes all texts in other letters first: ${COMPLETION-CANDIDATES}.")
  private @Nullable LetterCase writeIn;

  @Option(
      names = "--limit",
      description = "Texts of a set at most, drawn with the seed; 0 for all. Default: 0.")
  private int limit;

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  NamesCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ModelBundle model = ModelBundle.named(bundle);
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(knowledge);
        Qklm qklm = Qklm.open(model, snapshot, QklmOptions.defaults())) {
      out.printf(
          "names; knowledge digest %s; model %s; date %s; seed %d%s%n",
          snapshot.digest(),
          model.name(),
          LocalDate.now(ZoneOffset.UTC),
          SEED,
          writeIn == null ? "" : "; written in " + writeIn);
      out.println(
          "set                    data              texts  F1                    precision "
              + " recall");
      for (String set : sets) {
        Path file = folder().resolve(file(set));
        List<AnnotatedText> texts = texts(set, file);
        texts = texts.stream().map(handles::applied).toList();
        if (limit > 0 && texts.size() > limit) {
          texts = new ArrayList<>(texts);
          Collections.shuffle(texts, new Random(SEED));
          texts = texts.subList(0, limit);
        }
        if (writeIn != null) {
          LetterCase written = writeIn;
          texts = texts.stream().map(written::write).toList();
        }
        if (letters) {
          texts = texts.stream().map(NamesCommand::lettered).toList();
        }
        List<SpanScore> counts = counts(qklm, texts);
        SpanScore total = sum(counts);
        out.printf(
            Locale.ROOT,
            "%-22s %-16s %6d  %-20s  %9.1f  %6.1f%n",
            set,
            DataFiles.digest(file),
            texts.size(),
            Bootstrap.interval(counts, part -> 100 * sum(part).f1(), SEED),
            100 * total.precision(),
            100 * total.recall());
        out.flush();
      }
    }
    return 0;
  }

  private Path folder() {
    return DataFiles.folder(data);
  }

  private static String file(String set) throws IOException {
    String file = FILES.get(set);
    if (file == null) {
      throw new IOException("unknown set '" + set + "', expected one of " + FILES.keySet());
    }
    return file;
  }

  private List<AnnotatedText> texts(String set, Path file) throws IOException {
    if (set.equals(TESTA)) {
      return AidaDocuments.read(file, folder().resolve("ner/conll2003/eng.testa.gz"), Map.of());
    }
    if (set.equals(UNER_TENTH)) {
      return SetPart.TENTH.of(UnerSentences.read(file));
    }
    if (set.equals(UNER)) {
      List<AnnotatedText> texts = new ArrayList<>(UnerSentences.read(file));
      if (whole) {
        return texts;
      }
      Collections.shuffle(texts, new Random(SEED));
      return texts.subList(0, Math.min(UNER_DRAWN, texts.size()));
    }
    List<AnnotatedText> texts = new ArrayList<>();
    for (var sentence : NerForm.named(set.substring(0, set.indexOf('-'))).read(file)) {
      texts.add(sentence.annotated(set + " " + texts.size()));
    }
    return texts.stream().filter(text -> !text.text().isBlank()).toList();
  }

  private static List<SpanScore> counts(Qklm qklm, List<AnnotatedText> texts) {
    Set<EntityKind> marked =
        texts.stream()
            .flatMap(text -> names(text).stream())
            .map(Name::kind)
            .collect(Collectors.toSet());
    List<SpanScore> counts = new ArrayList<>();
    for (AnnotatedText text : texts) {
      Outcome outcome = qklm.enrich(List.of(Document.of(text.id(), text.text()))).get(0);
      CodePointIndex index = CodePointIndex.of(text.text());
      Set<Name> said = new HashSet<>();
      if (outcome instanceof Enrichment enrichment) {
        enrichment.entities().stream()
            .filter(entity -> marked.contains(entity.kind()))
            .forEach(entity -> said.add(new Name(index.toUtf16(entity.span()), entity.kind())));
      }
      counts.add(SpanScore.of(new HashSet<>(names(text)), said));
    }
    return counts;
  }

  private static SpanScore sum(List<SpanScore> parts) {
    return parts.stream().reduce(SpanScore.NONE, SpanScore::plus);
  }

  private static List<Name> names(AnnotatedText text) {
    return text.names().orElse(List.of());
  }

  /** Names that have a letter: BTC marks the sign before a user's name as a name of its own. */
  private static AnnotatedText lettered(AnnotatedText text) {
    List<Name> kept =
        names(text).stream()
            .filter(name -> name.span().in(text.text()).chars().anyMatch(Character::isLetter))
            .toList();
    return new AnnotatedText(
        text.id(), text.text(), Optional.of(kept), text.links(), text.allLinked());
  }
}

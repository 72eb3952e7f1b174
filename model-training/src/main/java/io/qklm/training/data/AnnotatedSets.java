package io.qklm.training.data;

import io.qklm.measure.linked.LinkedSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Annotated sets by the names that configurations give them. */
public final class AnnotatedSets {

  /** The form of texts with summaries, which are no annotated sets. */
  public static final String SUMMARIES = "cnndm";

  /** The form of questions over the graph, which are none either. */
  public static final String QUESTIONS = "simplequestions";

  private static final String AIDA = "aida";
  private static final String FEWREL = "fewrel";
  private static final String DOCRED = "docred";
  private static final String ABSTRACTS = "abstracts";
  private static final String GUM = "gum";
  private static final String SPORTS = "sports";
  private static final String UNER = "uner";
  private static final String MULTICONER = "multiconer";
  private static final String PAGES = "linked-news";
  private static final String DISPATCHES = "dispatches";
  private static final String MERGED = "kg/merged";
  private static final int REPORTS = 1000;

  private final Path data;
  private final Map<Path, List<AnnotatedText>> abstracts = new HashMap<>();
  private Map<String, String> idOfTitle = Map.of();

  public AnnotatedSets(Path data) {
    this.data = data;
  }

  /** Whether sets of {@code form} have names or links in them. */
  public static boolean annotates(String form) {
    return !form.equals(QUESTIONS) && !form.equals(SUMMARIES);
  }

  /** The data folder. */
  public Path folder() {
    return data;
  }

  /** Files and folders below the data folder that the texts of {@code set} are made of. */
  public static Set<String> files(SetEntry set) {
    Set<String> files = new TreeSet<>(Set.of(set.file()));
    if (set.names() != null) {
      files.add(set.names());
    }
    switch (set.form()) {
      case AIDA -> files.add(MERGED + "/entities.jsonl.gz");
      case ABSTRACTS -> files.add(MERGED);
      case PAGES -> {
        LinkedSet.CURRENT_EVENTS.files(Path.of("")).forEach(file -> files.add(file.toString()));
        files.add(MERGED + "/entities.jsonl.gz");
      }
      case GUM -> {
        String folder = set.file().substring(0, set.file().lastIndexOf('/') + 1);
        files.add(folder + "wiki_map.tab");
        files.add(folder + "splits.md");
      }
      default -> {}
    }
    return files;
  }

  /** All texts of {@code set} but the last {@code heldOut}. */
  public List<AnnotatedText> learned(SetEntry set, int heldOut) throws IOException {
    List<AnnotatedText> texts = read(set);
    return texts.subList(0, Math.max(0, texts.size() - heldOut));
  }

  /** The last {@code heldOut} texts of {@code set}. */
  public List<AnnotatedText> heldOut(SetEntry set, int heldOut) throws IOException {
    List<AnnotatedText> texts = read(set);
    return texts.subList(Math.max(0, texts.size() - heldOut), texts.size());
  }

  /** The texts of {@code set}, as many as it wants. */
  public List<AnnotatedText> read(SetEntry set) throws IOException {
    List<AnnotatedText> texts = set.part() == null ? all(set) : set.part().of(all(set));
    return set.limit() > 0 ? texts.subList(0, Math.min(set.limit(), texts.size())) : texts;
  }

  private List<AnnotatedText> all(SetEntry set) throws IOException {
    Path file = data.resolve(set.file());
    if (set.form().equals(AIDA)) {
      if (set.names() == null) {
        throw new IOException(
            "the set " + set.file() + " needs 'names', the file of CoNLL-2003 with the same texts");
      }
      if (idOfTitle.isEmpty()) {
        idOfTitle = EntityTitles.read(data.resolve(MERGED + "/entities.jsonl.gz"));
      }
      return AidaDocuments.read(file, data.resolve(set.names()), idOfTitle);
    }
    if (set.form().equals(FEWREL)) {
      return RelationSentences.read(file);
    }
    if (set.form().equals(DOCRED)) {
      return RelationDocuments.read(file);
    }
    if (set.form().equals(ABSTRACTS)) {
      // Two tasks may learn from them, and their facts are many.
      List<AnnotatedText> known = abstracts.get(file);
      if (known == null) {
        known = LinkedAbstracts.read(file, data.resolve(MERGED));
        abstracts.put(file, known);
      }
      return known;
    }
    if (set.form().equals(SPORTS)) {
      int count = set.limit() > 0 ? set.limit() : REPORTS;
      return new SportsReports(SportsTeams.read(file), 1).write(count);
    }
    if (set.form().equals(UNER)) {
      return UnerSentences.read(file);
    }
    if (set.form().equals(MULTICONER)) {
      return HardNames.read(file);
    }
    if (set.form().equals(PAGES)) {
      return LinkedNews.read(data, data.resolve(MERGED + "/entities.jsonl.gz"));
    }
    if (set.form().equals(DISPATCHES)) {
      int count = set.limit() > 0 ? set.limit() : REPORTS;
      return new Dispatches(KnownNames.read(file), 1).write(count);
    }
    if (set.form().equals(GUM)) {
      return GumDocuments.read(file);
    }
    List<AnnotatedText> texts = new ArrayList<>();
    for (TaggedSentence sentence : NerForm.named(set.form()).read(file)) {
      texts.add(sentence.annotated(set.file() + " " + (texts.size() + 1)));
    }
    return texts;
  }
}

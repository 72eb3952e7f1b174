package io.qklm.training;

import io.qklm.training.annotate.CountryWords;
import io.qklm.training.data.AidaDocuments;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.EntityTitles;
import io.qklm.training.data.GumDocuments;
import io.qklm.training.data.LinkedAbstracts;
import io.qklm.training.data.NerForm;
import io.qklm.training.data.RelationDocuments;
import io.qklm.training.data.RelationSentences;
import io.qklm.training.data.SportsReports;
import io.qklm.training.data.SportsTeams;
import io.qklm.training.data.TaggedSentence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Annotated sets by the names that configurations give them. */
final class AnnotatedSets {

  /** The form of texts with summaries, which are no annotated sets. */
  static final String SUMMARIES = "cnndm";

  /** The form of questions over the graph, which are none either. */
  static final String QUESTIONS = "simplequestions";

  private static final String AIDA = "aida";
  private static final String FEWREL = "fewrel";
  private static final String DOCRED = "docred";
  private static final String ABSTRACTS = "abstracts";
  private static final String GUM = "gum";
  private static final String SPORTS = "sports";
  private static final int REPORTS = 1000;

  private final Path data;
  private final Map<Path, List<AnnotatedText>> abstracts = new HashMap<>();
  private final Map<String, CountryWords> countryWords = new HashMap<>();
  private Map<String, String> idOfTitle = Map.of();

  AnnotatedSets(Path data) {
    this.data = data;
  }

  /** Whether {@code set} has names or links in it. */
  static boolean annotates(TrainingConfiguration.SetEntry set) {
    return !set.form().equals(QUESTIONS) && !set.form().equals(SUMMARIES);
  }

  /** All texts of {@code set} but the last {@code heldOut}. */
  List<AnnotatedText> learned(TrainingConfiguration.SetEntry set, int heldOut) throws IOException {
    List<AnnotatedText> texts = read(set);
    return texts.subList(0, Math.max(0, texts.size() - heldOut));
  }

  /** The last {@code heldOut} texts of {@code set}. */
  List<AnnotatedText> heldOut(TrainingConfiguration.SetEntry set, int heldOut) throws IOException {
    List<AnnotatedText> texts = read(set);
    return texts.subList(Math.max(0, texts.size() - heldOut), texts.size());
  }

  /**
   * The texts that {@code tasks} hold out, with {@code countryWords} marked; if there are some with
   * all their names and links, these alone. Where only links are known, most mentions that are
   * judged mean an entity, and where only names are, any candidate of a name counts: a calibration
   * fitted on such texts believes too much.
   */
  List<AnnotatedText> calibrating(
      List<TrainingConfiguration.TaskEntry> tasks, CountryWords countryWords) throws IOException {
    List<AnnotatedText> whole = new ArrayList<>();
    List<AnnotatedText> partial = new ArrayList<>();
    for (TrainingConfiguration.TaskEntry task : tasks) {
      for (TrainingConfiguration.SetEntry set : task.data()) {
        if (task.heldOut() > 0) {
          for (AnnotatedText text : heldOut(set, task.heldOut())) {
            boolean all =
                text.names().isPresent()
                    && text.links().stream().anyMatch(links -> !links.isEmpty());
            AnnotatedText judged = task.linkWeight() > 0 ? text.rejecting() : text;
            (all ? whole : partial).add(countryWords.apply(judged));
          }
        }
      }
    }
    return whole.isEmpty() ? partial : whole;
  }

  /** All texts with names that {@code tasks} hold out, with {@code countryWords} marked. */
  List<AnnotatedText> heldOutNames(
      List<TrainingConfiguration.TaskEntry> tasks, CountryWords countryWords) throws IOException {
    List<AnnotatedText> texts = new ArrayList<>();
    for (TrainingConfiguration.TaskEntry task : tasks) {
      for (TrainingConfiguration.SetEntry set : task.data()) {
        if (task.heldOut() > 0) {
          heldOut(set, task.heldOut()).stream()
              .filter(text -> text.names().isPresent())
              .map(text -> task.linkWeight() > 0 ? text.rejecting() : text)
              .map(countryWords::apply)
              .forEach(texts::add);
        }
      }
    }
    return texts;
  }

  /** The words for countries that {@code run} marks. */
  CountryWords countryWords(TrainingConfiguration run) throws IOException {
    if (run.countryWords() == null) {
      return CountryWords.none();
    }
    // Every task of a run asks, and the knowledge is large.
    CountryWords known = countryWords.get(run.countryWords());
    if (known == null) {
      known = CountryWords.read(data.resolve(run.countryWords()));
      countryWords.put(run.countryWords(), known);
    }
    return known;
  }

  /** Ids of everything linked in texts of {@code tasks} that have invented names. */
  Set<String> inventing(List<TrainingConfiguration.TaskEntry> tasks) throws IOException {
    Set<String> ids = new HashSet<>();
    for (TrainingConfiguration.TaskEntry task :
        tasks.stream().filter(task -> task.invented() > 0).toList()) {
      for (TrainingConfiguration.SetEntry set : task.data()) {
        for (AnnotatedText text : learned(set, task.heldOut())) {
          text.links().orElse(List.of()).forEach(link -> ids.addAll(link.ids()));
        }
      }
    }
    return ids;
  }

  /** The texts of {@code set}, as many as it wants. */
  List<AnnotatedText> read(TrainingConfiguration.SetEntry set) throws IOException {
    List<AnnotatedText> texts = all(set);
    return set.limit() > 0 ? texts.subList(0, Math.min(set.limit(), texts.size())) : texts;
  }

  private List<AnnotatedText> all(TrainingConfiguration.SetEntry set) throws IOException {
    Path file = data.resolve(set.file());
    if (set.form().equals(AIDA)) {
      if (set.names() == null) {
        throw new IOException(
            "the set " + set.file() + " needs 'names', the file of CoNLL-2003 with the same texts");
      }
      if (idOfTitle.isEmpty()) {
        idOfTitle = EntityTitles.read(data.resolve("kg/merged/entities.jsonl.gz"));
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
        known = LinkedAbstracts.read(file, data.resolve("kg/merged"));
        abstracts.put(file, known);
      }
      return known;
    }
    if (set.form().equals(SPORTS)) {
      int count = set.limit() > 0 ? set.limit() : REPORTS;
      return new SportsReports(SportsTeams.read(file), 1).write(count);
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

package io.qklm.training.task.annotate;

import io.qklm.training.configuration.TaskEntry;
import io.qklm.training.configuration.TrainingConfiguration;
import io.qklm.training.data.AnnotatedSets;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.SetEntry;
import io.qklm.training.rewriting.TextRewriting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts that a run learned nothing from, changed as all of its texts are.
 *
 * @param linked judge links: those with all their names and links if there are some, these alone.
 *     Where only links are known, most mentions that are judged mean an entity, and where only
 *     names are, any candidate of a name counts: a calibration fitted on such texts believes too
 *     much.
 * @param named judge names
 */
public record HeldOutTexts(List<AnnotatedText> linked, List<AnnotatedText> named) {

  public HeldOutTexts {
    linked = List.copyOf(linked);
    named = List.copyOf(named);
  }

  /**
   * What the annotate tasks of {@code run} hold out.
   *
   * @param everywhere the run's changes of all texts
   * @throws IOException if a set cannot be read
   */
  public static HeldOutTexts of(
      TrainingConfiguration run, AnnotatedSets sets, TextRewriting everywhere) throws IOException {
    List<AnnotatedText> whole = new ArrayList<>();
    List<AnnotatedText> partial = new ArrayList<>();
    List<AnnotatedText> named = new ArrayList<>();
    long number = 0;
    for (TaskEntry task : run.tasks()) {
      if (task.kind().equals(AnnotateKind.NAME)) {
        AnnotateOptions options = task.read(AnnotateOptions.class);
        for (SetEntry set : task.data()) {
          for (AnnotatedText text : sets.heldOut(set, options.heldOut())) {
            AnnotatedText judged = everywhere.apply(AnnotateKind.judged(text, options), number++);
            (isWhole(text) ? whole : partial).add(judged);
            if (text.names().isPresent()) {
              named.add(judged);
            }
          }
        }
      }
    }
    return new HeldOutTexts(whole.isEmpty() ? partial : whole, named);
  }

  private static boolean isWhole(AnnotatedText text) {
    return text.names().isPresent() && text.links().stream().anyMatch(links -> !links.isEmpty());
  }
}

package io.qklm.model.answer.lexicon;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A relation as people speak of it, whatever a knowledge calls it.
 *
 * @param name of it in the lexicon
 * @param ids of relations that mean it
 * @param labels of relations that mean it, in small letters
 * @param answer what the object is
 * @param of what the subject is
 * @param one whether an entity has one object of it alone
 * @param unit what a bare number counts
 * @param forward phrases that ask for the object
 * @param backward phrases that ask for the subject
 * @param most words that ask for the greatest
 * @param least words that ask for the least
 */
public record Concept(
    String name,
    Set<String> ids,
    Set<String> labels,
    AnswerType answer,
    AnswerType of,
    boolean one,
    Optional<String> unit,
    List<Phrase> forward,
    List<Phrase> backward,
    List<Phrase> most,
    List<Phrase> least) {

  public Concept {
    ids = Set.copyOf(ids);
    labels = Set.copyOf(labels);
    forward = List.copyOf(forward);
    backward = List.copyOf(backward);
    most = List.copyOf(most);
    least = List.copyOf(least);
  }

  /** A relation that the lexicon does not know: asked for by the words of its label. */
  static Concept ofLabel(String id, String label) {
    QuestionText words = QuestionText.of(label);
    List<Phrase> phrases =
        words.size() == 0 || words.size() > 4
            ? List.of()
            : List.of(new Phrase(words.words().stream().map(Set::of).toList(), -1));
    return new Concept(
        id,
        Set.of(id),
        Set.of(),
        AnswerType.ANY,
        AnswerType.ANY,
        false,
        Optional.empty(),
        phrases,
        phrases,
        List.of(),
        List.of());
  }

  /** What stands at the end that answers. */
  public AnswerType answer(boolean reversed) {
    return reversed ? of : answer;
  }

  List<Phrase> phrases(boolean reversed) {
    return reversed ? backward : forward;
  }
}

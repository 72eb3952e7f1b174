package io.qklm.model.answer;

import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.answer.lexicon.QuestionText;
import io.qklm.model.answer.lexicon.QuestionText.Words;
import io.qklm.model.linking.Link;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A text that came with a question.
 *
 * @param text the text
 * @param links whom it names, as documents are linked
 */
public record QuestionContext(String text, List<Link> links) {

  /** Entities of a text that a question may be about. */
  private static final int SUBJECTS = 12;

  public QuestionContext {
    links = List.copyOf(links);
  }

  /** The words of the question that stand in the text too. */
  BitSet words(QuestionText question) {
    Set<String> there = new HashSet<>(QuestionText.of(text).words());
    BitSet words = new BitSet();
    for (int word = 0; word < question.size(); word++) {
      if (there.contains(question.words().get(word))) {
        words.set(word);
      }
    }
    return words;
  }

  /** Whom a question without a name may be about, the first of each in the order of the text. */
  List<Subject> subjects(KnowledgeSnapshot snapshot) {
    Set<Integer> seen = new HashSet<>();
    List<Subject> subjects = new ArrayList<>();
    for (Link link : links) {
      if (link.entity().isPresent()
          && subjects.size() < SUBJECTS
          && seen.add(link.entity().get().ordinal())) {
        subjects.add(
            new Subject(
                snapshot.entity(link.entity().get().ordinal()),
                Words.NONE,
                link.score(),
                1,
                false,
                false,
                Optional.of(link.span())));
      }
    }
    return subjects;
  }
}

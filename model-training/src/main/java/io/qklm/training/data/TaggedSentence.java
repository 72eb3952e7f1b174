package io.qklm.training.data;

import io.qklm.kg.EntityKind;
import io.qklm.model.annotate.MentionLabel;
import io.qklm.model.annotate.Name;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A sentence in words, each with its label.
 *
 * @param words at least one
 */
public record TaggedSentence(List<Word> words) {

  /**
   * One word.
   *
   * @param text as written, not empty
   * @param spaceBefore whether a space precedes it; where a set does not say, all but the first
   *     word have one
   * @param label BIO: a name starts with B, also after no name
   */
  public record Word(String text, boolean spaceBefore, MentionLabel label) {

    public Word {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("a word of a tagged sentence has no text");
      }
    }

    /** Adds the name that begins with this word at {@code span}, or lengthens the last one. */
    void extend(List<Name> names, Span span) {
      Optional<EntityKind> kind = label.kind();
      if (kind.isPresent() && label.begins()) {
        names.add(new Name(span, kind.get()));
      } else if (kind.isPresent()) {
        Name open = names.remove(names.size() - 1);
        names.add(new Name(new Span(open.span().start(), span.end()), kind.get()));
      }
    }
  }

  public TaggedSentence {
    words = List.copyOf(words);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a tagged sentence has no words");
    }
  }

  /** The labels alone. */
  public List<MentionLabel> labels() {
    return words.stream().map(Word::label).toList();
  }

  /** The sentence as a text, named {@code id}. */
  public AnnotatedText annotated(String id) {
    StringBuilder text = new StringBuilder();
    List<Name> names = new ArrayList<>();
    for (Word word : words) {
      if (word.spaceBefore() && !text.isEmpty()) {
        text.append(' ');
      }
      int start = text.length();
      text.append(word.text());
      word.extend(names, new Span(start, text.length()));
    }
    return new AnnotatedText(id, text.toString(), Optional.of(names), Optional.empty());
  }
}

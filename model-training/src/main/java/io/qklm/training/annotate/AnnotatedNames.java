package io.qklm.training.annotate;

import io.qklm.text.Span;
import io.qklm.training.data.AnnotatedText.Name;
import io.qklm.training.data.MentionKind;
import io.qklm.training.head.MentionLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names from the labels of words. */
final class AnnotatedNames {

  private AnnotatedNames() {}

  /** An I that continues nothing of its kind starts a name, as in conlleval. */
  static List<Name> of(List<Span> words, int[] labels) {
    List<Name> names = new ArrayList<>();
    Optional<MentionKind> open = Optional.empty();
    for (int word = 0; word < labels.length; word++) {
      MentionLabel label = MentionLabel.at(labels[word]);
      Optional<MentionKind> kind = kind(label);
      if (kind.isPresent() && kind.equals(open) && label == kind.get().further()) {
        Name name = names.remove(names.size() - 1);
        names.add(new Name(new Span(name.span().start(), words.get(word).end()), name.kind()));
      } else if (kind.isPresent()) {
        names.add(new Name(words.get(word), kind.get()));
      }
      open = kind;
    }
    return names;
  }

  private static Optional<MentionKind> kind(MentionLabel label) {
    for (MentionKind kind : MentionKind.values()) {
      if (label == kind.first() || label == kind.further()) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}

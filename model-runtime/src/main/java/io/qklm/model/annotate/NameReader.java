package io.qklm.model.annotate;

import io.qklm.kg.EntityKind;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names from the labels of words. */
public final class NameReader {

  private NameReader() {}

  /**
   * The names of a window, in their order. An I that continues nothing of its kind starts a name,
   * as in conlleval.
   *
   * @param words spans of the words, UTF-16 units
   * @param labels of the words
   */
  public static List<Name> names(List<Span> words, List<MentionLabel> labels) {
    List<Name> names = new ArrayList<>();
    Optional<EntityKind> open = Optional.empty();
    for (int word = 0; word < labels.size(); word++) {
      MentionLabel label = labels.get(word);
      Optional<EntityKind> kind = label.kind();
      if (kind.isPresent() && kind.equals(open) && !label.begins()) {
        Name name = names.remove(names.size() - 1);
        names.add(new Name(new Span(name.span().start(), words.get(word).end()), name.kind()));
      } else if (kind.isPresent()) {
        names.add(new Name(words.get(word), kind.get()));
      }
      open = kind;
    }
    return names;
  }
}

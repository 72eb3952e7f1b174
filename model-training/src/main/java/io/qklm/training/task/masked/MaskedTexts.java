package io.qklm.training.task.masked;

import io.qklm.kg.EntityId;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.knowledge.TrainingKnowledge;
import io.qklm.training.window.AnnotatedMention;
import io.qklm.training.window.AnnotatedWindow;
import io.qklm.training.window.WindowEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Lays out texts whose words will be hidden. Where a text tells of an entity, what may name that
 * entity is no mention: its vector comes from the same words.
 */
public final class MaskedTexts {

  private final WindowEncoder windows;
  private final TrainingKnowledge knowledge;

  /** A layout that borrows both. */
  public MaskedTexts(WindowEncoder windows, TrainingKnowledge knowledge) {
    this.windows = windows;
    this.knowledge = knowledge;
  }

  /** The windows of {@code text}, which tells of the entity called by its id if there is one. */
  public List<AnnotatedWindow> encode(AnnotatedText text) {
    OptionalInt own =
        EntityId.isValid(text.id()) ? knowledge.ordinal(text.id()) : OptionalInt.empty();
    AnnotatedText plain =
        new AnnotatedText(text.id(), text.text(), Optional.empty(), Optional.empty());
    List<AnnotatedWindow> all = windows.encode(plain);
    return own.isEmpty()
        ? all
        : all.stream().map(window -> without(window, own.getAsInt())).toList();
  }

  private static AnnotatedWindow without(AnnotatedWindow window, int entity) {
    List<AnnotatedMention> others =
        window.mentions().stream()
            .filter(mention -> Arrays.stream(mention.ordinals()).noneMatch(o -> o == entity))
            .toList();
    return window.with(others);
  }
}

package io.qklm.model.annotate;

import io.qklm.kg.EntityKind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** BIO labels over people, organisations, places and other names; the order is model format. */
public enum MentionLabel {
  O(0, EntityKind.UNKNOWN, false),
  B_PER(1, EntityKind.PER, true),
  I_PER(2, EntityKind.PER, false),
  B_ORG(3, EntityKind.ORG, true),
  I_ORG(4, EntityKind.ORG, false),
  B_LOC(5, EntityKind.LOC, true),
  I_LOC(6, EntityKind.LOC, false),
  B_MISC(7, EntityKind.MISC, true),
  I_MISC(8, EntityKind.MISC, false);

  private static final List<MentionLabel> BY_INDEX =
      Arrays.stream(values()).sorted(Comparator.comparingInt(MentionLabel::index)).toList();

  private final int index;
  private final EntityKind kind;
  private final boolean begins;

  MentionLabel(int index, EntityKind kind, boolean begins) {
    this.index = index;
    this.kind = kind;
    this.begins = begins;
  }

  /** The names of all, in the order of the classifier's output. */
  public static List<String> names() {
    return BY_INDEX.stream().map(MentionLabel::name).toList();
  }

  /**
   * The label at {@code index} of the classifier's output.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static MentionLabel at(int index) {
    if (index < 0 || index >= BY_INDEX.size()) {
      throw new IllegalArgumentException("no label has the index " + index);
    }
    return BY_INDEX.get(index);
  }

  /**
   * The label of a word in a name.
   *
   * @param begins whether it is the name's first word
   * @throws IllegalArgumentException if names of that kind have no label
   */
  public static MentionLabel of(EntityKind kind, boolean begins) {
    return Arrays.stream(values())
        .filter(label -> label.kind == kind && label.begins == begins && label != O)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no label is for names of kind " + kind));
  }

  /** Its place in the classifier's output. */
  public int index() {
    return index;
  }

  /** What the name names; empty outside of names. */
  public Optional<EntityKind> kind() {
    return this == O ? Optional.empty() : Optional.of(kind);
  }

  /** Whether it is a name's first word. */
  public boolean begins() {
    return begins;
  }
}

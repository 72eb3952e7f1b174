package io.qklm.training.head;

/** BIO labels over people, organisations, places and other names; the order is model format. */
public enum MentionLabel {
  O(0),
  B_PER(1),
  I_PER(2),
  B_ORG(3),
  I_ORG(4),
  B_LOC(5),
  I_LOC(6),
  B_MISC(7),
  I_MISC(8);

  private final int index;

  MentionLabel(int index) {
    this.index = index;
  }

  /** The label at {@code index} of the classifier's output. */
  public static MentionLabel at(int index) {
    for (MentionLabel label : values()) {
      if (label.index == index) {
        return label;
      }
    }
    throw new IllegalArgumentException("no label has the index " + index);
  }

  /** Its place in the classifier's output. */
  public int index() {
    return index;
  }
}

package io.qklm.kg;

/** The coarse kind of an entity, as it is shown on the wire. Constants keep their {@link #code}. */
public enum EntityKind {
  UNKNOWN(0),
  PER(1),
  ORG(2),
  LOC(3),
  MISC(4),
  OTHER(5);

  private final int code;

  EntityKind(int code) {
    this.code = code;
  }

  /** The byte that stands for this kind in a snapshot. */
  public int code() {
    return code;
  }

  /**
   * The kind that a snapshot's byte stands for.
   *
   * @throws IllegalArgumentException if no kind has this code
   */
  public static EntityKind ofCode(int code) {
    for (EntityKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no entity kind has the code " + code);
  }
}

package io.qklm.kg;

import java.util.Optional;

/**
 * The name of an entity across epochs: any string without white space, such as {@code Q64} or
 * {@code dbr:Berlin}.
 *
 * @param value 1 to {@value #MAX_LENGTH} UTF-16 units, no white space, no control characters
 */
public record EntityId(String value) implements Comparable<EntityId> {

  /** Longest identifier accepted, in UTF-16 units. */
  public static final int MAX_LENGTH = 512;

  public EntityId {
    problem(value)
        .ifPresent(
            sentence -> {
              throw new IllegalArgumentException(sentence);
            });
  }

  /** Whether a text can be an id. */
  public static boolean isValid(String value) {
    return problem(value).isEmpty();
  }

  private static Optional<String> problem(String value) {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      return Optional.of(
          "an entity id has 1 to " + MAX_LENGTH + " characters, got " + value.length());
    }
    boolean clean =
        value
            .chars()
            .noneMatch(
                c ->
                    Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.isISOControl(c));
    return clean
        ? Optional.empty()
        : Optional.of(
            "an entity id holds no white space or control characters, got '" + value + "'");
  }

  @Override
  public int compareTo(EntityId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

package io.qklm.kg.store.format;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What is known of one entity on one surface form, from which its prior follows. An update tells an
 * entity's names and counted forms anew; what the build had counted is kept beside them, since most
 * updates do not count.
 *
 * @param ordinal the entity
 * @param role how it carries the surface as a name, by {@code SurfacePriors.Role}'s code; {@link
 *     #NO_ROLE} where it does not
 * @param updated whether a delta told of the entity since the build; then the counts of the build
 *     hold only while it carries the name and the last update counts nothing
 * @param counted what sources counted for the build
 * @param told what the last update of the entity counted
 * @param inherited the prior in a snapshot that kept nothing but priors
 */
public record NameCarrier(
    int ordinal,
    int role,
    boolean updated,
    List<Weight> counted,
    List<Weight> told,
    OptionalDouble inherited) {

  /** The entity is not called so. */
  public static final int NO_ROLE = 3;

  /**
   * A source's count or probability for one spelling.
   *
   * @param source who counted
   * @param weight above 0
   */
  public record Weight(String source, double weight) {}

  public NameCarrier {
    if (role < 0 || role > NO_ROLE) {
      throw new IllegalArgumentException("a role is 0 to " + NO_ROLE + ", got " + role);
    }
    counted = List.copyOf(counted);
    told = List.copyOf(told);
  }

  /** An entity of which nothing is known here yet. */
  public static NameCarrier nothing(int ordinal) {
    return new NameCarrier(ordinal, NO_ROLE, false, List.of(), List.of(), OptionalDouble.empty());
  }

  /** As the last update of the entity tells it. */
  public NameCarrier told(int newRole, List<Weight> weights) {
    return new NameCarrier(ordinal, newRole, true, counted, weights, inherited);
  }

  /** Whether there is nothing to keep. */
  public boolean isEmpty() {
    return role == NO_ROLE && counted.isEmpty() && told.isEmpty() && inherited.isEmpty();
  }

  /** Whether it is found by its entity: beyond its names, which the entity's texts tell. */
  public boolean isCounted() {
    return !counted.isEmpty() || !told.isEmpty();
  }

  /** Whether the surface may mean the entity now. */
  public boolean inEffect() {
    return role != NO_ROLE || !told.isEmpty() || (!updated && !isEmpty());
  }

  /** The counts that hold now. */
  public List<Weight> evidence() {
    if (!told.isEmpty()) {
      return told;
    }
    return !updated || role != NO_ROLE ? counted : List.of();
  }
}

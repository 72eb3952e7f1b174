package io.qklm.kg.store.build;

import java.util.List;

/**
 * How much of its sources a build had to leave out.
 *
 * @param read records that were passed on: entities, facts, relations and surface forms
 * @param problems lines, statements and records that could not be used
 * @param incomplete sentences about sources that end where they should go on
 */
public record Skipped(long read, long problems, List<String> incomplete) {

  public Skipped {
    incomplete = List.copyOf(incomplete);
  }

  /** The part of all records that was left out, from 0 to 1. */
  public double share() {
    return problems == 0 ? 0 : (double) problems / (read + problems);
  }
}

package io.qklm.training.data;

import java.util.List;

/**
 * A set of link prediction: facts between entities that have a text.
 *
 * @param name of the set
 * @param digest of its files, for tables
 * @param texts of the entities by number, verbalised, without any of the facts
 * @param relations how many there are
 * @param train facts to learn from
 * @param valid facts to be measured on
 */
public record TripleSet(
    String name,
    String digest,
    List<String> texts,
    int relations,
    List<Triple> train,
    List<Triple> valid) {

  public TripleSet {
    texts = List.copyOf(texts);
    train = List.copyOf(train);
    valid = List.copyOf(valid);
  }

  /** How many entities there are. */
  public int entities() {
    return texts.size();
  }
}

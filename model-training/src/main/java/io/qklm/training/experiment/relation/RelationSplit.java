package io.qklm.training.experiment.relation;

import io.qklm.training.data.Triple;
import io.qklm.training.data.TripleSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is learned of a set and what is asked.
 *
 * @param learned facts to learn from
 * @param asked facts to be found, in both directions
 * @param known facts that are true, so that finding one of them instead is no error
 * @param unseen entities that no learned fact names on purpose
 */
public record RelationSplit(
    List<Triple> learned, List<Triple> asked, List<Triple> known, Set<Integer> unseen) {

  public RelationSplit {
    learned = List.copyOf(learned);
    asked = List.copyOf(asked);
    known = List.copyOf(known);
    unseen = Set.copyOf(unseen);
  }

  /** The set's own: learn train, ask valid. */
  public static RelationSplit valid(TripleSet set) {
    return new RelationSplit(set.train(), set.valid(), both(set), Set.of());
  }

  /** For choosing numbers without looking at valid: {@code count} facts of train are asked. */
  public static RelationSplit tuning(TripleSet set, int count, long seed) {
    List<Triple> shuffled = shuffled(set.train(), seed);
    int asked = Math.min(count, shuffled.size() / 2);
    return new RelationSplit(
        shuffled.subList(asked, shuffled.size()),
        shuffled.subList(0, asked),
        set.train(),
        Set.of());
  }

  /**
   * Entities that nothing is learned of: every fact that names one is taken out of train and asked,
   * with those of valid.
   *
   * @param share of the entities of train
   * @param most facts that are asked, drawn from all of them
   */
  public static RelationSplit unseen(TripleSet set, double share, int most, long seed) {
    TreeSet<Integer> named = new TreeSet<>();
    set.train().forEach(triple -> named.addAll(List.of(triple.subject(), triple.object())));
    List<Integer> entities = new ArrayList<>(named);
    Collections.shuffle(entities, new Random(seed));
    Set<Integer> unseen =
        new HashSet<>(entities.subList(0, (int) Math.round(share * entities.size())));
    List<Triple> learned = new ArrayList<>();
    List<Triple> asked = new ArrayList<>();
    for (Triple triple : set.train()) {
      (named(triple, unseen) ? asked : learned).add(triple);
    }
    set.valid().stream().filter(triple -> named(triple, unseen)).forEach(asked::add);
    List<Triple> drawn = shuffled(asked, seed);
    return new RelationSplit(
        learned, drawn.subList(0, Math.min(most, drawn.size())), both(set), unseen);
  }

  private static boolean named(Triple triple, Set<Integer> entities) {
    return entities.contains(triple.subject()) || entities.contains(triple.object());
  }

  private static List<Triple> both(TripleSet set) {
    List<Triple> both = new ArrayList<>(set.train());
    both.addAll(set.valid());
    return both;
  }

  private static List<Triple> shuffled(List<Triple> triples, long seed) {
    List<Triple> shuffled = new ArrayList<>(triples);
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled;
  }
}

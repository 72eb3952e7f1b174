package io.qklm.model.answer;

import io.qklm.kg.FactObject;
import io.qklm.kg.measure.FactComparison;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.format.FactListCodec;
import io.qklm.kg.store.format.Family;
import io.qklm.kg.store.format.StoredFact;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entities with the greatest and the least values of each relation, {@value #KEPT} of both.
 * Read from the facts at the first question for them, of an epoch of at most {@value #MOST}
 * entities; in a larger one such questions have no answer. Borrows the snapshot.
 */
final class OrderedEntities {

  static final int MOST = 2_000_000;
  static final int KEPT = 2_048;

  private final KnowledgeSnapshot snapshot;
  private final Object lock = new Object();
  private @Nullable Map<String, Ends> read;

  OrderedEntities(KnowledgeSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** An entity and its value. */
  record Valued(int ordinal, double value, FactObject object) {}

  /** Both ends of one relation; queues hold the one to be thrown out first at their head. */
  private record Ends(PriorityQueue<Valued> greatest, PriorityQueue<Valued> least) {

    Ends() {
      this(
          new PriorityQueue<>(Comparator.comparingDouble(Valued::value)),
          new PriorityQueue<>(Comparator.<Valued>comparingDouble(Valued::value).reversed()));
    }

    void add(Valued one) {
      for (PriorityQueue<Valued> queue : List.of(greatest, least)) {
        queue.add(one);
        if (queue.size() > KEPT) {
          queue.poll();
        }
      }
    }
  }

  /** The first that {@code fits} from the greatest down, or from the least up. */
  Optional<Valued> first(String relation, boolean greatest, Predicate<Valued> fits) {
    Ends ends = ends().get(relation);
    if (ends == null) {
      return Optional.empty();
    }
    Comparator<Valued> order = Comparator.comparingDouble(Valued::value);
    return (greatest ? ends.greatest() : ends.least())
        .stream()
            .sorted((greatest ? order.reversed() : order).thenComparingInt(Valued::ordinal))
            .filter(fits)
            .findFirst();
  }

  /** A quantity in SI units, or a number as it is; a time in years. */
  static OptionalDouble value(FactObject object) {
    if (object instanceof FactObject.Quantity quantity) {
      return OptionalDouble.of(
          FactComparison.si(quantity)
              .map(BigDecimal::doubleValue)
              .orElse(quantity.value().doubleValue()));
    }
    return object instanceof FactObject.Time time
        ? OptionalDouble.of(time.year() + (time.month() - 1) / 12.0 + (time.day() - 1) / 372.0)
        : OptionalDouble.empty();
  }

  private Map<String, Ends> ends() {
    synchronized (lock) {
      Map<String, Ends> known = read;
      if (known == null) {
        known = snapshot.size() > MOST ? Map.of() : readAll();
        read = known;
      }
      return known;
    }
  }

  private Map<String, Ends> readAll() {
    Map<String, Ends> all = new HashMap<>();
    snapshot
        .database()
        .scan(
            Family.FACTS,
            (key, value) -> {
              int ordinal = Family.ordinal(key);
              for (StoredFact fact : FactListCodec.decode(value)) {
                if (fact.target() instanceof StoredFact.Target.Value known) {
                  value(known.object())
                      .ifPresent(
                          number ->
                              all.computeIfAbsent(
                                      snapshot.relations().get(fact.relation()).id(),
                                      missing -> new Ends())
                                  .add(new Valued(ordinal, number, known.object())));
                }
              }
              return true;
            });
    return all;
  }
}

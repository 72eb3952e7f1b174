package io.qklm.kg.store.build;

import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Dates of which an entity has one: born, died, founded. Two that exclude each other are told. */
final class DateConflicts {

  private static final Set<String> SINGLE =
      Set.of("P569", "P570", "P571", "dbo:birthDate", "dbo:deathDate", "dbo:foundingDate");

  private DateConflicts() {}

  /** By relation the dates that differ by more than how finely they are known. */
  static Map<String, Set<String>> find(List<Fact> facts) {
    Map<String, Set<String>> dates = new TreeMap<>();
    for (Fact fact : facts) {
      if (SINGLE.contains(fact.relation()) && fact.object() instanceof FactObject.Time time) {
        dates.computeIfAbsent(fact.relation(), r -> new TreeSet<>()).add(time.iso());
      }
    }
    dates.values().removeIf(all -> all.size() < 2 || agree(all));
    return dates;
  }

  /** Sorted, a coarser date stands before the finer ones that begin with it. */
  private static boolean agree(Set<String> dates) {
    String before = "";
    for (String date : dates) {
      if (!date.startsWith(before)) {
        return false;
      }
      before = date;
    }
    return true;
  }
}

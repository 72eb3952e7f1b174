package io.qklm.kg.store.build;

import io.qklm.kg.EntityKind;
import io.qklm.kg.store.format.ByteReader;
import io.qklm.kg.store.format.ByteWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What came from which source, and where sources contradict each other. One thread. */
final class Origins {

  private static final int CONFLICTS_SHOWN = 10;

  /** Of one source. */
  private static final class Count {

    private final String description;
    private final long firstRecord;
    private long entities;
    private long facts;
    private long names;
    private long sole;
    private long shared;

    Count(String description, long firstRecord) {
      this.description = description;
      this.firstRecord = firstRecord;
    }
  }

  private final List<Count> sources = new ArrayList<>();
  private final List<String> firstConflicts = new ArrayList<>();
  private long kindConflicts;
  private long dateConflicts;

  /** How many sources have begun. */
  int size() {
    return sources.size();
  }

  void begin(String description, long firstRecord) {
    sources.add(new Count(description, firstRecord));
  }

  private Count now() {
    return sources.get(sources.size() - 1);
  }

  void entity() {
    now().entities++;
  }

  void fact() {
    now().facts++;
  }

  void name() {
    now().names++;
  }

  /** The number of the source that gave a record. */
  int of(long record) {
    int source = sources.size() - 1;
    while (source > 0 && sources.get(source).firstRecord > record) {
      source--;
    }
    return source;
  }

  /**
   * The records of one entity were put together.
   *
   * @param records their numbers
   * @param kinds what each says
   */
  void merged(String id, List<Long> records, List<EntityKind> kinds) {
    Set<Integer> from = new TreeSet<>();
    records.forEach(record -> from.add(of(record)));
    for (int source : from) {
      if (from.size() == 1) {
        sources.get(source).sole++;
      } else {
        sources.get(source).shared++;
      }
    }
    if (from.size() > 1) {
      Set<EntityKind> said = EnumSet.noneOf(EntityKind.class);
      kinds.stream().filter(kind -> kind != EntityKind.UNKNOWN).forEach(said::add);
      if (said.size() > 1) {
        kindConflicts++;
        tell(id + " is " + said + " by its sources; the first that speaks counts");
      }
    }
  }

  /** An entity has two dates where it can have one. */
  void dates(String id, String relation, Set<String> dates) {
    dateConflicts++;
    tell(id + " has " + dates.size() + " dates of " + relation + ": " + String.join(", ", dates));
  }

  private void tell(String sentence) {
    if (firstConflicts.size() < CONFLICTS_SHOWN) {
      firstConflicts.add(sentence);
    }
  }

  /** All that is known at the end. */
  MergeReport report(BuildTally tally) {
    return new MergeReport(
        sources.stream()
            .map(
                s ->
                    new MergeReport.Share(
                        s.description, s.entities, s.facts, s.names, s.sole, s.shared))
            .toList(),
        tally.joinedRecords,
        tally.idConflicts,
        kindConflicts,
        dateConflicts,
        firstConflicts,
        tally.unknownAdditions,
        tally.unrelated);
  }

  /** varint number of sources; for each string description, u64 record, entities, facts, names. */
  void write(ByteWriter out) {
    out.varint(sources.size());
    for (Count count : sources) {
      out.string(count.description)
          .u64(count.firstRecord)
          .u64(count.entities)
          .u64(count.facts)
          .u64(count.names);
    }
  }

  static Origins read(ByteReader in) {
    Origins origins = new Origins();
    for (int left = in.count(); left > 0; left--) {
      Count count = new Count(in.string(), in.u64());
      count.entities = in.u64();
      count.facts = in.u64();
      count.names = in.u64();
      origins.sources.add(count);
    }
    return origins;
  }
}

package io.qklm.stories.copy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The recent documents by their signatures. Only originals are looked up; a copy is remembered with
 * its original and takes its place when that is withdrawn. Deterministic: what is found depends on
 * what was added, removed and forgotten, in that order. Not thread safe.
 */
public final class CopyIndex {

  /** Copies of an original that can take its place. */
  private static final int HEIRS = 8;

  /** Documents of a band that are compared: more have a phrase in common, not a text. */
  private static final int MOST_IN_BAND = 64;

  private final CopyOptions options;
  private final Map<String, Original> byId = new HashMap<>();
  private final Map<Long, Original> byDigest = new HashMap<>();
  private final Map<Integer, Set<Original>> byBand = new HashMap<>();
  private final TreeSet<Original> byTime =
      new TreeSet<>(
          Comparator.comparingLong((Original original) -> original.time)
              .thenComparingLong(original -> original.number));
  private long added;
  private final Set<String> changed = new LinkedHashSet<>();

  public CopyIndex(CopyOptions options) {
    this.options = options;
  }

  /** A document that copied none, or the copy that took its place. */
  private static final class Original {
    private final Signature signature;
    private final long time;
    private final long number;
    private final List<String> ids = new ArrayList<>();

    Original(String id, Signature signature, long time, long number) {
      this.signature = signature;
      this.time = time;
      this.number = number;
      ids.add(id);
    }
  }

  /**
   * An original as it is kept.
   *
   * @param ids its own, then those of copies that can take its place
   * @param time by which it is forgotten
   * @param number its place in the order of arrival
   */
  public record Entry(List<String> ids, long time, long number, Signature signature) {

    public Entry {
      ids = List.copyOf(ids);
    }
  }

  /** The original of this id; absent where it is forgotten, or none. */
  public Optional<Entry> entry(String id) {
    return Optional.ofNullable(byId.get(id))
        .filter(original -> original.ids.get(0).equals(id))
        .map(known -> new Entry(known.ids, known.time, known.number, known.signature));
  }

  /** Takes up what {@link #entry} gave, in the order of {@link Entry#number}. */
  public void restore(Entry entry) {
    added = Math.max(added, entry.number() + 1);
    Original original =
        new Original(entry.ids().get(0), entry.signature(), entry.time(), entry.number());
    original.ids.addAll(entry.ids().subList(1, entry.ids().size()));
    entry.ids().forEach(id -> byId.put(id, original));
    file(original);
  }

  /** Ids whose {@link #entry} changed, came or went since this was asked last, in order. */
  public List<String> changed() {
    List<String> ids = List.copyOf(changed);
    changed.clear();
    return ids;
  }

  /** The recent document that the text copies most of, if it copies any. */
  public Optional<Copy> find(Signature signature) {
    if (!signature.hasWords()) {
      return Optional.empty();
    }
    Original same = byDigest.get(signature.digest());
    if (same != null) {
      return Optional.of(new Copy(same.ids.get(0), CopyKind.EXACT, 1));
    }
    return signature.isShort() ? Optional.empty() : best(signature);
  }

  private Optional<Copy> best(Signature signature) {
    Set<Original> candidates = new LinkedHashSet<>();
    for (int band = 0; band < Signature.BANDS; band++) {
      candidates.addAll(byBand.getOrDefault(signature.band(band), Set.of()));
    }
    @Nullable Original best = null;
    double most = 0;
    for (Original candidate : candidates) {
      double share = signature.containment(candidate.signature);
      boolean earlier = best != null && share == most && candidate.number < best.number;
      if (share > most || earlier) {
        best = candidate;
        most = share;
      }
    }
    if (best == null) {
      return Optional.empty();
    }
    double resemblance = signature.resemblance(best.signature);
    if (resemblance >= options.near()) {
      return Optional.of(new Copy(best.ids.get(0), CopyKind.NEAR, resemblance));
    }
    return most >= options.partial()
        ? Optional.of(new Copy(best.ids.get(0), CopyKind.PARTIAL, most))
        : Optional.empty();
  }

  /**
   * Remembers a document.
   *
   * @param time in milliseconds since 1970, by which it is forgotten
   */
  public void add(String id, long time, Signature signature) {
    if (!signature.hasWords()) {
      return;
    }
    Original original = new Original(id, signature, time, added++);
    byId.put(id, original);
    changed.add(id);
    file(original);
    while (byTime.size() > options.maxDocuments()) {
      forget(byTime.first());
    }
  }

  private void file(Original original) {
    Signature signature = original.signature;
    byDigest.putIfAbsent(signature.digest(), original);
    byTime.add(original);
    for (int band = 0; band < Signature.BANDS && !signature.isShort(); band++) {
      Set<Original> others =
          byBand.computeIfAbsent(signature.band(band), key -> new LinkedHashSet<>());
      if (others.size() < MOST_IN_BAND) {
        others.add(original);
      }
    }
  }

  /** Remembers that a document is an exact or near copy of one that was {@link #find found}. */
  public void addCopy(String id, String original) {
    Original known = byId.get(original);
    if (known != null && known.ids.size() <= HEIRS) {
      known.ids.add(id);
      byId.put(id, known);
      changed.add(known.ids.get(0));
    }
  }

  /** Forgets a document that was withdrawn; its first copy takes its place. */
  public void remove(String id) {
    Original original = byId.remove(id);
    if (original != null) {
      changed.addAll(original.ids.subList(0, 1));
      original.ids.remove(id);
      changed.addAll(original.ids.subList(0, Math.min(1, original.ids.size())));
      if (original.ids.isEmpty()) {
        forget(original);
      }
    }
  }

  /** Forgets what is older than the window at a time in milliseconds since 1970. */
  public void forgetBefore(long now) {
    long first = now - options.window().toMillis();
    while (!byTime.isEmpty() && byTime.first().time < first) {
      forget(byTime.first());
    }
  }

  private void forget(Original original) {
    byTime.remove(original);
    changed.addAll(original.ids);
    original.ids.forEach(byId::remove);
    byDigest.remove(original.signature.digest(), original);
    for (int band = 0; band < Signature.BANDS && !original.signature.isShort(); band++) {
      int key = original.signature.band(band);
      Set<Original> others = byBand.get(key);
      if (others != null && others.remove(original) && others.isEmpty()) {
        byBand.remove(key);
      }
    }
  }

  /** Originals that are remembered. */
  public int size() {
    return byTime.size();
  }
}

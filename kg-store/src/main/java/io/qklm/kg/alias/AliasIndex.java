package io.qklm.kg.alias;

import io.qklm.text.AlignedText;
import io.qklm.text.Span;
import io.qklm.text.SurfaceNormalizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.lucene.util.IOUtils;
import org.apache.lucene.util.fst.FST;

/**
 * Surface forms and the entities they may name, read from two mapped files that {@link
 * AliasIndexWriter} wrote and from the delta segments that {@link AliasDeltaWriter} put beside
 * them: what a newer segment says of a form replaces what older ones say. Forms are compared as
 * {@link SurfaceNormalizer} leaves them.
 *
 * <p>Immutable; any number of threads may read. Nothing may read while or after it is closed: the
 * holder of the snapshot sees to that.
 */
public final class AliasIndex implements AutoCloseable {

  /** Most surface forms that a scan offers from one place in the text. */
  public static final int MAX_MATCHES_PER_START = 8;

  /** Most surface forms that a scan offers in all; it ends there. */
  public static final int MAX_MATCHES = 1 << 17;

  /** A pointer's high bits say which segment it is of, the rest where its record stands. */
  private static final int SEGMENT_SHIFT = 48;

  private static final int MAX_SEGMENTS = 1 << 15;

  private final SurfaceNormalizer normalizer = new SurfaceNormalizer();

  /** Oldest first: the base, then the deltas. */
  private final List<AliasSegment> segments;

  /** For each segment, the entities that newer segments speak for instead. */
  private final List<BitSet> superseded;

  private final List<SupersededEntities> deltas;
  private final long surfaces;
  private volatile boolean closed;

  private AliasIndex(List<AliasSegment> segments, List<SupersededEntities> deltas) {
    this.segments = List.copyOf(segments);
    this.deltas = List.copyOf(deltas);
    List<BitSet> gone = new ArrayList<>();
    BitSet later = new BitSet();
    gone.add(later);
    for (int i = deltas.size() - 1; i >= 0; i--) {
      later = (BitSet) later.clone();
      later.or(deltas.get(i).ordinals());
      gone.add(0, later);
    }
    this.superseded = gone;
    this.surfaces =
        segments.get(0).surfaces() + deltas.stream().mapToLong(SupersededEntities::newKeys).sum();
  }

  /**
   * Opens and verifies {@code aliases.fst} and {@code aliases.postings}, reading both once.
   *
   * @throws IOException if a file is missing, damaged, of another version or of another index; the
   *     message names it
   */
  public static AliasIndex open(Path folder) throws IOException {
    return open(folder, List.of(), true);
  }

  /**
   * Opens a base index and the delta segments beside it.
   *
   * @param deltas folders that {@link AliasDeltaWriter} wrote, oldest first
   * @param verify whether to read every file once and hold it against its checksum; not needed
   *     where that was done in another way
   * @throws IOException as {@link #open(Path)}
   */
  public static AliasIndex open(Path base, List<Path> deltas, boolean verify) throws IOException {
    if (deltas.size() >= MAX_SEGMENTS) {
      throw new IOException(
          "the alias index in " + base + " has too many deltas; build the snapshot anew");
    }
    List<AliasSegment> segments = new ArrayList<>();
    boolean opened = false;
    try {
      segments.add(AliasSegment.open(base, verify));
      List<SupersededEntities> superseded = new ArrayList<>();
      for (Path delta : deltas) {
        segments.add(AliasSegment.open(delta, verify));
        superseded.add(SupersededEntities.read(delta));
      }
      AliasIndex index = new AliasIndex(segments, superseded);
      opened = true;
      return index;
    } finally {
      if (!opened) {
        IOUtils.closeWhileHandlingException(segments);
      }
    }
  }

  /**
   * Every known surface form in a text that begins and ends at token boundaries, overlapping ones
   * too. Ordinary words and numbers are offered only where their capitals speak for a name, such as
   * {@code US} or {@code The Who}. Time grows with the length of the text alone.
   *
   * @return ascending by start, from one start the longest first, at most {@value
   *     #MAX_MATCHES_PER_START} of them and the longest if there are more; {@value #MAX_MATCHES} in
   *     all
   */
  public List<SurfaceMatch> scan(String text) {
    checkOpen();
    List<SurfaceMatch> matches = new ArrayList<>();
    AlignedText aligned = normalizer.normalize(text);
    List<AliasWalk> walks = new ArrayList<>();
    List<Integer> walked = new ArrayList<>();
    for (int segment = segments.size() - 1; segment >= 0; segment--) {
      FST<Long> fst = segments.get(segment).fst();
      if (fst != null) {
        walks.add(new AliasWalk(fst, aligned));
        walked.add(segment);
      }
    }
    String normalised = aligned.text();
    try {
      for (int start = 0; start < normalised.length() && !walks.isEmpty(); start++) {
        if (normalised.charAt(start) == ' ' || !aligned.boundary(start)) {
          continue;
        }
        scanFrom(start, walks, walked, aligned, text, matches);
        if (matches.size() >= MAX_MATCHES) {
          return matches;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the alias index cannot be read: " + e.getMessage(), e);
    }
    return matches;
  }

  /** Offers the matches from one start, longest first; of segments with one key the newest. */
  private void scanFrom(
      int start,
      List<AliasWalk> walks,
      List<Integer> walked,
      AlignedText aligned,
      String text,
      List<SurfaceMatch> matches)
      throws IOException {
    int[] left = new int[walks.size()];
    for (int w = 0; w < left.length; w++) {
      walks.get(w).from(start);
      left[w] = walks.get(w).found() - 1;
    }
    int offered = 0;
    while (offered < MAX_MATCHES_PER_START && matches.size() < MAX_MATCHES) {
      int best = -1;
      for (int w = 0; w < left.length; w++) {
        if (left[w] >= 0
            && (best < 0 || walks.get(w).end(left[w]) > walks.get(best).end(left[best]))) {
          best = w;
        }
      }
      if (best < 0) {
        return;
      }
      int end = walks.get(best).end(left[best]);
      long pointer = walks.get(best).pointer(left[best]);
      for (int w = 0; w < left.length; w++) {
        if (left[w] >= 0 && walks.get(w).end(left[w]) == end) {
          left[w]--;
        }
      }
      Span span = aligned.original(new Span(start, end));
      ScanRule rule = AliasFiles.rule(pointer);
      int segment = walked.get(best);
      long alias = (long) segment << SEGMENT_SHIFT | AliasFiles.offset(pointer);
      if ((rule == ScanRule.ALWAYS || rule.admits(span.in(text)))
          && (superseded.get(segment).isEmpty() || !read(alias, 1).isEmpty())) {
        matches.add(new SurfaceMatch(span, alias));
        offered++;
      }
    }
  }

  /**
   * The candidates of a match of this index, best first.
   *
   * @param limit most to return, at least 0
   * @throws IllegalArgumentException if another index made the match, as far as that shows
   */
  public List<Candidate> candidates(SurfaceMatch match, int limit) {
    checkOpen();
    checkLimit(limit);
    return read(match.alias(), limit);
  }

  /**
   * The candidates of a surface form after normalisation, best first; empty if it is unknown. Finds
   * ordinary words too.
   *
   * @param limit most to return, at least 0
   */
  public List<Candidate> candidates(String surface, int limit) {
    checkOpen();
    checkLimit(limit);
    String key = normalizer.key(surface);
    try {
      for (int segment = segments.size() - 1; segment >= 0; segment--) {
        long record = segments.get(segment).find(key);
        if (record >= 0) {
          return read((long) segment << SEGMENT_SHIFT | record, limit);
        }
      }
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("the alias index cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Whether a surface form is known to be an ordinary word that is seldom a name where it stands: a
   * scan then offers it only where its capitals speak for a name.
   *
   * @param key as the normaliser gives it
   */
  public boolean seldomLinked(String key) {
    checkOpen();
    try {
      for (int segment = segments.size() - 1; segment >= 0; segment--) {
        long pointer = segments.get(segment).pointer(key);
        if (pointer >= 0) {
          return AliasFiles.rule(pointer) != ScanRule.of(key);
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("the alias index cannot be read: " + e.getMessage(), e);
    }
  }

  private List<Candidate> read(long alias, int limit) {
    long segment = alias >>> SEGMENT_SHIFT;
    if (segment >= segments.size()) {
      throw new IllegalArgumentException("alias " + alias + " is of another index");
    }
    AliasSegment of = segments.get((int) segment);
    long record = alias & ((1L << SEGMENT_SHIFT) - 1);
    BitSet gone = superseded.get((int) segment);
    if (gone.isEmpty()) {
      return of.read(record, limit);
    }
    return of.read(record, Integer.MAX_VALUE).stream()
        .filter(candidate -> !gone.get(candidate.ordinal()))
        .limit(limit)
        .toList();
  }

  /** Is shown surface forms. */
  @FunctionalInterface
  public interface KeyVisitor {

    /**
     * One surface form.
     *
     * @param key as {@link SurfaceNormalizer#key} gave it
     * @param candidates at least one, best first
     * @param seldomLinked as {@link AliasIndex#seldomLinked} says
     */
    void key(String key, List<Candidate> candidates, boolean seldomLinked) throws IOException;
  }

  /** Shows every surface form that has candidates, ascending by its UTF-8 bytes. */
  public void visit(KeyVisitor visitor) throws IOException {
    checkOpen();
    new AliasMerge(segments, superseded).visit(0, visitor);
  }

  /** Number of delta segments beside the base. */
  public int deltas() {
    return deltas.size();
  }

  /** Size of each delta segment's files, the newest first. */
  public long[] deltaBytes() {
    long[] bytes = new long[deltas.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] =
          segments.get(segments.size() - 1 - i).bytes() + deltas.get(deltas.size() - 1 - i).bytes();
    }
    return bytes;
  }

  /**
   * Writes one delta segment that says what the newest of this index say; the older ones and the
   * base stay.
   *
   * @param newest how many segments, from 1 to {@link #deltas}
   * @param folder made if it is missing; must hold no alias index yet
   */
  public void mergeDeltas(int newest, Path folder) throws IOException {
    checkOpen();
    if (newest < 1 || newest > deltas.size()) {
      throw new IllegalArgumentException(
          "this alias index has " + deltas.size() + " delta segments, not " + newest);
    }
    List<SupersededEntities> merged = deltas.subList(deltas.size() - newest, deltas.size());
    BitSet all = new BitSet();
    merged.forEach(delta -> all.or(delta.ordinals()));
    try (AliasDeltaWriter writer = new AliasDeltaWriter(folder, all)) {
      new AliasMerge(segments, superseded)
          .visit(
              segments.size() - newest,
              (key, candidates, seldom) -> writer.add(key, candidates, false, seldom));
      writer.addNewKeys(merged.stream().mapToLong(SupersededEntities::newKeys).sum());
      writer.finish();
    }
  }

  /** Number of surface forms; those left without candidates by a delta still count. */
  public long surfaces() {
    return surfaces;
  }

  private static void checkLimit(int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("a limit is at least 0, got " + limit);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("this alias index is closed; take a lease on the snapshot");
    }
  }

  /** Unmaps all files. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      IOUtils.close(segments);
    }
  }
}

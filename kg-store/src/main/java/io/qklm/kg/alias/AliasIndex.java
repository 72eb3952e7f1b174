package io.qklm.kg.alias;

import io.qklm.text.AlignedText;
import io.qklm.text.Span;
import io.qklm.text.SurfaceNormalizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.IOUtils;
import org.apache.lucene.util.fst.FST;
import org.apache.lucene.util.fst.OffHeapFSTStore;
import org.apache.lucene.util.fst.PositiveIntOutputs;
import org.jspecify.annotations.Nullable;

/**
 * Surface forms and the entities they may name, read from two mapped files that {@link
 * AliasIndexWriter} wrote. Forms are compared as {@link SurfaceNormalizer} leaves them.
 *
 * <p>Immutable; any number of threads may read. Nothing may read while or after it is closed: the
 * holder of the snapshot sees to that.
 */
public final class AliasIndex implements AutoCloseable {

  /** Most surface forms that a scan offers from one place in the text. */
  public static final int MAX_MATCHES_PER_START = 8;

  /** Most surface forms that a scan offers in all; it ends there. */
  public static final int MAX_MATCHES = 1 << 17;

  private final SurfaceNormalizer normalizer = new SurfaceNormalizer();
  private final Directory directory;
  private final IndexInput fstInput;
  private final IndexInput postings;

  /** Null for an index without keys. */
  private final @Nullable FST<Long> fst;

  private final long surfaces;

  /** Records stand in {@code [recordsFrom, recordsTo)} of the postings. */
  private final long recordsFrom;

  private final long recordsTo;
  private volatile boolean closed;

  private AliasIndex(Directory directory, IndexInput fstInput, IndexInput postings)
      throws IOException {
    this.directory = directory;
    this.fstInput = fstInput;
    this.postings = postings;
    AliasFiles.checkHeader(postings, AliasFiles.POSTINGS_CODEC);
    this.recordsFrom = postings.getFilePointer();
    this.recordsTo = postings.length() - CodecUtil.footerLength();
    AliasFiles.checkHeader(fstInput, AliasFiles.FST_CODEC);
    long body = fstInput.getFilePointer();
    fstInput.seek(fstInput.length() - CodecUtil.footerLength() - AliasFiles.FST_TRAILER_BYTES);
    long metadataAt = fstInput.readLong();
    this.surfaces = fstInput.readLong();
    if (fstInput.readLong() != CodecUtil.retrieveChecksum(postings)) {
      throw new IOException(
          AliasFiles.FST + " and " + AliasFiles.POSTINGS + " were not written together");
    }
    if (metadataAt == 0) {
      this.fst = null;
      return;
    }
    fstInput.seek(metadataAt);
    FST.FSTMetadata<Long> metadata = FST.readMetadata(fstInput, PositiveIntOutputs.getSingleton());
    this.fst = FST.fromFSTReader(metadata, new OffHeapFSTStore(fstInput, body, metadata));
  }

  /**
   * Opens and verifies {@code aliases.fst} and {@code aliases.postings}, reading both once.
   *
   * @throws IOException if a file is missing, damaged, of another version or of another index; the
   *     message names it
   */
  public static AliasIndex open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      // Lucene would make it.
      throw new NotDirectoryException(
          folder + " is no folder; an alias index is a folder with " + AliasFiles.FST);
    }
    Directory directory = new MMapDirectory(folder);
    IndexInput fst = null;
    IndexInput postings = null;
    boolean opened = false;
    String reading = AliasFiles.FST;
    try {
      fst = openVerified(directory, AliasFiles.FST);
      reading = AliasFiles.POSTINGS;
      postings = openVerified(directory, AliasFiles.POSTINGS);
      reading = AliasFiles.FST;
      AliasIndex index = new AliasIndex(directory, fst, postings);
      opened = true;
      return index;
    } catch (IOException e) {
      throw AliasFiles.unreadable(folder, reading, e);
    } finally {
      if (!opened) {
        IOUtils.closeWhileHandlingException(fst, postings, directory);
      }
    }
  }

  private static IndexInput openVerified(Directory directory, String file) throws IOException {
    IndexInput in = directory.openInput(file, IOContext.DEFAULT);
    boolean verified = false;
    try {
      CodecUtil.checksumEntireFile(in);
      in.seek(0);
      verified = true;
      return in;
    } finally {
      if (!verified) {
        IOUtils.closeWhileHandlingException(in);
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
    if (fst == null) {
      return matches;
    }
    AlignedText aligned = normalizer.normalize(text);
    AliasWalk walk = new AliasWalk(fst, aligned);
    String normalised = aligned.text();
    try {
      for (int start = 0; start < normalised.length(); start++) {
        if (normalised.charAt(start) == ' ' || !aligned.boundary(start)) {
          continue;
        }
        walk.from(start);
        int offered = 0;
        for (int i = walk.found() - 1; i >= 0 && offered < MAX_MATCHES_PER_START; i--) {
          Span span = aligned.original(new Span(start, walk.end(i)));
          ScanRule rule = AliasFiles.rule(walk.pointer(i));
          if (rule == ScanRule.ALWAYS || rule.admits(span.in(text))) {
            matches.add(new SurfaceMatch(span, AliasFiles.offset(walk.pointer(i))));
            offered++;
          }
          if (matches.size() == MAX_MATCHES) {
            return matches;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the alias index cannot be read: " + e.getMessage(), e);
    }
    return matches;
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
    if (fst == null || key.isEmpty()) {
      return List.of();
    }
    try {
      long pointer = AliasWalk.exact(fst, key.getBytes(StandardCharsets.UTF_8));
      return pointer < 0 ? List.of() : read(AliasFiles.offset(pointer), limit);
    } catch (IOException e) {
      throw new UncheckedIOException("the alias index cannot be read: " + e.getMessage(), e);
    }
  }

  private List<Candidate> read(long record, int limit) {
    if (record < recordsFrom || record >= recordsTo) {
      throw new IllegalArgumentException("alias " + record + " is of another index");
    }
    try {
      IndexInput in = postings.clone();
      in.seek(record);
      int count = Math.min(in.readVInt(), limit);
      List<Candidate> candidates = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        int ordinal = in.readVInt();
        candidates.add(new Candidate(ordinal, Float.intBitsToFloat(in.readInt())));
      }
      return candidates;
    } catch (IOException e) {
      throw new UncheckedIOException("the alias index cannot be read: " + e.getMessage(), e);
    }
  }

  /** Number of surface forms. */
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

  /** Unmaps both files. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      IOUtils.close(fstInput, postings, directory);
    }
  }
}

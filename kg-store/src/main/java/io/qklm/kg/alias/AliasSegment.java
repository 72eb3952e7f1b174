package io.qklm.kg.alias;

import java.io.Closeable;
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

/** The two mapped files of one segment of an alias index. Immutable, thread safe. */
final class AliasSegment implements Closeable {

  private final Directory directory;
  private final IndexInput fstInput;
  private final IndexInput postings;

  /** Null for an index without keys. */
  private final @Nullable FST<Long> fst;

  private final long surfaces;

  /** Records stand in {@code [recordsFrom, recordsTo)} of the postings. */
  private final long recordsFrom;

  private final long recordsTo;

  private AliasSegment(Directory directory, IndexInput fstInput, IndexInput postings)
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
   * Opens both files in {@code folder}.
   *
   * @param verify whether to read them once and hold them against their checksums
   */
  static AliasSegment open(Path folder, boolean verify) throws IOException {
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
      fst = openInput(directory, AliasFiles.FST, verify);
      reading = AliasFiles.POSTINGS;
      postings = openInput(directory, AliasFiles.POSTINGS, verify);
      reading = AliasFiles.FST;
      AliasSegment index = new AliasSegment(directory, fst, postings);
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

  private static IndexInput openInput(Directory directory, String file, boolean verify)
      throws IOException {
    IndexInput in = directory.openInput(file, IOContext.DEFAULT);
    boolean verified = false;
    try {
      if (verify) {
        CodecUtil.checksumEntireFile(in);
      }
      in.seek(0);
      verified = true;
      return in;
    } finally {
      if (!verified) {
        IOUtils.closeWhileHandlingException(in);
      }
    }
  }

  /** The transducer; null for a segment without keys. */
  @Nullable FST<Long> fst() {
    return fst;
  }

  /** Where the record of exactly this normalised key stands, -1 if the segment lacks it. */
  long find(String key) throws IOException {
    long pointer = pointer(key);
    return pointer < 0 ? -1 : AliasFiles.offset(pointer);
  }

  /** What the transducer says of exactly this normalised key, -1 if the segment lacks it. */
  long pointer(String key) throws IOException {
    return fst == null || key.isEmpty()
        ? -1
        : AliasWalk.exact(fst, key.getBytes(StandardCharsets.UTF_8));
  }

  /** The candidates of a record, best first, at most {@code limit}. */
  List<Candidate> read(long record, int limit) {
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

  long surfaces() {
    return surfaces;
  }

  /** Size of both files. */
  long bytes() {
    return fstInput.length() + postings.length();
  }

  @Override
  public void close() throws IOException {
    IOUtils.close(fstInput, postings, directory);
  }
}

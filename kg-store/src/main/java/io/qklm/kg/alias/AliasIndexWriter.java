package io.qklm.kg.alias;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.IOUtils;
import org.apache.lucene.util.IntsRefBuilder;
import org.apache.lucene.util.fst.FST;
import org.apache.lucene.util.fst.FSTCompiler;
import org.apache.lucene.util.fst.PositiveIntOutputs;
import org.apache.lucene.util.fst.Util;

/**
 * Writes an alias index in one pass over its keys, with memory that does not grow with them. The
 * same keys and candidates give the same bytes. For one thread.
 *
 * <pre>{@code
 * try (AliasIndexWriter writer = new AliasIndexWriter(folder)) {
 *   writer.add("berlin", List.of(new Candidate(64, 0.9f), new Candidate(7, 0.1f)));
 *   writer.finish();
 * }
 * }</pre>
 */
public final class AliasIndexWriter implements AutoCloseable {

  /** Longest key taken, in UTF-8 bytes. */
  public static final int MAX_KEY_BYTES = 512;

  /** Priors are floats: their sum may pass 1 by rounding. */
  private static final double ROUNDING = 1e-3;

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::prior).reversed().thenComparingInt(Candidate::ordinal);

  private final Directory directory;
  private final IndexOutput fstOut;
  private final IndexOutput postingsOut;
  private final FSTCompiler<Long> compiler;
  private final IntsRefBuilder scratch = new IntsRefBuilder();
  private BytesRef previous = new BytesRef();
  private long keys;
  private boolean finished;
  private boolean closed;

  /**
   * Creates both files.
   *
   * @param folder made if it is missing; must hold no alias index yet
   */
  public AliasIndexWriter(Path folder) throws IOException {
    Directory opened = new MMapDirectory(folder);
    IndexOutput postings = null;
    IndexOutput fst = null;
    boolean ready = false;
    try {
      postings = opened.createOutput(AliasFiles.POSTINGS, IOContext.DEFAULT);
      AliasFiles.writeHeader(postings, AliasFiles.POSTINGS_CODEC);
      fst = opened.createOutput(AliasFiles.FST, IOContext.DEFAULT);
      AliasFiles.writeHeader(fst, AliasFiles.FST_CODEC);
      compiler =
          new FSTCompiler.Builder<>(FST.INPUT_TYPE.BYTE1, PositiveIntOutputs.getSingleton())
              .dataOutput(fst)
              .build();
      ready = true;
    } finally {
      if (!ready) {
        IOUtils.closeWhileHandlingException(fst, postings, opened);
      }
    }
    this.directory = opened;
    this.fstOut = fst;
    this.postingsOut = postings;
  }

  /** Whether a key can be filed: not empty and at most {@value #MAX_KEY_BYTES} UTF-8 bytes. */
  public static boolean accepts(String key) {
    return !key.isEmpty()
        && (key.length() <= MAX_KEY_BYTES / 3 || new BytesRef(key).length <= MAX_KEY_BYTES);
  }

  /**
   * Files the candidates of one key.
   *
   * @param key what {@code SurfaceNormalizer.key} gave, as {@link #accepts} allows; ascending by
   *     UTF-8 bytes from call to call, which is the order of code points
   * @param candidates at least one, no ordinal twice, priors adding up to at most 1; in any order
   * @throws IllegalArgumentException if key or candidates are not as said
   */
  public void add(String key, List<Candidate> candidates) throws IOException {
    add(key, candidates, false);
  }

  /**
   * Files the candidates of one key, as {@link #add(String, List)} does.
   *
   * @param seldomLinked whether the key is an ordinary word or words that are seldom a name where
   *     they stand, so that a scan asks for capitals, as it does for function words
   */
  public void add(String key, List<Candidate> candidates, boolean seldomLinked) throws IOException {
    if (finished || closed) {
      throw new IllegalStateException("this alias index is finished; no key can follow");
    }
    if (!accepts(key)) {
      throw new IllegalArgumentException(
          "an alias key has 1 to "
              + MAX_KEY_BYTES
              + " UTF-8 bytes, got "
              + new BytesRef(key).length
              + "; leave it out");
    }
    BytesRef bytes = new BytesRef(key);
    if (keys > 0 && bytes.compareTo(previous) <= 0) {
      throw new IllegalArgumentException(
          "alias key '"
              + key
              + "' came after '"
              + previous.utf8ToString()
              + "'; keys must ascend by their UTF-8 bytes and none may come twice");
    }
    List<Candidate> sorted = checked(key, candidates);
    long offset = postingsOut.getFilePointer();
    postingsOut.writeVInt(sorted.size());
    for (Candidate candidate : sorted) {
      postingsOut.writeVInt(candidate.ordinal());
      postingsOut.writeInt(Float.floatToIntBits(candidate.prior()));
    }
    compiler.add(
        Util.toIntsRef(bytes, scratch), AliasFiles.pointer(offset, ScanRule.of(key, seldomLinked)));
    previous = bytes;
    keys++;
  }

  private static List<Candidate> checked(String key, List<Candidate> candidates) {
    Set<Integer> ordinals = new HashSet<>();
    double sum = 0;
    for (Candidate candidate : candidates) {
      sum += candidate.prior();
      if (!ordinals.add(candidate.ordinal())) {
        throw new IllegalArgumentException(
            "alias key '" + key + "' names entity " + candidate.ordinal() + " twice");
      }
    }
    if (candidates.isEmpty() || sum > 1 + ROUNDING) {
      throw new IllegalArgumentException(
          "alias key '"
              + key
              + "' has "
              + candidates.size()
              + " candidates whose priors add up to "
              + sum
              + "; at least one candidate and at most 1 are allowed");
    }
    List<Candidate> sorted = new ArrayList<>(candidates);
    sorted.sort(BEST_FIRST);
    return sorted;
  }

  /** Completes both files and forces them to the disk. An index without keys is allowed. */
  public void finish() throws IOException {
    if (finished || closed) {
      throw new IllegalStateException("this alias index is finished already");
    }
    CodecUtil.writeFooter(postingsOut);
    postingsOut.close();
    FST.FSTMetadata<Long> metadata = compiler.compile();
    long metadataAt = 0;
    if (metadata != null) {
      metadataAt = fstOut.getFilePointer();
      metadata.save(fstOut);
    }
    fstOut.writeLong(metadataAt);
    fstOut.writeLong(keys);
    fstOut.writeLong(postingsChecksum());
    CodecUtil.writeFooter(fstOut);
    fstOut.close();
    directory.sync(List.of(AliasFiles.FST, AliasFiles.POSTINGS));
    finished = true;
  }

  private long postingsChecksum() throws IOException {
    try (IndexInput in = directory.openInput(AliasFiles.POSTINGS, IOContext.READONCE)) {
      return CodecUtil.retrieveChecksum(in);
    }
  }

  /** Lets go of the files; without {@link #finish} before it, takes them away. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (finished) {
      directory.close();
      return;
    }
    IOUtils.closeWhileHandlingException(fstOut, postingsOut);
    IOUtils.deleteFilesIgnoringExceptions(directory, AliasFiles.FST, AliasFiles.POSTINGS);
    directory.close();
  }
}

package io.qklm.kg.alias;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/**
 * Writes a delta segment beside a base index: the candidates given here for a key replace those of
 * older segments, and superseded entities are no candidates of older segments any more.
 *
 * <p>The folder holds the two files of an {@link AliasIndexWriter} and {@code superseded.bin}:
 *
 * <pre>
 * offset      size   content, all numbers big-endian
 * 0           4      'Q' 'A' 'S' '1'
 * 4           8      number of keys of the segment that no older segment has
 * 12          4      number of entities n
 * 16          n * 4  their ordinals, ascending
 * 16 + n * 4  4      CRC-32 of all bytes before
 * </pre>
 */
public final class AliasDeltaWriter implements AutoCloseable {

  private final Path folder;
  private final AliasIndexWriter writer;
  private final BitSet superseded;
  private long newKeys;

  /**
   * Creates the segment.
   *
   * @param folder made if it is missing; must hold no alias index yet
   * @param superseded ordinals of the entities that older segments no longer speak for
   */
  public AliasDeltaWriter(Path folder, BitSet superseded) throws IOException {
    Files.createDirectories(folder);
    this.folder = folder;
    this.superseded = (BitSet) superseded.clone();
    this.writer = new AliasIndexWriter(folder);
  }

  /**
   * Files all candidates of a key, as {@link AliasIndexWriter#add} does.
   *
   * @param isNew whether no older segment has the key
   * @param seldomLinked as {@link AliasIndex#seldomLinked} says of an older segment
   */
  public void add(String key, List<Candidate> candidates, boolean isNew, boolean seldomLinked)
      throws IOException {
    writer.add(key, candidates, seldomLinked);
    newKeys += isNew ? 1 : 0;
  }

  /** Files all candidates of a key of which nothing is known but them. */
  public void add(String key, List<Candidate> candidates, boolean isNew) throws IOException {
    add(key, candidates, isNew, false);
  }

  /** Counts keys that no older segment has and that were added as if one had. */
  void addNewKeys(long keys) {
    newKeys += keys;
  }

  /** How many keys no older segment has. */
  public long newKeys() {
    return newKeys;
  }

  /** Completes the files and forces them to the disk. */
  public void finish() throws IOException {
    writer.finish();
    new SupersededEntities(newKeys, superseded).write(folder);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}

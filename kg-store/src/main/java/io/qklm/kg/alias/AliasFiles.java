package io.qklm.kg.alias;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.store.DataInput;
import org.apache.lucene.store.DataOutput;

/**
 * The two files of an alias index. Both begin with a Lucene header and end with a Lucene footer:
 *
 * <pre>
 * header   int32 BE   0x3FD76C17
 *          vint n, n bytes UTF-8: the codec's name
 *          int32 BE   version, 1
 * footer   int32 BE   0xC02893E8
 *          int32 BE   0
 *          int64 BE   CRC-32 of all bytes before
 * </pre>
 *
 * <h2>{@value #POSTINGS}</h2>
 *
 * Codec {@value #POSTINGS_CODEC}. One record a key, in the order of the keys:
 *
 * <pre>
 * vint     number of candidates, at least 1
 * then for each, highest prior first and of equals lowest ordinal first:
 * vint     ordinal of the entity
 * float32  prior, little-endian
 * </pre>
 *
 * <h2>{@value #FST}</h2>
 *
 * Codec {@value #FST_CODEC}. The transducer goes from a key's UTF-8 bytes to a pointer: the offset
 * of its record in {@value #POSTINGS} times 4, plus the code of its {@link ScanRule}.
 *
 * <pre>
 * bytes    the transducer's nodes, as Lucene's FSTCompiler writes them
 * bytes    Lucene's FST metadata; absent without keys
 * int64 LE offset of the metadata in this file; 0 without keys
 * int64 LE number of keys
 * int64 LE CRC-32 from the footer of the postings that belong to it
 * </pre>
 *
 * <p>A vint has seven bits a byte, lowest first, the high bit saying that more follow.
 */
final class AliasFiles {

  static final String FST = "aliases.fst";
  static final String POSTINGS = "aliases.postings";
  static final String FST_CODEC = "QklmAliasFst";
  static final String POSTINGS_CODEC = "QklmAliasPostings";
  static final int VERSION = 1;

  /** Bytes between the metadata and the footer of {@value #FST}. */
  static final int FST_TRAILER_BYTES = 3 * Long.BYTES;

  /** Low bits of a pointer that hold the scan rule. */
  private static final int RULE_BITS = 2;

  private AliasFiles() {}

  static void writeHeader(DataOutput out, String codec) throws IOException {
    CodecUtil.writeHeader(out, codec, VERSION);
  }

  static void checkHeader(DataInput in, String codec) throws IOException {
    CodecUtil.checkHeader(in, codec, VERSION, VERSION);
  }

  static long pointer(long offset, ScanRule rule) {
    return offset << RULE_BITS | rule.code();
  }

  static long offset(long pointer) {
    return pointer >>> RULE_BITS;
  }

  static ScanRule rule(long pointer) {
    return ScanRule.ofCode((int) (pointer & ((1 << RULE_BITS) - 1)));
  }

  /** What to tell when a file cannot be read. */
  static IOException unreadable(Path folder, String file, IOException cause) {
    return new IOException(
        file
            + " in "
            + folder
            + " is missing, damaged or of another version; fetch or build the snapshot again ("
            + cause.getMessage()
            + ")",
        cause);
  }
}

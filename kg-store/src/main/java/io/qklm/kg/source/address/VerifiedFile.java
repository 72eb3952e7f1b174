package io.qklm.kg.source.address;

import io.qklm.kg.source.lines.SourceFailure;
import io.qklm.kg.source.lines.SourceFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file whose bytes are held against a published digest when they were read from front to end. A
 * reading that begins in the middle, as after an interruption, is not.
 */
final class VerifiedFile implements SourceFile {

  /** Finds the digest. */
  interface Published {
    Digest digest() throws IOException;
  }

  private final SourceFile file;
  private final Published published;

  VerifiedFile(SourceFile file, Published published) {
    this.file = file;
    this.published = published;
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public String state() throws IOException {
    return file.state();
  }

  @Override
  public Optional<String> progress() {
    return file.progress();
  }

  @Override
  public InputStream open(long offset) throws IOException {
    return offset > 0 ? file.open(offset) : new Checked(published.digest(), file.open(0));
  }

  /** Fails at the end if the digest is another. */
  private final class Checked extends FilterInputStream {

    private final Digest expected;
    private final MessageDigest digest;
    private @Nullable String found;

    Checked(Digest expected, InputStream in) {
      super(in);
      this.expected = expected;
      this.digest = expected.start();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, length);
      if (read > 0) {
        digest.update(bytes, offset, read);
      } else if (read < 0) {
        String hex = found == null ? HexFormat.of().formatHex(digest.digest()) : found;
        found = hex;
        // Each time: who reads for more, as gzip does, may take the first failure for the end.
        if (!hex.equals(expected.hex())) {
          throw new SourceFailure(
              name()
                  + " has the "
                  + expected.algorithm()
                  + " "
                  + hex
                  + ", and "
                  + expected.hex()
                  + " was published, so its bytes are not those that were meant; fetch it again or"
                  + " correct the digest");
        }
      }
      return read;
    }

    @Override
    public long skip(long n) throws IOException {
      return n <= 0 || read() < 0 ? 0 : 1;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}

package io.qklm.kg.source.address;

import io.qklm.kg.source.lines.SourceFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a web server's file from a place to its end. A connection that ends early, stalls or
 * fails is made again from where it was; what cannot be mended so is a sentence. One thread.
 */
final class HttpInput extends InputStream {

  private static final Pattern RANGE = Pattern.compile("bytes ([0-9]+)-[0-9]+/([0-9]+|\\*)");
  private static final Pattern UNSATISFIED = Pattern.compile("bytes \\*/([0-9]+)");

  private final HttpFile file;
  private @Nullable HttpURLConnection connection;
  private @Nullable InputStream body;
  private long position;

  /** Bytes of the whole file; -1 where the server does not say. */
  private long total = -1;

  private String validator = "";
  private final Backoff backoff;
  private boolean ended;

  HttpInput(HttpFile file, long offset) throws IOException {
    this.file = file;
    this.position = offset;
    this.backoff = new Backoff("the reading of " + file.name(), file.patience().pause());
    file.transfer().begin(offset);
    reconnect();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      InputStream in = body;
      if (in == null) {
        reconnect();
        continue;
      }
      try {
        int read = in.read(bytes, offset, length);
        if (read > 0) {
          position += read;
          backoff.succeeded();
          file.transfer().at(position, total);
          return read;
        }
        if (total < 0 || position >= total) {
          ended = true;
          disconnect();
          return -1;
        }
        again("the connection ended at byte " + position + " of " + total, Duration.ZERO);
      } catch (InterruptedIOException e) {
        if (!(e instanceof SocketTimeoutException)) {
          throw e;
        }
        again("nothing came for " + file.patience().silence().toSeconds() + " s", Duration.ZERO);
      } catch (SourceFailure e) {
        throw e;
      } catch (IOException e) {
        again(String.valueOf(e.getMessage()), Duration.ZERO);
      }
    }
    return -1;
  }

  /** At least one where the end was not seen: gzip asks before it looks for another member. */
  @Override
  public int available() {
    return ended ? 0 : 1;
  }

  /** Tries until there is a body or the file has ended. */
  private void reconnect() throws IOException {
    while (body == null && !ended) {
      try {
        connect();
      } catch (SourceFailure e) {
        throw e;
      } catch (InterruptedIOException e) {
        if (!(e instanceof SocketTimeoutException)) {
          throw e;
        }
        again("it does not answer", Duration.ZERO);
      } catch (IOException e) {
        again(String.valueOf(e.getMessage()), Duration.ZERO);
      }
    }
  }

  private void connect() throws IOException {
    HttpURLConnection made = file.connect("GET", position, validator);
    connection = made;
    int status = made.getResponseCode();
    switch (status) {
      case 200 -> whole(made);
      case 206 -> part(made);
      case 416 -> behindTheEnd(made);
      default -> {
        if (WebAddress.isPassing(status)) {
          again("it answers " + status, WebAddress.retryAfter(made));
          return;
        }
        disconnect();
        throw new SourceFailure(
            file.name()
                + " cannot be read: the server answers "
                + status
                + (status == 404 || status == 410
                    ? ", there is no such file; look its address up again"
                    : status == 401 || status == 403 ? ", it does not give this file to you" : ""));
      }
    }
  }

  /** The whole file, either asked for or because the server knows no parts. */
  private void whole(HttpURLConnection made) throws IOException {
    known(made.getContentLengthLong(), made);
    InputStream in = made.getInputStream();
    long left = position;
    byte[] passed = new byte[1 << 16];
    while (left > 0) {
      int read = in.read(passed, 0, (int) Math.min(passed.length, left));
      if (read < 0) {
        throw new SourceFailure(
            file.name() + " is shorter than it was: it ends before byte " + position);
      }
      left -= read;
    }
    body = in;
  }

  private void part(HttpURLConnection made) throws IOException {
    Matcher range = RANGE.matcher(String.valueOf(made.getHeaderField("Content-Range")));
    if (!range.matches() || Long.parseLong(range.group(1)) != position) {
      String said = made.getHeaderField("Content-Range");
      disconnect();
      throw new SourceFailure(
          file.name()
              + " answers with '"
              + said
              + "' where bytes from "
              + position
              + " on were asked for; another mirror may answer rightly");
    }
    known(range.group(2).equals("*") ? -1 : Long.parseLong(range.group(2)), made);
    body = made.getInputStream();
  }

  /** The server says that nothing stands behind this place: the end, if it is the end. */
  private void behindTheEnd(HttpURLConnection made) throws IOException {
    Matcher length = UNSATISFIED.matcher(String.valueOf(made.getHeaderField("Content-Range")));
    disconnect();
    if (length.matches() && Long.parseLong(length.group(1)) == position) {
      // It said at first that there was more than there is.
      ended = true;
      return;
    }
    throw new SourceFailure(
        file.name() + " is shorter than it was: the server has no byte " + position);
  }

  /** Holds what the server says of the file against what it said before. */
  private void known(long length, HttpURLConnection made) throws SourceFailure {
    String tag = made.getHeaderField("ETag");
    String now = tag == null || tag.startsWith("W/") ? "" : tag;
    boolean other = !validator.isEmpty() && !now.isEmpty() && !validator.equals(now);
    if (other || (total >= 0 && length >= 0 && total != length)) {
      disconnect();
      throw new SourceFailure(
          file.name()
              + " changed while it was read ("
              + (other
                  ? "its tag was " + validator + " and is " + now
                  : "it had " + total + " bytes and has " + length)
              + "); begin again");
    }
    total = length >= 0 ? length : total;
    validator = now.isEmpty() ? validator : now;
  }

  /** Gives the connection up, and all if it was the last try. */
  private void again(String reason, Duration asked) throws IOException {
    disconnect();
    file.transfer().cut();
    int fruitless = backoff.failures() + 1;
    if (fruitless >= file.patience().tries()) {
      throw new SourceFailure(
          file.name()
              + " cannot be read on at byte "
              + position
              + " ("
              + reason
              + "), after "
              + fruitless
              + " tries; go on later with --resume");
    }
    backoff.failed(asked);
  }

  private void disconnect() {
    body = null;
    HttpURLConnection open = connection;
    connection = null;
    if (open != null) {
      open.disconnect();
    }
  }

  @Override
  public void close() {
    ended = true;
    disconnect();
  }
}

package io.qklm.kg.source.wikipedia;

import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.SourcePosition;
import io.qklm.kg.source.lines.ResumableInput;
import io.qklm.kg.source.lines.SourceFailure;
import io.qklm.kg.source.lines.SourceFile;
import io.qklm.kg.source.lines.UnusableLineException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a dump into its pages, one of them in memory at a time. A page whose XML is wrong, that is
 * too long or that never ends is told and costs no other; a dump that ends too early is told too.
 */
final class DumpReader implements AutoCloseable {

  /** MediaWiki takes pages of 2 MB; histories and escapes make them longer. */
  static final int MAX_PAGE_BYTES = 64 << 20;

  /** Longest head of a dump. */
  private static final int MAX_HEAD_BYTES = 4 << 20;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final byte[] PAGE = "<page".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PAGE_END = "</page>".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DUMP_END = "</mediawiki".getBytes(StandardCharsets.US_ASCII);

  private final String name;
  private final ResumableInput in;
  private final KnowledgeSink sink;
  private final PageXml xml = new PageXml();

  private byte[] buffer = new byte[BUFFER_BYTES];

  /** The buffer holds {@code [at, end)}, which are the bytes of the dump from {@code before} on. */
  private int at;

  private int end;
  private long before;
  private boolean ended;
  private boolean closed;
  private long pages;

  private DumpReader(SourceFile file, ResumableInput in, long pages, KnowledgeSink sink) {
    this.name = file.name();
    this.in = in;
    this.pages = pages;
    this.sink = sink;
  }

  static DumpReader open(SourceFile file, SourcePosition from, KnowledgeSink sink)
      throws IOException {
    return new DumpReader(file, ResumableInput.open(file, from), from.lines(), sink);
  }

  /** Pages passed so far, usable or not. */
  long pages() {
    return pages;
  }

  /** The place behind the last page. */
  SourcePosition place(List<Long> counts) {
    return in.place(before, pages, counts);
  }

  /** What stands before the first page, which is the next. */
  SiteInfo head() throws IOException {
    int start = find(PAGE, MAX_HEAD_BYTES);
    int stop = start < 0 ? end : start;
    String head = new String(buffer, at, Math.min(stop - at, 512), StandardCharsets.UTF_8);
    if (head.indexOf('\0') >= 0) {
      throw new IOException(
          name + " is written in UTF-16, and dumps are UTF-8; convert it with 'iconv -t UTF-8'");
    }
    if (start < 0 && !head.isBlank() && !head.contains("<")) {
      throw new IOException(
          name
              + " is no dump of a wiki: it does not begin with XML; pages-articles.xml.bz2 is one");
    }
    byte[] open = "<siteinfo".getBytes(StandardCharsets.US_ASCII);
    byte[] close = "</siteinfo>".getBytes(StandardCharsets.US_ASCII);
    int from = indexOf(open, at, stop);
    int to = from < 0 ? -1 : indexOf(close, from, stop);
    return to < 0 ? SiteInfo.unknown() : xml.siteInfo(buffer, from, to + close.length);
  }

  /** The next page that can be used; empty behind the last. */
  Optional<DumpPage> next() throws IOException {
    while (true) {
      int start = find(PAGE, 0);
      if (start < 0) {
        finish();
        return Optional.empty();
      }
      consume(start);
      int stop = pageEnd();
      if (stop < 0) {
        continue;
      }
      pages++;
      try {
        DumpPage page = xml.page(buffer, at, stop);
        consume(stop);
        return Optional.of(page);
      } catch (UnusableLineException e) {
        sink.problem(place(), e.getMessage() + title(at, stop));
        consume(stop);
      }
    }
  }

  private String place() {
    return name + ": page " + pages;
  }

  /** The title of a page that is no XML, for its message. */
  private String title(int from, int to) {
    byte[] open = "<title>".getBytes(StandardCharsets.US_ASCII);
    byte[] close = "</title>".getBytes(StandardCharsets.US_ASCII);
    int start = indexOf(open, from, Math.min(to, from + 2_000));
    int stop = start < 0 ? -1 : indexOf(close, start, Math.min(to, start + 2_000));
    return stop < 0
        ? ""
        : " ('"
            + new String(
                buffer, start + open.length, stop - start - open.length, StandardCharsets.UTF_8)
            + "')";
  }

  /** The end of the page that begins here; -1 if it has none, which was told. */
  private int pageEnd() throws IOException {
    int searched = at + PAGE.length;
    while (true) {
      int stop = indexOf(PAGE_END, searched, end);
      int another = indexOf(PAGE, searched, stop < 0 ? end : stop);
      if (another >= 0) {
        pages++;
        sink.problem(place(), "the page does not end before the next begins" + title(at, another));
        consume(another);
        return -1;
      }
      if (stop >= 0 && stop - at <= MAX_PAGE_BYTES) {
        return stop + PAGE_END.length;
      }
      if (stop >= 0 || end - at > MAX_PAGE_BYTES) {
        pages++;
        sink.problem(
            place(),
            "the page is longer than the "
                + (MAX_PAGE_BYTES >> 20)
                + " MB that are read"
                + title(at, end));
        consume(stop >= 0 ? stop : end - PAGE_END.length);
        skipPage();
        return -1;
      }
      searched = Math.max(at + PAGE.length, end - PAGE_END.length);
      int moved = at;
      if (!fill()) {
        pages++;
        if (!closed) {
          sink.incomplete(
              name, "the dump was cut within page " + pages + title(at, end) + "; fetch it again");
        }
        closed = true;
        consume(end);
        return -1;
      }
      searched -= moved - at;
    }
  }

  private void skipPage() throws IOException {
    int stop = find(PAGE_END, 0);
    consume(stop < 0 ? end : stop + PAGE_END.length);
  }

  private void finish() throws IOException {
    closed |= indexOf(DUMP_END, at, end) >= 0;
    if (!closed) {
      closed = true;
      sink.incomplete(
          name,
          "the dump ends without </mediawiki>, after "
              + pages
              + " pages, so it was cut short; fetch it again");
    }
  }

  /**
   * Where something stands next; what is passed over is forgotten unless it is to be kept.
   *
   * @param keep bytes that stay in the buffer, from where it begins now
   */
  private int find(byte[] wanted, int keep) throws IOException {
    int searched = at;
    while (true) {
      int found = indexOf(wanted, searched, end);
      if (found >= 0) {
        return found;
      }
      int last = Math.max(at, end - DUMP_END.length);
      if (last - at > keep) {
        closed |= indexOf(DUMP_END, at, end) >= 0;
        consume(last);
      }
      searched = Math.max(at, end - wanted.length);
      int moved = at;
      if (!fill()) {
        return -1;
      }
      searched -= moved - at;
    }
  }

  private void consume(int to) {
    before += to - at;
    at = to;
  }

  /** Reads on, what is there moves to the front; false at the end. */
  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    if (at > 0) {
      System.arraycopy(buffer, at, buffer, 0, end - at);
      end -= at;
      at = 0;
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    try {
      int read = in.read(buffer, end, buffer.length - end);
      if (read > 0) {
        end += read;
        return true;
      }
      ended = true;
      return false;
    } catch (SourceFailure e) {
      throw e;
    } catch (IOException e) {
      ended = true;
      closed = true;
      String reason = e instanceof EOFException ? "its compressed data end" : e.getMessage();
      sink.incomplete(
          name, "the dump breaks off after " + pages + " pages (" + reason + "); fetch it again");
      return false;
    }
  }

  private int indexOf(byte[] wanted, int from, int to) {
    byte first = wanted[0];
    for (int i = from; i <= to - wanted.length; i++) {
      if (buffer[i] == first
          && Arrays.equals(wanted, 0, wanted.length, buffer, i, i + wanted.length)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

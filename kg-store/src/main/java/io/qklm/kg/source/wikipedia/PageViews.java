package io.qklm.kg.source.wikipedia;

import io.qklm.kg.EntityId;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.SourcePosition;
import io.qklm.kg.source.lines.LineFile;
import io.qklm.kg.source.lines.SourceFile;
import io.qklm.kg.source.lines.UnusableLineException;
import io.qklm.kg.source.wikipedia.markup.Namespaces;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Hourly files of page views: a line {@code en Berlin 123 0} a page and an hour, {@code en.m} for
 * those on phones. Views of a day are those of the hours that are given, as if the others were like
 * them.
 */
final class PageViews {

  private static final int MAX_LINE_BYTES = 1 << 20;
  private static final double HOURS_A_DAY = 24;

  private PageViews() {}

  static void read(List<SourceFile> hours, SiteInfo site, KnowledgeSink sink) throws IOException {
    if (hours.isEmpty()) {
      return;
    }
    String code = code(site);
    Namespaces namespaces = site.namespaces();
    long[] pages = {0};
    for (SourceFile hour : hours) {
      LineFile.read(
          hour,
          MAX_LINE_BYTES,
          SourcePosition.START,
          new Unplaced(sink),
          line -> {
            if (line.startsWith(code + " ") || line.startsWith(code + ".m ")) {
              pages[0] += line(line, hours.size(), site, namespaces, sink) ? 1 : 0;
            }
          },
          List::of);
    }
    sink.note(
        hours.size() + " hours of page views: " + pages[0] + " counts of pages of '" + code + "'");
  }

  private static boolean line(
      String line, int hours, SiteInfo site, Namespaces namespaces, KnowledgeSink sink)
      throws IOException, UnusableLineException {
    String[] parts = line.split(" ", -1);
    if (parts.length < 3 || !parts[2].matches("[0-9]{1,12}")) {
      throw new UnusableLineException(
          "the line is no page's views; wiki, title, views and bytes are, apart by spaces");
    }
    if (!namespaces.articleTitle(parts[1])) {
      return false;
    }
    Optional<EntityId> id = site.id(namespaces.title(parts[1]));
    if (id.isPresent()) {
      double views = Double.parseDouble(parts[2]) * HOURS_A_DAY / hours;
      sink.prominence(id.get(), KnowledgeSink.Signal.VIEWS, views);
    }
    return id.isPresent();
  }

  /** What the files call a wiki: {@code en}, {@code simple}, {@code zh-yue}. */
  private static String code(SiteInfo site) {
    return site.database().replaceFirst("wiki$", "").replace('_', '-');
  }
}

package io.qklm.kg.source.wikipedia;

import io.qklm.kg.Relation;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.ResumableSource;
import io.qklm.kg.source.SourceCredit;
import io.qklm.kg.source.SourcePosition;
import io.qklm.kg.source.lines.ReadingProgress;
import io.qklm.kg.source.lines.SourceFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A dump of MediaWiki's XML, {@code pages-articles[-multistream].xml}, plain, gzip or bzip2, read
 * from front to back with one page in memory. Articles become entities, with facts and relations;
 * redirects, disambiguations and bold words give names; links are counted. Reading goes on where it
 * broke off: in bzip2 of several streams at the front of the stream, which holds a hundred pages.
 */
public final class WikipediaSource implements ResumableSource {

  /** Pages between two moments at which counts are passed on and reading can go on from. */
  private static final int PAGES_A_PART = 2_000;

  private final SourceFile file;
  private final Optional<SourceFile> ids;
  private final List<SourceFile> views;
  private final WikipediaOptions options;

  /**
   * Nothing is read yet.
   *
   * @param ids the table that {@link WikipediaOptions#ids} names
   * @param views the files that {@link WikipediaOptions#views} names
   */
  public WikipediaSource(
      SourceFile file, Optional<SourceFile> ids, List<SourceFile> views, WikipediaOptions options) {
    this.file = file;
    this.ids = ids;
    this.views = List.copyOf(views);
    this.options = options;
  }

  /** Without page views. */
  public WikipediaSource(SourceFile file, Optional<SourceFile> ids, WikipediaOptions options) {
    this(file, ids, List.of(), options);
  }

  @Override
  public String description() {
    return "wikipedia " + file.name();
  }

  @Override
  public String state() throws IOException {
    StringBuilder state = new StringBuilder("wikipedia ").append(file.state());
    state.append(", ids ").append(ids.isPresent() ? ids.get().state() : "none");
    for (SourceFile hour : views) {
      state.append(", views ").append(hour.state());
    }
    return state.append(", ").append(options.links()).append(" links").toString();
  }

  @Override
  public void readInto(KnowledgeSink sink) throws IOException {
    readInto(sink, SourcePosition.START);
  }

  @Override
  public void readInto(KnowledgeSink sink, SourcePosition from) throws IOException {
    PageIds known = ids.isPresent() ? PageIds.read(ids.get(), sink) : PageIds.none();
    SiteInfo site;
    if (from.equals(SourcePosition.START)) {
      try (DumpReader reader = DumpReader.open(file, from, sink)) {
        site = reader.head();
        read(reader, site, known, new PageTally(List.of()), sink);
      }
    } else {
      try (DumpReader head = DumpReader.open(file, SourcePosition.START, sink)) {
        site = head.head();
      }
      try (DumpReader reader = DumpReader.open(file, from, sink)) {
        read(reader, site, known, new PageTally(from.counts()), sink);
      }
    }
  }

  private void read(
      DumpReader reader, SiteInfo site, PageIds known, PageTally tally, KnowledgeSink sink)
      throws IOException {
    for (Relation relation : PageFacts.relations()) {
      sink.relation(relation);
    }
    for (Relation relation : PageLinks.relations()) {
      sink.relation(relation);
    }
    PageReading reading = new PageReading(file.name(), site, known, options, tally, sink);
    ReadingProgress progress = new ReadingProgress(file, sink);
    long part = reader.pages() / PAGES_A_PART;
    for (Optional<DumpPage> page = reader.next(); page.isPresent(); page = reader.next()) {
      reading.page(page.get(), reader.pages());
      if (reader.pages() / PAGES_A_PART > part) {
        part = reader.pages() / PAGES_A_PART;
        reading.passOn();
        sink.reached(() -> reader.place(tally.counts()));
        progress.tell();
      }
    }
    reading.passOn();
    tally.tell(file.name(), ids.isPresent(), sink);
    PageViews.read(views, site, sink);
  }

  @Override
  public List<SourceCredit> credits() {
    return List.of(
        new SourceCredit(
            "Wikipedia",
            "CC-BY-SA-4.0",
            "Text of Wikipedia's articles, by their authors, under CC BY-SA 4.0"));
  }
}

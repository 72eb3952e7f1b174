package io.qklm.kg.follow;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.Relation;
import io.qklm.kg.SurfaceForm;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.address.Backoff;
import io.qklm.kg.source.address.WebAddress;
import io.qklm.kg.source.lines.SourceFailure;
import io.qklm.kg.source.lines.SourceFile;
import io.qklm.kg.source.wikidata.WikidataOptions;
import io.qklm.kg.source.wikidata.WikidataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Fetches items as {@code Special:EntityData} gives them, one after another and no faster than
 * allowed, and reads them as a dump is read.
 */
final class ItemPages {

  /** The largest items have about 10 MB. */
  static final int MOST_BYTES = 64 << 20;

  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final WebAddress folder;
  private final WikidataOptions known;
  private final WikidataOptions unknown;
  private final Set<String> properties;
  private final Consumer<String> notes;
  private final Backoff backoff;
  private final long nanosBetween;
  private long nextAt = System.nanoTime();

  ItemPages(FollowOptions options, Duration pause, Consumer<String> notes) {
    this.folder = new WebAddress(options.pages(), options.proxy(), SILENCE);
    this.known = new WikidataOptions(options.items().languages(), 0);
    this.unknown = options.items();
    this.properties = options.properties();
    this.notes = notes;
    this.backoff = new Backoff("the following", pause);
    this.nanosBetween = (long) (1e9 / options.pagesPerSecond());
  }

  /**
   * The item of an edit, as it was then or later. A server that is away or busy is waited for.
   *
   * @param isKnown whether it is taken whatever its number of wiki pages
   * @throws IOException if the server refuses, or the waiting was interrupted
   */
  ItemPage fetch(Edit edit, boolean isKnown) throws IOException {
    String name = edit.id().value() + ".json";
    Optional<byte[]> page =
        edit.revision() > 0 ? get(name + "?revision=" + edit.revision()) : get(name);
    if (page.isEmpty() && edit.revision() > 0) {
      // That state was hidden, or the page leads to another since.
      page = get(name);
    }
    return page.isEmpty()
        ? new ItemPage.Says(List.of(new KnowledgeUpdate.Retire(edit.id())))
        : read(edit.id(), page.get(), isKnown ? known : unknown);
  }

  /** The bytes of a page; none where there is no such page. */
  private Optional<byte[]> get(String path) throws IOException {
    while (true) {
      Duration asked = Duration.ZERO;
      String reason;
      takeTurn();
      try {
        HttpURLConnection answer = folder.resolve(path).connect("GET", Map.of());
        try {
          int status = answer.getResponseCode();
          if (status == 200) {
            byte[] bytes = body(answer, path);
            backoff.succeeded();
            return Optional.of(bytes);
          }
          if (status == 400 || status == 404 || status == 410) {
            backoff.succeeded();
            return Optional.empty();
          }
          if (!WebAddress.isPassing(status)) {
            throw new SourceFailure(
                folder.name()
                    + " answers "
                    + status
                    + " where the page "
                    + path
                    + " was asked for");
          }
          asked = WebAddress.retryAfter(answer);
          reason = "answers " + status;
        } finally {
          answer.disconnect();
        }
      } catch (SourceFailure e) {
        throw e;
      } catch (IOException e) {
        reason = "cannot be reached (" + e.getMessage() + ")";
      }
      if (backoff.failures() == 0) {
        notes.accept(folder.name() + " " + reason + "; trying again, no edit is lost");
      }
      backoff.failed(asked);
    }
  }

  private static byte[] body(HttpURLConnection answer, String path) throws IOException {
    try (InputStream in = answer.getInputStream()) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      long length = answer.getContentLengthLong();
      if (bytes.length <= MOST_BYTES && length >= 0 && bytes.length != length) {
        throw new IOException("the page " + path + " was cut after " + bytes.length + " bytes");
      }
      return bytes;
    }
  }

  private void takeTurn() throws IOException {
    long now = System.nanoTime();
    if (nextAt - now > 0) {
      backoff.pause(Duration.ofNanos(nextAt - now));
    }
    nextAt = Math.max(now, nextAt) + nanosBetween;
  }

  private ItemPage read(EntityId asked, byte[] page, WikidataOptions options) throws IOException {
    if (page.length > MOST_BYTES) {
      return new ItemPage.Unusable("its page has more than " + MOST_BYTES + " bytes");
    }
    Gathered gathered = new Gathered(properties);
    new WikidataSource(new Bytes(asked.value(), page), options).readInto(gathered);
    if (gathered.entity.isEmpty()) {
      return gathered.problem.isPresent()
          ? new ItemPage.Unusable(gathered.problem.get())
          : new ItemPage.LeftOut();
    }
    Entity entity = gathered.entity.get();
    List<KnowledgeUpdate> updates = new ArrayList<>();
    if (!entity.id().equals(asked)) {
      // Two items became one.
      updates.add(new KnowledgeUpdate.Retire(asked));
    }
    try {
      updates.add(new KnowledgeUpdate.Upsert(entity, gathered.facts, List.of()));
    } catch (IllegalArgumentException e) {
      return new ItemPage.Unusable(String.valueOf(e.getMessage()));
    }
    return new ItemPage.Says(updates);
  }

  /** A page as a source's file. */
  @SuppressWarnings("ArrayRecordComponent") // on its way to a reader, never compared
  private record Bytes(String name, byte[] bytes) implements SourceFile {

    @Override
    public InputStream open(long offset) {
      return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
    }

    @Override
    public String state() {
      return name;
    }
  }

  /** The one item of a page. */
  private static final class Gathered implements KnowledgeSink {

    private final Set<String> properties;
    private Optional<Entity> entity = Optional.empty();
    private final List<Fact> facts = new ArrayList<>();
    private Optional<String> problem = Optional.empty();

    Gathered(Set<String> properties) {
      this.properties = properties;
    }

    @Override
    public void entity(Entity read) {
      entity = Optional.of(read);
    }

    @Override
    public void fact(Fact fact) {
      if (properties.isEmpty() || properties.contains(fact.relation())) {
        facts.add(fact);
      }
    }

    @Override
    public void relation(Relation relation) {
      // The page of an item has none.
    }

    @Override
    public void surfaceForm(SurfaceForm surfaceForm) {
      // Nor counts.
    }

    @Override
    public void problem(String place, String reason) {
      problem = Optional.of(reason);
    }
  }
}

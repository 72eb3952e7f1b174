package io.qklm.stories.desk;

import io.qklm.stories.StoryDocument;
import io.qklm.stories.cluster.Placement;
import io.qklm.stories.cluster.StoryChange;
import io.qklm.stories.cluster.StoryClusterer;
import io.qklm.stories.cluster.StoryWeights;
import io.qklm.stories.content.DocumentDigest;
import io.qklm.stories.content.Novelty;
import io.qklm.stories.content.StoryContent;
import io.qklm.stories.content.StoryContentBytes;
import io.qklm.stories.copy.Copy;
import io.qklm.stories.copy.CopyIndex;
import io.qklm.stories.copy.CopyKind;
import io.qklm.stories.copy.Signature;
import io.qklm.stories.desk.DeskBytes.Shelf;
import io.qklm.stories.desk.DeskBytes.Whereabouts;
import io.qklm.stories.desk.StoryStore.Kind;
import io.qklm.stories.term.TermCounts;
import io.qklm.stories.term.TermFrequencies;
import io.qklm.stories.term.TermReader;
import io.qklm.stories.term.TermVector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes documents in, one after another. A document id that comes again is a revision: what it said
 * before is let go first. Deterministic given the order, over a restart as well. Not thread safe.
 */
public final class StoryDesk {

  /** Terms of a document that are kept for finding its story. */
  private static final int TERMS = 64;

  /** Of a digest, which is kept for the headline alone. */
  private static final int DIGEST_TERMS = 24;

  private final DeskOptions options;
  private final StoryStore store;
  private final TermFrequencies language;
  private final TermReader terms;
  private final Novelty novelty;
  private final StoryClusterer clusterer;
  private final CopyIndex copies;
  private final Map<String, Shelf> shelves = new HashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private final StoryCounts counts = new StoryCounts();
  private long places;

  /** Opens a desk over what is in the store. */
  public StoryDesk(
      DeskOptions options, StoryWeights weights, TermFrequencies language, StoryStore store) {
    this.options = options;
    this.store = store;
    this.language = language;
    this.terms = new TermReader(language, TERMS);
    this.novelty = new Novelty(language);
    this.clusterer = new StoryClusterer(weights, options.stories(), language);
    this.copies = new CopyIndex(options.copies());
    restore();
  }

  private void restore() {
    Map<String, Shelf> kept = new HashMap<>();
    store.forEach(Kind.LIVE, (story, bytes) -> kept.put(story, DeskBytes.shelf(bytes)));
    kept.entrySet().stream()
        .sorted(Comparator.comparingLong(entry -> entry.getValue().place()))
        .forEach(
            entry -> {
              Shelf shelf = entry.getValue();
              clusterer.restore(entry.getKey(), shelf.story());
              shelves.put(entry.getKey(), new Shelf(shelf.place(), shelf.merged(), new byte[0]));
              places = Math.max(places, shelf.place() + 1);
            });
    List<CopyIndex.Entry> entries = new ArrayList<>();
    store.forEach(Kind.COPY, (id, bytes) -> entries.add(DeskBytes.entry(bytes)));
    entries.sort(Comparator.comparingLong(CopyIndex.Entry::number));
    entries.forEach(copies::restore);
  }

  /**
   * Takes a document in, or a further version of one.
   *
   * @param now time of its record in milliseconds since 1970, never before that of the last
   */
  public DocumentStory take(StoryText text, long now) {
    advance(now);
    if (letGo(text.id())) {
      counts.revised();
    }
    long time = StoryTime.of(text.publishedAt(), now);
    String words = text.text().isBlank() ? text.title() : text.text();
    Signature signature = Signature.of(words);
    Optional<Copy> copy = copies.find(signature);
    Optional<Copy> whole = copy.filter(one -> one.kind() != CopyKind.PARTIAL);
    Optional<Placement> joined = whole.flatMap(one -> joinAsCopy(text, time, one));
    DocumentStory result;
    if (joined.isPresent()) {
      result = result(joined.get(), copy, new Novelty.Result(0, List.of()));
    } else {
      result = place(text, time, copy);
    }
    if (whole.isPresent()) {
      copies.addCopy(text.id(), whole.get().original());
      counts.copied();
    } else {
      copies.add(text.id(), now, signature);
    }
    keepCopies();
    store.put(
        Kind.DOCUMENT,
        text.id(),
        DeskBytes.write(new Whereabouts(result.story(), joined.isPresent(), now)));
    return result;
  }

  /** Follows a withdrawal; false where the document is not known. */
  public boolean withdraw(String id) {
    boolean known = letGo(id);
    keepCopies();
    if (known) {
      counts.withdrawn();
    }
    return known;
  }

  /**
   * Forgets where a document is, if its last version is older than {@link DeskOptions#retention}:
   * no story can be live that it is part of.
   */
  public void forget(String id, long now) {
    long before = now - options.retention().toMillis();
    boolean old =
        store
            .get(Kind.DOCUMENT, id)
            .map(bytes -> DeskBytes.whereabouts(bytes).time() <= before)
            .orElse(false);
    if (old) {
      store.remove(Kind.DOCUMENT, id);
    }
  }

  /** Ends stories that went stale and forgets old copies, at a time in milliseconds since 1970. */
  public void advance(long now) {
    clusterer.advance(now).forEach(this::follow);
    copies.forgetBefore(now);
    keepCopies();
  }

  /** The stories that changed since this was asked last, in the order in which they did first. */
  public List<StoryUpdate> updates() {
    List<StoryUpdate> updates = new ArrayList<>();
    for (String story : changed) {
      Optional<StoryContent> content = content(story);
      Optional<byte[]> merged = store.get(Kind.MERGED, story);
      if (content.isPresent()) {
        updates.add(live(story, content.get()));
      } else if (merged.isPresent()) {
        updates.add(new StoryUpdate.Merged(story, DeskBytes.whereabouts(merged.get()).story()));
      } else {
        updates.add(new StoryUpdate.Ended(story));
      }
    }
    changed.clear();
    return updates;
  }

  /** What happened at this desk since it was opened. */
  public StoryCounts counts() {
    counts.live(clusterer.size(), copies.size(), clusterer.guarded());
    return counts;
  }

  private Optional<Placement> joinAsCopy(StoryText text, long time, Copy copy) {
    Optional<String> story =
        store
            .get(Kind.DOCUMENT, copy.original())
            .map(bytes -> last(DeskBytes.whereabouts(bytes).story()));
    Optional<Placement> placement =
        story.flatMap(
            known ->
                clusterer.joinAsCopy(
                    Optional.of(Instant.ofEpochMilli(time)),
                    known,
                    copy.similarity(),
                    String.format(
                        Locale.ROOT, "copy: %.2f of %s", copy.similarity(), copy.original())));
    placement.ifPresent(
        where -> {
          StoryContent content = content(where.story()).orElseGet(StoryContent::new);
          content.addCopy(time, text.source());
          keep(where.story(), content);
        });
    return placement;
  }

  private DocumentStory place(StoryText text, long time, Optional<Copy> copy) {
    StoryDocument document =
        new StoryDocument(
            text.id(),
            Optional.of(Instant.ofEpochMilli(time)),
            terms.read(text.title(), text.text()),
            text.names(),
            new float[0]);
    Placement placement = clusterer.place(document);
    DocumentDigest digest =
        new DocumentDigest(
            text.id(),
            time,
            text.source(),
            text.title(),
            text.salient(),
            text.names(),
            byRarity(document.terms()).heaviest(DIGEST_TERMS));
    placement.changes().forEach(this::follow);
    StoryContent content = content(placement.story()).orElseGet(StoryContent::new);
    Novelty.Result fresh = content.add(digest, text.sentences(), novelty);
    keep(placement.story(), content);
    counts.placed(placement.changes().stream().anyMatch(StoryChange.Began.class::isInstance));
    return result(placement, copy, fresh);
  }

  private static DocumentStory result(
      Placement placement, Optional<Copy> copy, Novelty.Result novelty) {
    return new DocumentStory(
        placement.story(), placement.score(), placement.because(), copy, novelty);
  }

  private TermVector byRarity(TermCounts counted) {
    float[] weights = new float[counted.size()];
    for (int i = 0; i < weights.length; i++) {
      double rarity = Math.max(1e-3, language.rarity(counted.terms()[i]));
      weights[i] = (float) (TermVector.damped(counted.counts()[i]) * rarity);
    }
    return new TermVector(counted.terms(), weights).unit();
  }

  /** Follows what the clusterer did to a story besides letting a document join. */
  private void follow(StoryChange change) {
    if (change instanceof StoryChange.Merged merged) {
      StoryContent into = content(merged.into()).orElseGet(StoryContent::new);
      content(merged.story()).ifPresent(into::absorb);
      List<String> all = new ArrayList<>(shelf(merged.into()).merged());
      all.addAll(shelf(merged.story()).merged());
      all.add(merged.story());
      all.forEach(
          one ->
              store.put(
                  Kind.MERGED, one, DeskBytes.write(new Whereabouts(merged.into(), false, 0))));
      drop(merged.story());
      shelves.put(merged.into(), new Shelf(places++, all, new byte[0]));
      keep(merged.into(), into);
      counts.merged();
    } else if (change instanceof StoryChange.Ended ended) {
      shelf(ended.story())
          .merged()
          .forEach(
              one -> {
                store.remove(Kind.MERGED, one);
                changed.add(one);
              });
      drop(ended.story());
      counts.ended();
    }
  }

  /** Lets what is known of a document go; false where nothing is. */
  private boolean letGo(String id) {
    Optional<Whereabouts> known = store.get(Kind.DOCUMENT, id).map(DeskBytes::whereabouts);
    known.ifPresent(
        where -> {
          String story = last(where.story());
          List<StoryChange> ended = clusterer.remove(id, story, where.copy());
          content(story)
              .ifPresent(
                  content -> {
                    content.remove(id, where.copy());
                    write(story, content);
                  });
          ended.forEach(this::follow);
        });
    copies.remove(id);
    store.remove(Kind.DOCUMENT, id);
    return known.isPresent();
  }

  /** Writes a story that was just joined, which puts it behind all others. */
  private void keep(String story, StoryContent content) {
    shelves.put(story, new Shelf(places++, shelf(story).merged(), new byte[0]));
    write(story, content);
  }

  private void write(String story, StoryContent content) {
    Shelf shelf = shelf(story);
    clusterer
        .bytes(story)
        .ifPresent(
            bytes -> {
              store.put(
                  Kind.LIVE,
                  story,
                  DeskBytes.write(new Shelf(shelf.place(), shelf.merged(), bytes)));
              store.put(Kind.CONTENT, story, StoryContentBytes.write(content));
            });
    changed.add(story);
  }

  private void drop(String story) {
    shelves.remove(story);
    store.remove(Kind.LIVE, story);
    store.remove(Kind.CONTENT, story);
    changed.add(story);
  }

  private void keepCopies() {
    for (String id : copies.changed()) {
      Optional<CopyIndex.Entry> entry = copies.entry(id);
      if (entry.isPresent()) {
        store.put(Kind.COPY, id, DeskBytes.write(entry.get()));
      } else {
        store.remove(Kind.COPY, id);
      }
    }
  }

  private Shelf shelf(String story) {
    return shelves.getOrDefault(story, new Shelf(places, List.of(), new byte[0]));
  }

  private Optional<StoryContent> content(String story) {
    return store.get(Kind.CONTENT, story).map(StoryContentBytes::read);
  }

  /** The story that a story is part of now. */
  private String last(String story) {
    return store
        .get(Kind.MERGED, story)
        .map(bytes -> DeskBytes.whereabouts(bytes).story())
        .orElse(story);
  }

  private StoryUpdate live(String story, StoryContent content) {
    return new StoryUpdate.Live(
        story,
        content.headline(),
        content.summary(options.summarySentences(), sentence -> byRarity(terms.read("", sentence))),
        content.entities(),
        Instant.ofEpochMilli(content.firstSeen()),
        Instant.ofEpochMilli(content.lastSeen()),
        content.sources(),
        content.latest(),
        content.documents(),
        content.momentum(),
        content.revision());
  }
}

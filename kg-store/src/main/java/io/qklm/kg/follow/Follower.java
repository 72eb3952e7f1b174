package io.qklm.kg.follow;

import io.qklm.kg.EntityId;
import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.source.address.WebAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Turns edits into updates. Edits are gathered for a moment, each item's page is fetched once, its
 * updates are sent, and then the place in the stream is kept: whatever breaks off in between, what
 * was not sent for certain comes again, and an update that is sent twice says the same twice.
 */
public final class Follower implements AutoCloseable {

  /** Items of one round at most. */
  private static final int MOST_ITEMS = 1000;

  /** How often the place is kept where nothing has to be sent. */
  private static final Duration KEEP = Duration.ofSeconds(10);

  private static final Duration SILENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMillis(200);

  /** Takes updates to where they are applied. */
  public interface Updates {

    /**
     * Sends updates, in their order.
     *
     * @throws IOException if one of them may not have arrived
     */
    void send(List<KnowledgeUpdate> updates) throws IOException;
  }

  private final FollowOptions options;
  private final Predicate<EntityId> known;
  private final Updates updates;
  private final FollowPlace place;
  private final Consumer<String> notes;
  private final EditStream edits;
  private final ItemPages pages;
  private final FollowCounts counts = new FollowCounts();

  /** Items that were added by this, which the knowledge at the start does not have. */
  private final Set<EntityId> added = new HashSet<>();

  private String keptPlace;
  private long keptAt = System.nanoTime();

  /**
   * The same with another pause before a second try.
   *
   * @param pause before it; each further one is twice as long
   */
  Follower(
      FollowOptions options,
      Predicate<EntityId> known,
      Updates updates,
      FollowPlace place,
      Duration pause,
      Consumer<String> notes)
      throws IOException {
    this.options = options;
    this.known = known;
    this.updates = updates;
    this.place = place;
    this.notes = notes;
    this.keptPlace = place.read();
    this.pages = new ItemPages(options, pause, notes);
    this.edits =
        new EditStream(
            new WebAddress(options.stream(), options.proxy(), SILENCE),
            options.wiki(),
            keptPlace,
            pause,
            notes);
  }

  /**
   * Begins to follow from where {@code place} says.
   *
   * @param known whether the knowledge has an item
   * @param notes takes what is worth telling, a sentence each
   */
  public static Follower start(
      FollowOptions options,
      Predicate<EntityId> known,
      Updates updates,
      FollowPlace place,
      Consumer<String> notes)
      throws IOException {
    return new Follower(options, known, updates, place, PAUSE, notes);
  }

  /** What was done so far; any thread may ask. */
  public FollowCounts counts() {
    return counts;
  }

  /**
   * Waits for an edit a moment, and does all that it asks for.
   *
   * @throws IOException if edits or pages cannot be read or updates not be sent; what was not sent
   *     comes again at the next start
   */
  public void step() throws IOException {
    Optional<Edit> first = edits.poll(PATIENCE);
    if (first.isEmpty()) {
      return;
    }
    Map<EntityId, Edit> gathered = new LinkedHashMap<>();
    long until = System.nanoTime() + options.gather().toNanos();
    Optional<Edit> next = first;
    Edit last = first.get();
    while (next.isPresent()) {
      last = next.get();
      counts.edit();
      if (wants(last.id())) {
        // The newest state of an item counts; it keeps its turn.
        gathered.put(last.id(), last);
      } else {
        counts.passedOver();
      }
      Duration left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
      next = gathered.size() < MOST_ITEMS ? edits.poll(left) : Optional.empty();
    }
    if (!gathered.isEmpty()) {
      send(gathered);
    }
    keep(last.place(), gathered.isEmpty());
  }

  private boolean wants(EntityId id) {
    return options.addItems() || isKnown(id);
  }

  private boolean isKnown(EntityId id) {
    return known.test(id) || added.contains(id);
  }

  private void send(Map<EntityId, Edit> gathered) throws IOException {
    List<KnowledgeUpdate> made = new ArrayList<>();
    Instant oldest = Instant.MAX;
    for (Edit edit : gathered.values()) {
      boolean isKnown = isKnown(edit.id());
      ItemPage page = pages.fetch(edit, isKnown);
      if (page instanceof ItemPage.Says says) {
        for (KnowledgeUpdate update : says.updates()) {
          if (update instanceof KnowledgeUpdate.Upsert || isKnown(update.id())) {
            made.add(update);
          }
        }
        oldest = edit.time().isBefore(oldest) ? edit.time() : oldest;
      } else if (page instanceof ItemPage.Unusable unusable) {
        counts.unusable();
        notes.accept(
            "the page of "
                + edit.id()
                + " cannot be used and is passed over: "
                + unusable.reason());
      } else {
        counts.passedOver();
      }
    }
    if (!made.isEmpty()) {
      updates.send(made);
      for (KnowledgeUpdate update : made) {
        if (update instanceof KnowledgeUpdate.Upsert) {
          added.add(update.id());
        } else {
          added.remove(update.id());
        }
      }
      counts.sent(made.size(), oldest);
    }
  }

  private void keep(String reached, boolean mayWait) throws IOException {
    boolean due = System.nanoTime() - keptAt > KEEP.toNanos();
    if (!reached.isEmpty() && !reached.equals(keptPlace) && (due || !mayWait)) {
      place.write(reached);
      keptPlace = reached;
      keptAt = System.nanoTime();
    }
  }

  @Override
  public void close() {
    edits.close();
  }
}

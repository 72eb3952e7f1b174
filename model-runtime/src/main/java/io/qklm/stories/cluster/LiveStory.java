package io.qklm.stories.cluster;

import io.qklm.stories.term.TermVector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/** A story as it is held against documents: sums over its documents, and its latest ones. */
final class LiveStory {

  static final int MOST_TERMS = 96;
  static final int MOST_NAMES = 32;
  static final int LATEST = 4;
  static final int LATEST_TERMS = 32;

  /** Stands for a time that no document of the story has. */
  static final long NO_TIME = Long.MIN_VALUE;

  private final String id;
  private TermVector terms = TermVector.empty();
  private TermVector names = TermVector.empty();
  private float[] vector = new float[0];
  private final Deque<Recent> latest = new ArrayDeque<>();
  private int documents;
  private int distinct;
  private long first = NO_TIME;
  private long last = NO_TIME;

  /** What a search has gathered for it, valid for the search of this number. */
  private double gathered;

  private long search;

  LiveStory(String id) {
    this.id = id;
  }

  /** One of the latest documents: its id and its heaviest terms, length 1. */
  record Recent(String document, TermVector terms) {}

  /** What outlives the process. */
  @SuppressWarnings("ArrayRecordComponent") // written and read, never compared
  record Content(
      TermVector terms,
      TermVector names,
      float[] vector,
      List<Recent> latest,
      int documents,
      int distinct,
      long first,
      long last) {}

  static LiveStory of(String id, Content content) {
    LiveStory story = new LiveStory(id);
    story.terms = content.terms();
    story.names = content.names();
    story.vector = content.vector();
    story.latest.addAll(content.latest());
    story.documents = content.documents();
    story.distinct = content.distinct();
    story.first = content.first();
    story.last = content.last();
    return story;
  }

  Content content() {
    return new Content(
        terms, names, vector, new ArrayList<>(latest), documents, distinct, first, last);
  }

  String id() {
    return id;
  }

  TermVector terms() {
    return terms;
  }

  TermVector names() {
    return names;
  }

  float[] vector() {
    return vector;
  }

  Deque<Recent> latest() {
    return latest;
  }

  int documents() {
    return documents;
  }

  int distinct() {
    return distinct;
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  /** The story as one that may belong to another. */
  Probe probe() {
    return new Probe(
        terms.unit(),
        names,
        vector,
        last == NO_TIME ? OptionalLong.empty() : OptionalLong.of(last));
  }

  void add(String document, Probe probe) {
    documents++;
    distinct++;
    terms = terms.plus(probe.terms()).heaviest(MOST_TERMS);
    names = names.plus(probe.names()).heaviest(MOST_NAMES);
    vector = DenseVectors.sum(vector, probe.vector());
    latest.addLast(new Recent(document, probe.terms().heaviest(LATEST_TERMS).unit()));
    if (latest.size() > LATEST) {
      latest.removeFirst();
    }
    saw(probe.time());
  }

  /** A copy says nothing new. */
  void addCopy(OptionalLong time) {
    documents++;
    saw(time);
  }

  private void saw(OptionalLong time) {
    if (time.isPresent()) {
      long now = time.getAsLong();
      first = first == NO_TIME ? now : Math.min(first, now);
      last = Math.max(last, now);
    }
  }

  /** Takes in all of another story. */
  void absorb(LiveStory other) {
    documents += other.documents;
    distinct += other.distinct;
    terms = terms.plus(other.terms).heaviest(MOST_TERMS);
    names = names.plus(other.names).heaviest(MOST_NAMES);
    vector = DenseVectors.sum(vector, other.vector);
    other.latest.forEach(latest::addFirst);
    while (latest.size() > LATEST) {
      latest.removeFirst();
    }
    if (other.first != NO_TIME) {
      saw(OptionalLong.of(other.first));
      saw(OptionalLong.of(other.last));
    }
  }

  /**
   * Lets a document go. What it added to the sums is not kept one by one, so their share goes.
   *
   * @return whether any document is left
   */
  boolean remove(String document, boolean copy) {
    documents--;
    if (!copy) {
      if (distinct > 1) {
        double rest = (distinct - 1.0) / distinct;
        terms = terms.times(rest);
        names = names.times(rest);
        vector = DenseVectors.times(vector, rest);
      }
      distinct = Math.max(1, distinct - 1);
      latest.removeIf(recent -> recent.document().equals(document));
    }
    return documents > 0;
  }

  /** Adds to what a search has gathered; true where this is the first. */
  boolean gather(long number, double amount) {
    boolean begins = search != number;
    gathered = begins ? amount : gathered + amount;
    search = number;
    return begins;
  }

  double gathered() {
    return gathered;
  }
}

package io.qklm.stories.desk;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What a desk keeps, as bytes by kind and key. */
public interface StoryStore {

  /** Kinds of what is kept. */
  enum Kind {
    /** A story as documents are held against it, by its id. */
    LIVE,
    /** What a story tells, by its id. */
    CONTENT,
    /** Where a document is, by its id. */
    DOCUMENT,
    /** The signature of a document that copied none, by its id. */
    COPY,
    /** The story that one merged into, by the id of the one. */
    MERGED
  }

  Optional<byte[]> get(Kind kind, String key);

  void put(Kind kind, String key, byte[] value);

  void remove(Kind kind, String key);

  /** Passes on all of a kind, in any order. */
  void forEach(Kind kind, BiConsumer<String, byte[]> consumer);

  /** A store in memory. */
  static StoryStore inMemory() {
    return new StoryStore() {
      private final Map<Kind, Map<String, byte[]>> kept = new HashMap<>();

      @Override
      public Optional<byte[]> get(Kind kind, String key) {
        return Optional.ofNullable(kept.getOrDefault(kind, Map.of()).get(key));
      }

      @Override
      public void put(Kind kind, String key, byte[] value) {
        kept.computeIfAbsent(kind, k -> new HashMap<>()).put(key, value);
      }

      @Override
      public void remove(Kind kind, String key) {
        kept.computeIfAbsent(kind, k -> new HashMap<>()).remove(key);
      }

      @Override
      public void forEach(Kind kind, BiConsumer<String, byte[]> consumer) {
        kept.getOrDefault(kind, Map.of()).forEach(consumer);
      }
    };
  }
}

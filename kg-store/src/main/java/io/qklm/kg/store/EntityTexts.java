package io.qklm.kg.store;

import io.qklm.kg.store.format.Family;
import io.qklm.kg.store.format.TextRecordCodec;
import io.qklm.kg.store.format.TextRecordCodec.TextRecord;
import io.qklm.kg.store.rocks.SnapshotDatabase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Chooses the language in which an entity is shown. */
final class EntityTexts {

  private static final String ENGLISH = "en";

  private EntityTexts() {}

  /** The text in {@code language} with its fallbacks, empty if the entity has none at all. */
  static Optional<EntityText> read(SnapshotDatabase database, int ordinal, String language) {
    Map<String, TextRecord> records = new TreeMap<>();
    List<String> wanted = language.equals(ENGLISH) ? List.of(ENGLISH) : List.of(language, ENGLISH);
    for (String code : wanted) {
      byte[] value = database.get(Family.TEXT, TextRecordCodec.key(ordinal, code));
      if (value != null) {
        records.put(code, TextRecordCodec.decode(value));
      }
    }
    if (records.values().stream().noneMatch(record -> record.label().isPresent())) {
      database.scan(
          Family.TEXT,
          Family.ordinalKey(ordinal),
          (key, value) -> {
            records.put(TextRecordCodec.language(key), TextRecordCodec.decode(value));
            return true;
          });
    }
    return choose(records, language);
  }

  static Optional<EntityText> choose(Map<String, TextRecord> records, String language) {
    Optional<TextRecord> labelled =
        labelled(records, language)
            .or(() -> labelled(records, ENGLISH))
            .or(() -> records.values().stream().filter(r -> r.label().isPresent()).findFirst());
    Optional<String> description =
        description(records, language).or(() -> description(records, ENGLISH));
    return labelled.map(
        record -> new EntityText(record.label().orElseThrow(), record.aliases(), description));
  }

  private static Optional<TextRecord> labelled(Map<String, TextRecord> records, String language) {
    return Optional.ofNullable(records.get(language)).filter(r -> r.label().isPresent());
  }

  private static Optional<String> description(Map<String, TextRecord> records, String language) {
    return Optional.ofNullable(records.get(language)).flatMap(TextRecord::description);
  }
}

package io.qklm.kg.store;

import io.qklm.kg.Languages;
import io.qklm.kg.store.format.Family;
import io.qklm.kg.store.format.TextRecordCodec;
import io.qklm.kg.store.format.TextRecordCodec.TextRecord;
import io.qklm.kg.store.rocks.SnapshotDatabase;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Chooses the language in which an entity is shown. */
final class EntityTexts {

  private EntityTexts() {}

  /** The text in {@code language} with its fallbacks, empty if the entity has none at all. */
  static Optional<EntityText> read(SnapshotDatabase database, int ordinal, String language) {
    Map<String, TextRecord> records = new TreeMap<>();
    Set<String> wanted = new LinkedHashSet<>(Languages.chain(language));
    wanted.add(Languages.ENGLISH);
    for (String code : wanted) {
      byte[] value =
          code.isEmpty() ? null : database.get(Family.TEXT, TextRecordCodec.key(ordinal, code));
      if (value != null) {
        records.put(code, TextRecordCodec.decode(value));
      }
    }
    // Another region of the language may have a label, or no language that was asked for has one.
    if (Languages.find(labelled(records), language).isEmpty()) {
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
    Map<String, TextRecord> labelled = labelled(records);
    Map<String, String> descriptions = new TreeMap<>();
    records.forEach(
        (code, record) -> record.description().ifPresent(text -> descriptions.put(code, text)));
    Optional<String> description = Languages.shown(descriptions, language);
    return Languages.shown(labelled, language)
        .or(() -> labelled.values().stream().findFirst())
        .map(record -> new EntityText(record.label().orElseThrow(), record.aliases(), description));
  }

  private static Map<String, TextRecord> labelled(Map<String, TextRecord> records) {
    Map<String, TextRecord> labelled = new TreeMap<>(records);
    labelled.values().removeIf(record -> record.label().isEmpty());
    return labelled;
  }
}

package io.qklm.model;

import io.qklm.document.Document;
import io.qklm.kg.EntityId;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.model.annotate.TextReader;
import io.qklm.model.linking.Link;
import io.qklm.model.override.LinkOverrides;
import io.qklm.model.override.OverriddenLinks;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The links of a document as they are said: what the engine decided, and over it what a person did.
 *
 * @param text links of the text
 * @param title links of the title
 * @param overrides ids of the overrides that decided any of them
 */
record DecidedLinks(List<Link> text, List<Link> title, List<String> overrides) {

  static DecidedLinks of(
      Document document,
      TextReader.Reading reading,
      LinkOverrides overrides,
      KnowledgeSnapshot snapshot) {
    List<Link> title = reading.title().links();
    DecidedLinks engine = new DecidedLinks(reading.links(), title, List.of());
    if (overrides.isEmpty()) {
      return engine;
    }
    String titleText = document.title().orElse("");
    OverriddenLinks decided =
        new OverriddenLinks(
            overrides,
            id -> entity(snapshot, id),
            engine.all(),
            List.of(reading.text().text(), titleText));
    return new DecidedLinks(
        decided.of(reading.text().text(), reading.links()),
        decided.of(titleText, title),
        decided.decided());
  }

  private static Optional<StoredEntity> entity(KnowledgeSnapshot snapshot, EntityId id) {
    OptionalInt ordinal = snapshot.ordinal(id);
    return ordinal.isPresent()
        ? Optional.of(snapshot.entity(ordinal.getAsInt()))
        : Optional.empty();
  }

  /** Those of text and title. */
  List<Link> all() {
    return Stream.concat(text.stream(), title.stream()).toList();
  }
}

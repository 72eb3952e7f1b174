package io.qklm.kg.source.wikipedia;

import io.qklm.kg.EntityId;
import io.qklm.kg.SurfaceForm;
import io.qklm.kg.source.KnowledgeSink;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the links of some pages say, until it is passed on: words by article, pages by article. */
final class LinkCounts {

  private final SiteInfo site;
  private final String source;
  private final Map<String, Map<String, Integer>> surfaces = new LinkedHashMap<>();
  private final Map<String, Integer> pages = new LinkedHashMap<>();

  LinkCounts(SiteInfo site) {
    this.site = site;
    this.source = "links of " + site.database();
  }

  /** One link. */
  void link(String title, String surface) {
    surfaces.computeIfAbsent(title, t -> new LinkedHashMap<>(2)).merge(surface, 1, Integer::sum);
  }

  /** One page that links to these. */
  void page(Set<String> titles) {
    titles.forEach(title -> pages.merge(title, 1, Integer::sum));
  }

  /** Passes all on and forgets it. */
  void passOn(KnowledgeSink sink) throws IOException {
    Map<String, Optional<EntityId>> ids = new HashMap<>();
    for (Map.Entry<String, Map<String, Integer>> entry : surfaces.entrySet()) {
      Optional<EntityId> id = ids.computeIfAbsent(entry.getKey(), site::id);
      if (id.isPresent()) {
        for (Map.Entry<String, Integer> words : entry.getValue().entrySet()) {
          sink.counted(new SurfaceForm(words.getKey(), id.get(), words.getValue(), source));
        }
      }
    }
    for (Map.Entry<String, Integer> entry : pages.entrySet()) {
      Optional<EntityId> id = ids.computeIfAbsent(entry.getKey(), site::id);
      if (id.isPresent()) {
        sink.prominence(id.get(), KnowledgeSink.Signal.LINKS, entry.getValue());
      }
    }
    surfaces.clear();
    pages.clear();
  }
}

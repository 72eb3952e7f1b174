package io.qklm.model.resolve;

import io.qklm.kg.EntityKind;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How each mention lies to the names that the text says. */
final class MentionPlaces {

  /** How a mention lies to the said names. */
  enum Place {
    /** It is one. */
    NAME,
    /** It is a part of one. */
    IN_NAME,
    /** It holds one or cuts one. */
    ACROSS,
    /** None is there. */
    NO_NAME
  }

  private final Place[] places;
  private final List<Optional<SaidName>> names;
  private final boolean[] inside;

  MentionPlaces(OpenDocument document) {
    int count = document.mentions().size();
    this.places = new Place[count];
    this.inside = new boolean[count];
    ArrayList<Optional<SaidName>> found = new ArrayList<>(count);
    for (int m = 0; m < count; m++) {
      OpenMention mention = document.mentions().get(m);
      Optional<SaidName> own = Optional.empty();
      Place place = Place.NO_NAME;
      for (SaidName name : document.names()) {
        if (mention.overlaps(name.title(), name.span())) {
          if (name.span().equals(mention.span())) {
            own = Optional.of(name);
            place = Place.NAME;
            break;
          }
          place = within(mention.span(), name.span()) ? Place.IN_NAME : Place.ACROSS;
        }
      }
      places[m] = place;
      inside[m] = mention.inside();
      found.add(own);
    }
    this.names = List.copyOf(found);
  }

  private static boolean within(Span span, Span other) {
    return span.start() >= other.start() && span.end() <= other.end();
  }

  Place place(int mention) {
    return places[mention];
  }

  /** The name that the mention is. */
  Optional<SaidName> name(int mention) {
    return names.get(mention);
  }

  /** Whether it is a said name, or one that the knowledge has and no longer name holds. */
  boolean standsAlone(int mention) {
    return places[mention] == Place.NAME || (places[mention] == Place.NO_NAME && !inside[mention]);
  }

  /** The likeliest kind that the text says it is; unknown where the text says no name. */
  EntityKind kind(int mention) {
    return name(mention)
        .flatMap(
            name ->
                List.of(EntityKind.PER, EntityKind.ORG, EntityKind.LOC, EntityKind.MISC).stream()
                    .max(Comparator.comparingDouble(name::share)))
        .orElse(EntityKind.UNKNOWN);
  }
}

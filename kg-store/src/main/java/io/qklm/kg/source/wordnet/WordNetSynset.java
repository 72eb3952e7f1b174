package io.qklm.kg.source.wordnet;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.source.draft.EntityDraft;
import io.qklm.kg.source.draft.Values;
import io.qklm.kg.source.lines.UnusableLineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One line of a WordNet data file, as {@code wndb(5WN)} documents it. */
final class WordNetSynset {

  private static final String ENGLISH = "en";
  private static final double MOST_POINTERS = 700;
  private static final String INSTANCE = "@i";

  /** Each pointer with its name and its inverse's symbol; relations between words are left out. */
  static final Map<String, List<String>> POINTERS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("@", List.of("hypernym", "~")),
              Map.entry("~", List.of("hyponym", "@")),
              Map.entry("@i", List.of("instance hypernym", "~i")),
              Map.entry("~i", List.of("instance hyponym", "@i")),
              Map.entry("#m", List.of("member holonym", "%m")),
              Map.entry("%m", List.of("member meronym", "#m")),
              Map.entry("#s", List.of("substance holonym", "%s")),
              Map.entry("%s", List.of("substance meronym", "#s")),
              Map.entry("#p", List.of("part holonym", "%p")),
              Map.entry("%p", List.of("part meronym", "#p")),
              Map.entry("=", List.of("attribute", "=")),
              Map.entry("*", List.of("entailment", "")),
              Map.entry(">", List.of("cause", "")),
              Map.entry("&", List.of("similar to", "&")),
              Map.entry(";c", List.of("domain topic", "-c")),
              Map.entry("-c", List.of("topic member", ";c")),
              Map.entry(";r", List.of("domain region", "-r")),
              Map.entry("-r", List.of("region member", ";r")),
              Map.entry(";u", List.of("domain usage", "-u")),
              Map.entry("-u", List.of("usage member", ";u"))));

  private static final List<String> FILES =
      List.of(
          "adj.all",
          "adj.pert",
          "adv.all",
          "noun.Tops",
          "noun.act",
          "noun.animal",
          "noun.artifact",
          "noun.attribute",
          "noun.body",
          "noun.cognition",
          "noun.communication",
          "noun.event",
          "noun.feeling",
          "noun.food",
          "noun.group",
          "noun.location",
          "noun.motive",
          "noun.object",
          "noun.person",
          "noun.phenomenon",
          "noun.plant",
          "noun.possession",
          "noun.process",
          "noun.quantity",
          "noun.relation",
          "noun.shape",
          "noun.state",
          "noun.substance",
          "noun.time",
          "verb.body",
          "verb.change",
          "verb.cognition",
          "verb.communication",
          "verb.competition",
          "verb.consumption",
          "verb.contact",
          "verb.creation",
          "verb.emotion",
          "verb.motion",
          "verb.perception",
          "verb.possession",
          "verb.social",
          "verb.stative",
          "verb.weather",
          "adj.ppl");

  private final Entity entity;
  private final List<Fact> facts;

  private WordNetSynset(Entity entity, List<Fact> facts) {
    this.entity = entity;
    this.facts = facts;
  }

  Entity entity() {
    return entity;
  }

  List<Fact> facts() {
    return facts;
  }

  /** The relation's id: {@code wn:part_holonym}. */
  static String relation(String symbol) {
    return "wn:" + POINTERS.getOrDefault(symbol, List.of(symbol)).get(0).replace(' ', '_');
  }

  static WordNetSynset read(String line) throws UnusableLineException {
    int bar = line.indexOf(" | ");
    String[] fields = (bar < 0 ? line : line.substring(0, bar)).strip().split(" ", -1);
    try {
      return read(fields, bar < 0 ? "" : line.substring(bar + 3));
    } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
      throw new UnusableLineException(
          "'" + Values.shown(line) + "' is no synset as wndb(5WN) documents it");
    }
  }

  private static WordNetSynset read(String[] fields, String gloss) throws UnusableLineException {
    EntityId id = id(fields[0], fields[2]);
    String file = FILES.get(Math.floorMod(Integer.parseInt(fields[1]), FILES.size()));
    int words = Integer.parseInt(fields[3], 16);
    EntityDraft draft = new EntityDraft(id).type(file).description(ENGLISH, definition(gloss));
    for (int i = 0; i < words; i++) {
      draft.label(ENGLISH, word(fields[4 + 2 * i]));
    }
    int at = 4 + 2 * words;
    int pointers = Integer.parseInt(fields[at++]);
    List<Fact> facts = new ArrayList<>();
    boolean instance = false;
    for (int i = 0; i < pointers; i++, at += 4) {
      String symbol = fields[at];
      instance |= symbol.equals(INSTANCE);
      // 0000 says that the pointer is one of the whole synset, not of single words.
      if (fields[at + 3].equals("0000") && POINTERS.containsKey(symbol)) {
        EntityId object = id(fields[at + 1], fields[at + 2]);
        facts.add(new Fact(id, relation(symbol), new FactObject.OfEntity(object)));
      }
    }
    draft.rank(EntityDraft.logScale(pointers, MOST_POINTERS));
    Optional<Entity> entity = draft.entity(kind(instance, file));
    return new WordNetSynset(
        entity.orElseThrow(() -> new UnusableLineException("the synset " + id + " has no word")),
        facts);
  }

  /** An adjective's satellites ({@code s}) are in the file of adjectives. */
  private static EntityId id(String offset, String part) throws UnusableLineException {
    if (!offset.matches("[0-9]{8}") || !part.matches("[nvars]")) {
      throw new UnusableLineException(
          "'" + offset + " " + part + "' is no offset of eight digits and part of speech");
    }
    return Values.id("wn31:" + offset + "-" + (part.equals("s") ? "a" : part));
  }

  private static String word(String field) {
    int marker = field.endsWith(")") ? field.lastIndexOf('(') : -1;
    return (marker > 0 ? field.substring(0, marker) : field).replace('_', ' ');
  }

  /** The gloss up to its first example. */
  private static String definition(String gloss) {
    int example = gloss.indexOf("; \"");
    return (example < 0 ? gloss : gloss.substring(0, example)).strip();
  }

  private static EntityKind kind(boolean instance, String file) {
    if (!instance) {
      return EntityKind.OTHER;
    }
    return switch (file) {
      case "noun.person" -> EntityKind.PER;
      case "noun.location", "noun.object" -> EntityKind.LOC;
      case "noun.group" -> EntityKind.ORG;
      default -> EntityKind.MISC;
    };
  }
}

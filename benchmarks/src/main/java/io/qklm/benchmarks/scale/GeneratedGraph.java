package io.qklm.benchmarks.scale;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.SurfaceForm;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.KnowledgeSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A graph of any size whose shape follows the development knowledge: 28 persons, 20 places, 16
 * organisations and 36 other things in a hundred; half an alias, 2.3 facts (59 % to entities, by
 * Zipf's law) and half a counted surface form an entity on average, few having many; six in ten
 * with a description, one in six with a Chinese label. Names collide among ten thousand neighbours
 * as they do in the development knowledge, and with no others: a name means as many entities in a
 * large graph as in a small one, so that documents over both can be compared. Entity i is the same
 * in every graph of one seed that has it, but for its rank and the objects of its facts.
 */
final class GeneratedGraph implements KnowledgeSource {

  private static final int GIVEN_NAMES = 5_000;
  private static final int FAMILY_NAMES = 200_000;
  private static final int PLACE_NAMES = 200_000;

  /** Entities that share a stock of names, and the size of a stock. */
  private static final int NEIGHBOURS = 10_000;

  private static final int STOCK = 200_000;

  static final int COMMON_WORDS = 20_000;
  private static final int RARELY_ALONE = 500;
  private static final int RELATIONS = 300;
  private static final int TYPES = 3_000;
  private static final int MOST_FACTS = 200;
  private static final List<String> ORGANISATIONS =
      List.of("Bank", "University", "Institute", "Group", "Club", "Party", "Council", "Museum");

  private final int entities;
  private final long seed;

  GeneratedGraph(int entities, long seed) {
    this.entities = entities;
    this.seed = seed;
  }

  @Override
  public String description() {
    return "a generated graph of " + entities + " entities, seed " + seed;
  }

  @Override
  public void readInto(KnowledgeSink sink) throws IOException {
    for (int i = 0; i < entities; i++) {
      Entity entity = entity(i);
      sink.entity(entity);
      for (Fact fact : facts(i)) {
        sink.fact(fact);
      }
      if (i % 2 == 0) {
        double count = 1 + Math.floor(1_000 * entity.rank() * entity.rank());
        sink.surfaceForm(new SurfaceForm(entity.label("en"), entity.id(), count, "generated"));
      }
    }
  }

  static EntityId id(int i) {
    return new EntityId("Q" + (i + 1L));
  }

  Entity entity(int i) {
    return entity(i, 0);
  }

  /** Entity i as it is after {@code revisions} changes. */
  Entity entity(int i, int revisions) {
    SplittableRandom random = random(i, 1);
    EntityKind kind = kind(random.nextInt(100));
    int stock = i / NEIGHBOURS;
    String label = label(kind, stock, random);
    Map<String, String> labels = new TreeMap<>(Map.of("en", label));
    if (random.nextInt(6) == 0) {
      labels.put("zh", chinese(random));
    }
    List<String> aliases = new ArrayList<>();
    while (aliases.size() < 40 && random.nextInt(100) < (aliases.isEmpty() ? 22 : 55)) {
      aliases.add(label(kind, stock, random));
    }
    for (int r = 0; r < revisions; r++) {
      aliases.add(label(kind, stock, random) + " " + r);
    }
    Map<String, String> descriptions =
        random.nextInt(10) < 6
            ? Map.of(
                "en",
                common(random)
                    + " "
                    + common(random)
                    + " of "
                    + properName(PLACE_NAMES, stock, random))
            : Map.of();
    List<String> types = List.of("Q" + (1 + GeneratedWords.frequent(random, TYPES)));
    // Zipf's law: the logarithm of the place in the order of prominence.
    float rank = (float) (1 - Math.log(1.0 + i) / Math.log(1.0 + Math.max(i, entities)));
    return new Entity(id(i), labels, Map.of("en", aliases), descriptions, types, kind, rank);
  }

  List<Fact> facts(int i) {
    SplittableRandom random = random(i, 2);
    // Log-normal, as the number of statements of an item is.
    double gauss = 0;
    for (int k = 0; k < 12; k++) {
      gauss += random.nextDouble();
    }
    int count = (int) Math.min(MOST_FACTS, Math.round(Math.exp(0.45 + 0.9 * (gauss - 6))));
    List<Fact> facts = new ArrayList<>(count);
    for (int f = 0; f < count; f++) {
      int kind = random.nextInt(100);
      // A relation has objects of one kind.
      String relation = "P" + (GeneratedWords.frequent(random, RELATIONS) * 5 + slot(kind));
      facts.add(new Fact(id(i), relation, object(kind, random)));
    }
    return facts;
  }

  private static int slot(int kind) {
    return kind < 59 ? 0 : kind < 74 ? 1 : kind < 87 ? 2 : kind < 95 ? 3 : 4;
  }

  private FactObject object(int kind, SplittableRandom random) {
    return switch (slot(kind)) {
      case 0 -> new FactObject.OfEntity(id(GeneratedWords.frequent(random, entities)));
      case 1 ->
          new FactObject.Quantity(
              BigDecimal.valueOf(GeneratedWords.frequent(random, 10_000_000)), Optional.empty());
      case 2 ->
          new FactObject.Time(
              1500 + random.nextInt(525), 1 + random.nextInt(12), 1 + random.nextInt(28), 11);
      case 3 -> new FactObject.Text(common(random) + common(random), Optional.empty());
      default ->
          new FactObject.Coordinate(
              random.nextInt(-9_000, 9_000) / 100.0, random.nextInt(-18_000, 18_000) / 100.0);
    };
  }

  private static EntityKind kind(int percent) {
    return percent < 28
        ? EntityKind.PER
        : percent < 48 ? EntityKind.LOC : percent < 64 ? EntityKind.ORG : EntityKind.MISC;
  }

  private static String label(EntityKind kind, int stock, SplittableRandom random) {
    return switch (kind) {
      case PER ->
          properName(GIVEN_NAMES, stock, random) + " " + properName(FAMILY_NAMES, stock, random);
      case LOC -> properName(PLACE_NAMES, stock, random);
      case ORG ->
          properName(PLACE_NAMES, stock, random)
              + " "
              + ORGANISATIONS.get(random.nextInt(ORGANISATIONS.size()));
      default -> title(stock, random);
    };
  }

  /** Of words that texts use, for the first stock alone: a text has no more of them by chance. */
  private static String title(int stock, SplittableRandom random) {
    int first = stock == 0 ? 0 : COMMON_WORDS + stock * STOCK;
    if (random.nextInt(10) == 0) {
      // The words that make up most of a text are rarely a title of their own.
      return GeneratedWords.name(first + random.nextInt(RARELY_ALONE, COMMON_WORDS));
    }
    int words = 2 + random.nextInt(3);
    StringBuilder title = new StringBuilder();
    for (int w = 0; w < words; w++) {
      int number = GeneratedWords.frequent(random, COMMON_WORDS);
      String word = GeneratedWords.name(first + number);
      title.append(w == 0 ? "" : " ").append(word);
    }
    return title.toString();
  }

  /** No word of running text. */
  private static String properName(int names, int stock, SplittableRandom random) {
    int number = GeneratedWords.frequent(random, names);
    return GeneratedWords.name(COMMON_WORDS + stock * STOCK + number);
  }

  private static String common(SplittableRandom random) {
    return GeneratedWords.word(GeneratedWords.frequent(random, COMMON_WORDS));
  }

  private static String chinese(SplittableRandom random) {
    StringBuilder label = new StringBuilder();
    int length = 2 + random.nextInt(3);
    for (int c = 0; c < length; c++) {
      label.append((char) (0x4E00 + GeneratedWords.frequent(random, 6_000)));
    }
    return label.toString();
  }

  private SplittableRandom random(int i, int purpose) {
    return new SplittableRandom(seed * 31 + purpose + 0x9E3779B97F4A7C15L * (i + 1L));
  }
}

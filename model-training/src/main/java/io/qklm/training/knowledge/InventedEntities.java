package io.qklm.training.knowledge;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.store.EntityText;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.change.DeltaBuild;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import io.qklm.training.run.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Twins of known entities under names that nobody has, in an epoch after the one that is learned
 * with: what hot-swapped knowledge brings is unknown to the encoder too, and most of it comes with
 * a name and little else. Half have the description of the entity they stand for, half have none.
 *
 * @param folder the epoch with the twins
 * @param names of the twins, by the id of the entity each stands for
 */
public record InventedEntities(Path folder, Map<String, String> names) {

  private static final String LANGUAGE = "en";
  private static final int MOST = 4000;

  public InventedEntities {
    names = Map.copyOf(names);
  }

  /** The id of the twin of {@code id}. */
  public static String twin(String id) {
    return "invented:" + id;
  }

  /**
   * Builds the epoch.
   *
   * @param knowledge the epoch before, which stays as it is
   * @param output must not exist or be empty
   * @param ids who gets a twin, {@value #MOST} of them by lot if they are more; unknown ones get
   *     none
   * @param seed of names and lots
   */
  public static InventedEntities build(
      Path knowledge, Path output, Collection<String> ids, long seed) throws IOException {
    Map<String, String> names = new TreeMap<>();
    List<KnowledgeUpdate> updates = new ArrayList<>();
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(knowledge);
        BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.zeroShot(), 1)) {
      for (String id : chosen(ids, seed)) {
        OptionalInt ordinal =
            EntityId.isValid(id) ? snapshot.ordinal(new EntityId(id)) : OptionalInt.empty();
        if (ordinal.isPresent()) {
          Entity twin = twin(snapshot, ordinal.getAsInt(), updates.size(), seed);
          names.put(id, twin.label(LANGUAGE));
          updates.add(new KnowledgeUpdate.Upsert(twin, List.of(), List.of()));
        }
      }
      new DeltaBuild(snapshot, DeltaBuild.Options.after(snapshot, output), embedder, Steps.NONE)
          .run(updates);
    }
    return new InventedEntities(output, names);
  }

  private static List<String> chosen(Collection<String> ids, long seed) {
    List<String> all = new ArrayList<>(new TreeSet<>(ids));
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed + 5, 0));
    for (int i = 0; i < Math.min(MOST, all.size()); i++) {
      java.util.Collections.swap(all, i, i + random.nextInt(all.size() - i));
    }
    return all.subList(0, Math.min(MOST, all.size()));
  }

  private static Entity twin(KnowledgeSnapshot snapshot, int ordinal, int number, long seed) {
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed + 6, number));
    StoredEntity entity = snapshot.entity(ordinal);
    EntityText text = snapshot.text(ordinal, LANGUAGE);
    boolean described = random.nextBoolean() && text.description().isPresent();
    return new Entity(
        new EntityId(twin(entity.id().value())),
        Map.of(LANGUAGE, new InventedNames(random).name(entity.kind())),
        Map.of(),
        described ? Map.of(LANGUAGE, text.description().get()) : Map.of(),
        List.of(),
        entity.kind(),
        random.nextInt(3) == 0 ? entity.rank() : 0);
  }
}

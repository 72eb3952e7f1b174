package io.qklm.kg.source.interchange;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.kg.Entity;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.SurfaceForm;
import java.util.List;
import java.util.Map;

/** Writes updates as {@link KnowledgeUpdateReader} reads them. */
public final class KnowledgeUpdateWriter {

  private static final ObjectMapper JSON = new ObjectMapper();

  private KnowledgeUpdateWriter() {}

  /**
   * The value of a record of a topic, whose key is the entity's id.
   *
   * @return one JSON object, without the {@code "upsert"} around it
   */
  public static String record(KnowledgeUpdate.Upsert update) {
    Entity entity = update.entity();
    ObjectNode node = JSON.createObjectNode();
    node.put("id", entity.id().value());
    texts(node.putObject("labels"), entity.labels());
    ObjectNode aliases = node.putObject("aliases");
    entity.aliases().forEach((language, names) -> all(aliases.putArray(language), names));
    texts(node.putObject("descriptions"), entity.descriptions());
    all(node.putArray("types"), entity.types());
    node.put("kind", entity.kind().name());
    node.put("rank", entity.rank());
    ArrayNode facts = node.putArray("facts");
    for (Fact fact : update.facts()) {
      fact(facts.addObject().put("relation", fact.relation()), fact.object());
    }
    ArrayNode surfaces = node.putArray("surfaces");
    for (SurfaceForm form : update.surfaces()) {
      surfaces
          .addObject()
          .put("surface", form.surface())
          .put("weight", form.weight())
          .put("source", form.source());
    }
    return node.toString();
  }

  private static void texts(ObjectNode node, Map<String, String> texts) {
    texts.forEach(node::put);
  }

  private static void all(ArrayNode node, List<String> texts) {
    texts.forEach(node::add);
  }

  private static void fact(ObjectNode node, FactObject object) {
    if (object instanceof FactObject.Text text) {
      node.put("kind", "string").put("object", text.value());
      text.language().ifPresent(language -> node.put("unit", language));
    } else if (object instanceof FactObject.Time time) {
      node.put("kind", "time").put("object", whole(time));
      node.put("unit", Integer.toString(time.precision()));
    } else if (object instanceof FactObject.Quantity quantity) {
      node.put("kind", object.kind()).put("object", quantity.value().toString());
      quantity.unit().ifPresent(unit -> node.put("unit", unit));
    } else {
      node.put("kind", object.kind()).put("object", object.plain());
    }
  }

  /** Month and day too, whatever the precision. */
  private static String whole(FactObject.Time time) {
    return new FactObject.Time(time.year(), time.month(), time.day(), 11).iso();
  }
}

package io.qklm.deploy.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.kg.FactObject;
import io.qklm.kg.measure.Unit;
import io.qklm.kg.measure.Units;

/** The object of a fact for scripts: its own number and unit, and what it is in SI units. */
public final class FactValueJson {

  private FactValueJson() {}

  public static void write(FactObject object, ObjectNode out) {
    if (object instanceof FactObject.OfEntity entity) {
      out.put("kind", "entity").put("id", entity.id().value());
    } else if (object instanceof FactObject.Text text) {
      out.put("kind", "text").put("value", text.value());
      text.language().ifPresent(language -> out.put("language", language));
    } else if (object instanceof FactObject.Quantity quantity) {
      out.put("kind", "quantity").put("value", quantity.value());
      quantity.unit().ifPresent(unit -> out.put("unit", unit));
      Units.of(quantity).ifPresent(unit -> si(quantity, unit, out));
    } else if (object instanceof FactObject.Time time) {
      out.put("kind", "time").put("value", time.iso()).put("precision", time.precision());
    } else if (object instanceof FactObject.Coordinate place) {
      out.put("kind", "coordinate");
      out.put("latitude", place.latitude()).put("longitude", place.longitude());
    }
  }

  private static void si(FactObject.Quantity quantity, Unit unit, ObjectNode out) {
    out.put("unitSymbol", unit.symbol());
    if (!unit.dimension().symbol().isEmpty()) {
      out.put("si", unit.toSi(quantity.value()));
      out.put("siUnit", unit.dimension().symbol());
    }
  }
}

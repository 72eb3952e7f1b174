package io.qklm.kg.store.format;

import io.qklm.kg.EntityId;
import io.qklm.kg.FactObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * What a fact says, where it is not an entity of the snapshot.
 *
 * <pre>
 * u8 tag, then
 *   2 an entity the snapshot lacks   string  id
 *   3 text                           string  text
 *                                    string  language, empty if none is given
 *   4 quantity                       zigzag  scale: the number is unscaled * 10^-scale
 *                                    varint  bytes of the unscaled number
 *                                    bytes   unscaled number, two's complement, big-endian
 *                                    string  unit, empty for a bare number
 *   5 time                           zigzag  year
 *                                    u8      month
 *                                    u8      day
 *                                    u8      precision
 *   6 coordinate                     f64     latitude
 *                                    f64     longitude
 * </pre>
 *
 * Tag 1 is an entity of the snapshot and is {@link FactListCodec}'s.
 */
public final class FactObjectCodec {

  static final int ORDINAL = 1;
  static final int ID = 2;
  static final int TEXT = 3;
  static final int QUANTITY = 4;
  static final int TIME = 5;
  static final int COORDINATE = 6;

  private FactObjectCodec() {}

  public static void write(FactObject object, ByteWriter out) {
    if (object instanceof FactObject.OfEntity entity) {
      out.u8(ID).string(entity.id().value());
    } else if (object instanceof FactObject.Text text) {
      out.u8(TEXT).string(text.value()).string(text.language().orElse(""));
    } else if (object instanceof FactObject.Quantity quantity) {
      byte[] unscaled = quantity.value().unscaledValue().toByteArray();
      out.u8(QUANTITY)
          .zigzag(quantity.value().scale())
          .varint(unscaled.length)
          .raw(unscaled)
          .string(quantity.unit().orElse(""));
    } else if (object instanceof FactObject.Time time) {
      out.u8(TIME).zigzag(time.year()).u8(time.month()).u8(time.day()).u8(time.precision());
    } else if (object instanceof FactObject.Coordinate place) {
      out.u8(COORDINATE).f64(place.latitude()).f64(place.longitude());
    } else {
      throw new IllegalStateException("unknown fact object " + object);
    }
  }

  public static FactObject read(ByteReader in) {
    return read(in.u8(), in);
  }

  public static FactObject read(int tag, ByteReader in) {
    return switch (tag) {
      case ID -> new FactObject.OfEntity(new EntityId(in.string()));
      case TEXT -> new FactObject.Text(in.string(), given(in.string()));
      case QUANTITY -> {
        int scale = Math.toIntExact(in.zigzag());
        BigInteger unscaled = new BigInteger(in.raw(in.count()));
        yield new FactObject.Quantity(new BigDecimal(unscaled, scale), given(in.string()));
      }
      case TIME -> new FactObject.Time(Math.toIntExact(in.zigzag()), in.u8(), in.u8(), in.u8());
      case COORDINATE -> new FactObject.Coordinate(in.f64(), in.f64());
      default -> throw new IllegalStateException("a fact holds the unknown tag " + tag);
    };
  }

  private static Optional<String> given(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}

package io.qklm.kg.source.interchange;

import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.Relation;
import io.qklm.kg.SurfaceForm;
import io.qklm.kg.source.lines.UnusableLineException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the lines of the interchange form's TSV files; see {@code docs/interchange-form.md}. */
final class TsvLines {

  private static final int MAX_NUMBER_LENGTH = 200;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+(\\.[0-9]+)?|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");
  private static final Pattern TIME =
      Pattern.compile("([+-]?[0-9]{1,9})(?:-([0-9]{2})(?:-([0-9]{2}))?)?");
  private static final int YEAR_PRECISION = 9;
  private static final String FACT_FIELDS = "subject, relation, kind, object, unit";

  private TsvLines() {}

  /** subject, relation, kind, object, unit. */
  static Fact fact(String line) throws UnusableLineException {
    List<String> fields = new ArrayList<>(fields(line));
    if (fields.size() == 4) {
      fields.add(""); // A spreadsheet drops the last tab where there is no unit.
    }
    require(fields, 5, FACT_FIELDS);
    if (fields.get(1).isBlank()) {
      throw new UnusableLineException("the fact about " + fields.get(0) + " names no relation");
    }
    return new Fact(
        id(fields.get(0)), fields.get(1), object(fields.get(2), fields.get(3), fields.get(4)));
  }

  /** What a fact of the named kind says; {@code unit} is empty for none. */
  static FactObject object(String kind, String object, String unit) throws UnusableLineException {
    Optional<String> given = unit.isEmpty() ? Optional.empty() : Optional.of(unit);
    return switch (kind) {
      case "entity" -> new FactObject.OfEntity(id(object));
      case "string" -> {
        if (object.isEmpty()) {
          throw new UnusableLineException("a fact of kind 'string' has an empty object");
        }
        yield new FactObject.Text(object, given);
      }
      case "quantity" -> new FactObject.Quantity(number(object), given);
      case "time" -> time(object, unit);
      case "coordinate" -> coordinate(object);
      default ->
          throw new UnusableLineException(
              "'"
                  + kind
                  + "' is no kind of fact; entity, string, quantity, time and coordinate are"
                  + " allowed");
    };
  }

  private static BigDecimal number(String text) throws UnusableLineException {
    if (text.length() > MAX_NUMBER_LENGTH || !NUMBER.matcher(text).matches()) {
      throw new UnusableLineException(
          "'"
              + text
              + "' is no decimal number of at most "
              + MAX_NUMBER_LENGTH
              + " characters; digits and a decimal point are allowed, such as -12.5 or 1e3");
    }
    return new BigDecimal(text);
  }

  private static FactObject time(String text, String precision) throws UnusableLineException {
    Matcher parts = TIME.matcher(text);
    if (!parts.matches()) {
      throw new UnusableLineException(
          "'"
              + text
              + "' is no time; a year, a month or a day is allowed: 1901, 1901-05, 1901-05-30, with"
              + " a minus before the common era");
    }
    @Nullable String month = parts.group(2);
    @Nullable String day = parts.group(3);
    try {
      return new FactObject.Time(
          Integer.parseInt(parts.group(1)),
          month == null ? 1 : Integer.parseInt(month),
          day == null ? 1 : Integer.parseInt(day),
          precision.isEmpty()
              ? YEAR_PRECISION + (month == null ? 0 : day == null ? 1 : 2)
              : Integer.parseInt(precision));
    } catch (NumberFormatException e) {
      throw new UnusableLineException(
          "'" + precision + "' is no precision of a time; 0 to 14 is allowed");
    } catch (IllegalArgumentException e) {
      throw new UnusableLineException(String.valueOf(e.getMessage()));
    }
  }

  private static FactObject coordinate(String text) throws UnusableLineException {
    int comma = text.indexOf(',');
    if (comma > 0) {
      String latitude = text.substring(0, comma).strip();
      String longitude = text.substring(comma + 1).strip();
      if (NUMBER.matcher(latitude).matches() && NUMBER.matcher(longitude).matches()) {
        try {
          return new FactObject.Coordinate(
              Double.parseDouble(latitude), Double.parseDouble(longitude));
        } catch (IllegalArgumentException e) {
          throw new UnusableLineException(String.valueOf(e.getMessage()));
        }
      }
    }
    throw new UnusableLineException(
        "'" + text + "' is no coordinate; latitude,longitude in degrees is allowed");
  }

  /** surface, id, weight, source. */
  static SurfaceForm surfaceForm(String line) throws UnusableLineException {
    List<String> fields = fields(line, 4, "surface, id, weight, source");
    String surface = fields.get(0).strip();
    if (surface.isEmpty() || surface.length() > EntityJson.MAX_ALIAS_LENGTH) {
      throw new UnusableLineException(
          "the surface form has "
              + surface.length()
              + " characters; 1 to "
              + EntityJson.MAX_ALIAS_LENGTH
              + " are allowed");
    }
    double weight;
    try {
      weight = Double.parseDouble(fields.get(2));
    } catch (NumberFormatException e) {
      throw new UnusableLineException("'" + fields.get(2) + "' is no weight; a number is needed");
    }
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw new UnusableLineException(
          "the weight " + fields.get(2) + " is not a number above 0; leave the line out instead");
    }
    return new SurfaceForm(surface, id(fields.get(1)), weight, fields.get(3));
  }

  /** relation, English label, Chinese label, inverse. */
  static Relation relation(String line) throws UnusableLineException {
    List<String> fields = fields(line, 4, "relation, English label, Chinese label, inverse");
    if (fields.get(0).isBlank()) {
      throw new UnusableLineException("the relation has no id");
    }
    Map<String, String> labels = new TreeMap<>();
    if (!fields.get(1).isBlank()) {
      labels.put("en", fields.get(1).strip());
    }
    if (!fields.get(2).isBlank()) {
      labels.put("zh", fields.get(2).strip());
    }
    String inverse = fields.get(3).strip();
    return new Relation(
        fields.get(0), labels, inverse.isEmpty() ? Optional.empty() : Optional.of(inverse));
  }

  private static EntityId id(String text) throws UnusableLineException {
    try {
      return new EntityId(text);
    } catch (IllegalArgumentException e) {
      throw new UnusableLineException(String.valueOf(e.getMessage()));
    }
  }

  /** Whether a line names the columns of its file instead of filling them. */
  static boolean header(String line, List<String> columns) {
    List<String> fields =
        Arrays.stream(line.split("\t", -1)).map(f -> f.strip().toLowerCase(Locale.ROOT)).toList();
    return fields.size() > 1
        && fields.get(0).replaceFirst("^#", "").equals(columns.get(0))
        && columns.contains(fields.get(1));
  }

  /** The fields of a line, unescaped. */
  static List<String> fields(String line, int wanted, String names) throws UnusableLineException {
    List<String> fields = fields(line);
    require(fields, wanted, names);
    return fields;
  }

  private static List<String> fields(String line) throws UnusableLineException {
    List<String> fields = new ArrayList<>();
    int from = 0;
    for (int tab = line.indexOf('\t'); tab >= 0; tab = line.indexOf('\t', from)) {
      fields.add(unescape(line.substring(from, tab)));
      from = tab + 1;
    }
    fields.add(unescape(line.substring(from)));
    return fields;
  }

  private static void require(List<String> fields, int wanted, String names)
      throws UnusableLineException {
    if (fields.size() != wanted) {
      throw new UnusableLineException(
          "the line has "
              + fields.size()
              + " fields and needs "
              + wanted
              + ", separated by tabs: "
              + names);
    }
  }

  /** Undoes the four escapes: backslash, tab, newline, carriage return. */
  private static String unescape(String field) throws UnusableLineException {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    StringBuilder text = new StringBuilder(field.length());
    int at = 0;
    while (at < field.length()) {
      char c = field.charAt(at++);
      text.append(c == '\\' ? escaped(field, at++) : c);
    }
    return text.toString();
  }

  private static char escaped(String field, int at) throws UnusableLineException {
    return switch (at < field.length() ? field.charAt(at) : ' ') {
      case '\\' -> '\\';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      default ->
          throw new UnusableLineException(
              "a backslash in the field '"
                  + field
                  + "' begins none of \\\\, \\t, \\n and \\r; write it twice");
    };
  }
}

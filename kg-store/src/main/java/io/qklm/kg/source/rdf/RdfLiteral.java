package io.qklm.kg.source.rdf;

import io.qklm.kg.FactObject;
import io.qklm.kg.source.draft.Values;
import io.qklm.kg.source.lines.UnusableLineException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.rdf4j.model.Literal;
import org.eclipse.rdf4j.model.vocabulary.XSD;

/** What a literal says, by its data type. */
public final class RdfLiteral {

  private static final Pattern POINT =
      Pattern.compile("(?i)POINT ?\\( ?([-+0-9.eE]+) +([-+0-9.eE]+) ?\\)");

  private RdfLiteral() {}

  /** A number, time, coordinate or text; nothing where it is blank or no finite number. */
  public static Optional<FactObject> object(Literal literal) throws UnusableLineException {
    String label = literal.getLabel();
    if (label.isBlank()) {
      return Optional.empty();
    }
    Optional<String> language = literal.getLanguage();
    if (language.isPresent()) {
      return Optional.of(new FactObject.Text(label, language));
    }
    String type = literal.getDatatype().getLocalName();
    if (!literal.getDatatype().getNamespace().equals(XSD.NAMESPACE)) {
      Matcher point = POINT.matcher(label);
      return type.equals("wktLiteral") && point.matches()
          ? Optional.of(
              Values.coordinate(Values.degrees(point.group(2)), Values.degrees(point.group(1))))
          : Optional.of(new FactObject.Text(label, Optional.empty()));
    }
    return switch (type) {
      case "integer",
          "decimal",
          "double",
          "float",
          "int",
          "long",
          "short",
          "byte",
          "nonNegativeInteger",
          "positiveInteger",
          "nonPositiveInteger",
          "negativeInteger",
          "unsignedInt",
          "unsignedLong",
          "unsignedShort",
          "unsignedByte" ->
          label.endsWith("INF") || label.equals("NaN")
              ? Optional.empty()
              : Optional.of(Values.quantity(label.strip(), Optional.empty()));
      case "date", "dateTime" -> Optional.of(Values.time(label.strip(), 11, false));
      case "gYearMonth" -> Optional.of(Values.time(zoneless(label) + "-01", 10, false));
      case "gYear" -> Optional.of(Values.time(zoneless(label) + "-01-01", 9, false));
      default -> Optional.of(new FactObject.Text(label, Optional.empty()));
    };
  }

  private static String zoneless(String label) {
    return label.strip().replaceFirst("(Z|[+-][0-9]{2}:[0-9]{2})$", "");
  }
}

package io.qklm.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.qklm.document.Document;
import io.qklm.document.Rejection;
import io.qklm.document.Rejection.Cause;
import io.qklm.document.TextForm;
import io.qklm.text.JsonProblem;
import io.qklm.text.WellFormed;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of one value by the wire contract ({@code docs/wire-format.md}). Any bytes give a
 * document or a rejection that says what was wrong, where and what is allowed; no bytes give an
 * exception. Thread safe.
 */
public final class DocumentReader implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final String NEEDED = "a JSON object with 'id' and 'text' is needed";
  private static final int QUOTED_LENGTH = 60;

  private final DocumentLimits limits;
  private final JsonFactory factory;

  public DocumentReader(DocumentLimits limits) {
    this.limits = limits;
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.maxNesting())
                    .maxStringLength(limits.maxValueBytes())
                    .build())
            // Names come from strangers; remembering them for the life of the process is a leak.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();
  }

  /** Reads a value; null is a tombstone. */
  public ParsedDocument read(byte @Nullable [] value) {
    if (value == null) {
      return new ParsedDocument.Tombstone();
    }
    Fields fields = new Fields();
    try {
      return new ParsedDocument.Accepted(parse(value, fields));
    } catch (Refused e) {
      String id = fields.id == null ? "" : fields.id;
      return new ParsedDocument.Rejected(new Rejection(id, e.reason, e.sentence));
    }
  }

  private Document parse(byte[] value, Fields fields) throws Refused {
    if (value.length > limits.maxValueBytes()) {
      throw new Refused(
          Cause.TOO_LARGE,
          "the value has "
              + value.length
              + " bytes; at most "
              + limits.maxValueBytes()
              + " are allowed");
    }
    CharBuffer chars;
    try {
      chars = StrictText.decode(value);
    } catch (StrictText.MalformedBytes e) {
      throw new Refused(Cause.INVALID_ENCODING, e.getMessage());
    }
    try (JsonParser parser =
        factory.createParser(
            chars.array(), chars.arrayOffset() + chars.position(), chars.remaining())) {
      readObject(parser, fields);
    } catch (JsonProcessingException e) {
      throw new Refused(Cause.MALFORMED, notJson(e));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
    return fields.document();
  }

  private void readObject(JsonParser parser, Fields fields) throws IOException, Refused {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new Refused(Cause.MALFORMED, "the value is empty; " + NEEDED);
    }
    if (first != JsonToken.START_OBJECT) {
      throw new Refused(Cause.WRONG_TYPE, "the value is " + kind(first) + "; " + NEEDED);
    }
    Set<String> seen = new HashSet<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      boolean known = true;
      switch (name) {
        case "id" -> fields.id = id(parser, token);
        case "text" -> fields.text = string(parser, token, name);
        case "title" -> fields.title = string(parser, token, name);
        case "url" -> fields.url = string(parser, token, name);
        case "language" -> fields.language = string(parser, token, name);
        case "html" -> fields.html = html(parser, token, fields);
        // Whatever else it says, or is, has always been passed over.
        case "contentType" -> fields.form = form(parser, token);
        case "publishedAt" -> fields.publishedAt = instant(string(parser, token, name));
        case "attributes" -> readAttributes(parser, token, fields.attributes);
        default -> {
          known = false;
          parser.skipChildren();
        }
      }
      if (known && !seen.add(name)) {
        throw new Refused(Cause.MALFORMED, "field '" + name + "' is given twice; give it once");
      }
    }
    if (parser.nextToken() != null) {
      throw new Refused(
          Cause.MALFORMED,
          "something follows the JSON object"
              + at(parser.currentTokenLocation())
              + "; one object per value is allowed");
    }
  }

  private @Nullable String id(JsonParser parser, JsonToken token) throws IOException, Refused {
    String id = string(parser, token, "id");
    if (id != null && id.length() > limits.maxIdLength()) {
      throw new Refused(
          Cause.TOO_LARGE,
          "field 'id' has "
              + id.length()
              + " characters; at most "
              + limits.maxIdLength()
              + " are allowed");
    }
    return id;
  }

  /** The field's string, or what is wrong with it, which matters only where there is no text. */
  private static @Nullable String html(JsonParser parser, JsonToken token, Fields fields)
      throws IOException {
    try {
      return string(parser, token, "html");
    } catch (Refused e) {
      fields.htmlRefused = e;
      parser.skipChildren();
      return null;
    }
  }

  private static TextForm form(JsonParser parser, JsonToken token) throws IOException {
    if (token != JsonToken.VALUE_STRING) {
      parser.skipChildren();
      return TextForm.UNSPECIFIED;
    }
    return TextForm.ofMediaType(parser.getText());
  }

  private static void readAttributes(
      JsonParser parser, JsonToken token, Map<String, String> attributes)
      throws IOException, Refused {
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    if (token != JsonToken.START_OBJECT) {
      throw wrongType("attributes", token, "an object of strings, numbers and booleans is allowed");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      checkSurrogates("a name in field 'attributes'", name);
      String field = "attributes." + quoted(name);
      if (value == JsonToken.VALUE_NULL) {
        continue;
      }
      if (!value.isScalarValue()) {
        throw wrongType(field, value, "strings, numbers and booleans are allowed");
      }
      // Numbers keep the digits they were sent with.
      String text = parser.getText();
      checkSurrogates("field '" + field + "'", text);
      if (attributes.put(name, text) != null) {
        throw new Refused(Cause.MALFORMED, "field '" + field + "' is given twice; give it once");
      }
    }
  }

  /** The field's string; null when the sender sent null. */
  private static @Nullable String string(JsonParser parser, JsonToken token, String name)
      throws IOException, Refused {
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token != JsonToken.VALUE_STRING) {
      throw wrongType(name, token, "a string is allowed");
    }
    String text = parser.getText();
    checkSurrogates("field '" + name + "'", text);
    return text;
  }

  private static @Nullable Instant instant(@Nullable String text) throws Refused {
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new Refused(
          Cause.WRONG_TYPE,
          "field 'publishedAt' is '"
              + quoted(text)
              + "'; an ISO 8601 time with Z or an offset is"
              + " allowed, such as 2026-11-23T08:00:00Z");
    }
  }

  private static void checkSurrogates(String what, String text) throws Refused {
    int position = WellFormed.loneSurrogate(text);
    if (position >= 0) {
      int unit = text.charAt(text.offsetByCodePoints(0, position));
      throw new Refused(
          Cause.INVALID_ENCODING,
          String.format(
              "%s holds half of a surrogate pair, U+%04X, at code point %d; send whole characters",
              what, unit, position));
    }
  }

  private static Refused wrongType(String field, JsonToken found, String allowed) {
    return new Refused(
        Cause.WRONG_TYPE, "field '" + field + "' is " + kind(found) + "; " + allowed);
  }

  private static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> "no value";
    };
  }

  private static String notJson(JsonProcessingException e) {
    return "the value is not acceptable JSON" + JsonProblem.withPlace(e);
  }

  private static String at(@Nullable JsonLocation place) {
    return place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
  }

  /** The sender's words, short enough for a message and without breaking a character. */
  private static String quoted(String text) {
    if (text.length() <= QUOTED_LENGTH) {
      return text;
    }
    int end = QUOTED_LENGTH;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }

  /** What was read so far. */
  private static final class Fields {
    private @Nullable String id;
    private @Nullable String text;
    private @Nullable String html;
    private @Nullable Refused htmlRefused;
    private TextForm form = TextForm.UNSPECIFIED;
    private @Nullable String title;
    private @Nullable String url;
    private @Nullable String language;
    private @Nullable Instant publishedAt;
    private final Map<String, String> attributes = new TreeMap<>();

    Document document() throws Refused {
      String given = required("id", id);
      boolean hasText = text != null && !text.isBlank();
      if (!hasText && htmlRefused != null) {
        throw htmlRefused;
      }
      // Senders that give both have made the text of the HTML already.
      boolean fromHtml = !hasText && html != null && !html.isBlank();
      return new Document(
          given,
          required("text", fromHtml ? html : text),
          Optional.ofNullable(title),
          Optional.ofNullable(url),
          Optional.ofNullable(language).filter(code -> !code.isBlank()),
          Optional.ofNullable(publishedAt),
          attributes,
          fromHtml ? TextForm.HTML : form);
    }

    private static String required(String name, @Nullable String value) throws Refused {
      if (value == null) {
        throw new Refused(
            Cause.MISSING_FIELD,
            "field '"
                + name
                + "' is missing; it is required"
                + (name.equals("text") ? ", or 'html' in its place" : ""));
      }
      if (value.isBlank()) {
        throw new Refused(
            Cause.MISSING_FIELD, "field '" + name + "' is blank; it must say something");
      }
      return value;
    }
  }

  /** Leaves the parse; becomes a rejection. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final Cause reason;
    private final String sentence;

    Refused(Cause reason, String sentence) {
      // No stack trace: bad input is ordinary and may come by the thousand.
      super(sentence, null, false, false);
      this.reason = reason;
      this.sentence = sentence;
    }
  }
}

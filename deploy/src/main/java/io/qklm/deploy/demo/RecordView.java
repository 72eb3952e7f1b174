package io.qklm.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.qklm.deploy.terminal.Ink;
import io.qklm.deploy.terminal.StyledText;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.document.Summary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws one enriched record, as it came from the topic, for a person. */
final class RecordView {

  private static final int MAX_ENTITIES = 6;
  private static final int MAX_FACTS = 3;
  private static final int LEAST_DESCRIPTION = 24;
  private static final int TYPE_COLUMNS = 6;
  private static final String INDENT = "  ";
  private static final String ELLIPSIS = " ...";
  private static final String CONCEPT = "OTHER";

  private final Terminal terminal;

  RecordView(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Lines for the record.
   *
   * @param enriched the value of a record of the output topic
   * @param latency from the record's own timestamp until now
   */
  List<String> lines(JsonNode enriched, Duration latency) {
    List<String> lines = new ArrayList<>();
    String id = enriched.path("id").asText();
    String title = enriched.path("title").asText();
    StyledText head = new StyledText().add(title.isEmpty() ? id : title, Ink.BOLD);
    if (!title.isEmpty()) {
      head.add(" " + id, Ink.FAINT);
    }
    lines.addAll(head.lines(terminal, terminal.columns(), ""));
    lines.addAll(summary(enriched).lines(terminal, terminal.columns(), INDENT));
    lines.addAll(entities(enriched.path("entities")));
    lines.addAll(facts(enriched.path("facts")));
    lines.addAll(provenance(enriched, latency).lines(terminal, terminal.columns(), INDENT));
    return lines;
  }

  /** The summary's sentences with the mentions in them marked. */
  private StyledText summary(JsonNode enriched) {
    StyledText styled = new StyledText();
    String text = enriched.path("summary").path("text").asText();
    int[] points = text.codePoints().toArray();
    int offset = 0;
    // A written summary has words of its own, in which the text's positions mean nothing.
    boolean own = !enriched.path("summary").path("method").asText().equals(Summary.ABSTRACTIVE);
    JsonNode none = MissingNode.getInstance();
    for (JsonNode sentence : own ? enriched.path("summary").path("sentences") : none) {
      int start = sentence.path("start").asInt();
      int length = sentence.path("end").asInt() - start;
      if (length < 0 || offset + length > points.length) {
        break;
      }
      int at = 0;
      for (JsonNode entity : enriched.path("entities")) {
        // From the document's positions to those in this sentence.
        int from = entity.path("start").asInt() - start;
        int to = entity.path("end").asInt() - start;
        if (from >= at && to <= length) {
          styled.add(new String(points, offset + at, from - at));
          styled.add(new String(points, offset + from, to - from), ink(entity), Ink.BOLD);
          at = to;
        }
      }
      styled.add(new String(points, offset + at, length - at)).add(" ");
      // Sentences of a summary are joined by one space.
      offset += length + 1;
    }
    if (offset < points.length) {
      styled.add(new String(points, offset, points.length - offset));
    }
    return styled;
  }

  /** What the mentions link to, each once: names first, then common concepts, as in the text. */
  private List<String> entities(JsonNode mentions) {
    Map<String, JsonNode> linked = new LinkedHashMap<>();
    int unlinked = 0;
    for (JsonNode mention : mentions) {
      if (!mention.path("entityId").isTextual()) {
        unlinked++;
      } else if (!type(mention).equals(CONCEPT)) {
        linked.putIfAbsent(mention.path("entityId").asText(), mention);
      }
    }
    for (JsonNode mention : mentions) {
      if (mention.path("entityId").isTextual()) {
        linked.putIfAbsent(mention.path("entityId").asText(), mention);
      }
    }
    List<String> lines = new ArrayList<>();
    for (JsonNode mention : linked.values()) {
      if (lines.size() == MAX_ENTITIES) {
        break;
      }
      lines.add(entity(mention));
    }
    int more = Math.max(0, linked.size() - MAX_ENTITIES);
    if (more > 0 || unlinked > 0) {
      List<String> rest = new ArrayList<>();
      if (more > 0) {
        rest.add(more + " more linked");
      }
      if (unlinked > 0) {
        rest.add(unlinked + (unlinked == 1 ? " mention" : " mentions") + " linked to nothing");
      }
      lines.add(
          INDENT + " ".repeat(TYPE_COLUMNS) + terminal.ink(String.join(", ", rest), Ink.FAINT));
    }
    return lines;
  }

  private String entity(JsonNode mention) {
    String label = mention.path("label").asText(mention.path("text").asText());
    String id = mention.path("entityId").asText();
    int taken = INDENT.length() + TYPE_COLUMNS + StyledText.columns(label) + id.length() + 4;
    int room = Math.max(LEAST_DESCRIPTION, terminal.columns() - taken);
    String description = shortened(mention.path("description").asText(""), room);
    return INDENT
        + terminal.ink(padded(type(mention)), ink(mention))
        + terminal.ink(label, ink(mention), Ink.BOLD)
        + (description.isEmpty() ? "" : "  " + description)
        + terminal.ink("  " + id, Ink.FAINT);
  }

  private static String padded(String type) {
    return type + " ".repeat(Math.max(1, TYPE_COLUMNS - type.length()));
  }

  /** The description in at most {@code room} columns, cut between words where it has any. */
  private static String shortened(String description, int room) {
    String line = description.strip().replaceAll("\\s+", " ");
    if (StyledText.columns(line) <= room) {
      return line;
    }
    StringBuilder kept = new StringBuilder();
    int columns = ELLIPSIS.length();
    for (int c : line.codePoints().toArray()) {
      String character = Character.toString(c);
      columns += StyledText.columns(character);
      if (columns > room) {
        break;
      }
      kept.append(character);
    }
    int space = kept.lastIndexOf(" ");
    return (space > 0 ? kept.substring(0, space) : kept.toString()) + ELLIPSIS;
  }

  private List<String> facts(JsonNode facts) {
    List<String> lines = new ArrayList<>();
    for (JsonNode fact : facts) {
      if (lines.size() == MAX_FACTS) {
        break;
      }
      lines.add(
          INDENT
              + terminal.ink(padded("fact"), Ink.FAINT)
              + fact.path("subjectLabel").asText(fact.path("subject").asText())
              + terminal.ink(
                  " · " + fact.path("relationLabel").asText(fact.path("relation").asText()) + " · ",
                  Ink.FAINT)
              + FactText.object(fact));
    }
    return lines;
  }

  private StyledText provenance(JsonNode enriched, Duration latency) {
    JsonNode provenance = enriched.path("provenance");
    String seconds = String.format(Locale.ROOT, "%.1f s", latency.toMillis() / 1e3);
    return new StyledText()
        .add(
            "epoch "
                + provenance.path("epoch").asText()
                + " · "
                + provenance.path("model").asText()
                + " · "
                + enriched.path("language").asText()
                + (enriched.path("truncated").asBoolean() ? " · cut, text too long" : "")
                + " · "
                + seconds
                + " from news to here",
            Ink.FAINT);
  }

  private static String type(JsonNode mention) {
    return mention.path("type").asText(CONCEPT);
  }

  private static Ink ink(JsonNode mention) {
    return switch (type(mention)) {
      case "PER" -> Ink.MAGENTA;
      case "ORG" -> Ink.BLUE;
      case "LOC" -> Ink.GREEN;
      case "MISC" -> Ink.YELLOW;
      default -> Ink.CYAN;
    };
  }
}

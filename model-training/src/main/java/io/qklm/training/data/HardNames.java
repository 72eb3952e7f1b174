package io.qklm.training.data;

import static io.qklm.kg.EntityKind.LOC;
import static io.qklm.kg.EntityKind.MISC;
import static io.qklm.kg.EntityKind.ORG;
import static io.qklm.kg.EntityKind.PER;
import static java.util.Map.entry;

import io.qklm.kg.EntityKind;
import io.qklm.model.annotate.Name;
import io.qklm.text.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * MultiCoNER 1 and 2 (Malmasi et al. 2022, Fetahu et al. 2023): sentences in small letters with
 * names that are hard to see. Groups and corporations are organisations; works, software and
 * vehicles are other names. Food, clothing, medicine and other products may be brands or common
 * words, so that nothing is learned of them; parts of bodies, illnesses and treatments are no
 * names.
 */
public final class HardNames {

  private static final Map<String, EntityKind> KINDS =
      Map.ofEntries(
          entry("PER", PER),
          entry("LOC", LOC),
          entry("GRP", ORG),
          entry("CORP", ORG),
          entry("CW", MISC),
          entry("Artist", PER),
          entry("Athlete", PER),
          entry("Cleric", PER),
          entry("OtherPER", PER),
          entry("Politician", PER),
          entry("Scientist", PER),
          entry("SportsManager", PER),
          entry("Facility", LOC),
          entry("HumanSettlement", LOC),
          entry("OtherLOC", LOC),
          entry("Station", LOC),
          entry("AerospaceManufacturer", ORG),
          entry("CarManufacturer", ORG),
          entry("MusicalGRP", ORG),
          entry("ORG", ORG),
          entry("PrivateCorp", ORG),
          entry("PublicCorp", ORG),
          entry("SportsGRP", ORG),
          entry("TechCORP", ORG),
          entry("ArtWork", MISC),
          entry("MusicalWork", MISC),
          entry("Software", MISC),
          entry("Vehicle", MISC),
          entry("VisualWork", MISC),
          entry("WrittenWork", MISC));

  private static final Set<String> OPEN =
      Set.of("Clothing", "Drink", "Food", "Medication/Vaccine", "OtherPROD", "PROD");
  private static final Set<String> NO_NAMES =
      Set.of("AnatomicalStructure", "Disease", "MedicalProcedure", "Symptom");

  private final List<AnnotatedText> texts = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final List<Name> names = new ArrayList<>();
  private final List<Span> open = new ArrayList<>();
  private String type = "O";
  private int start;

  private HardNames() {}

  /**
   * The sentences of {@code file}.
   *
   * @throws IOException if it cannot be read or has a type that is not known
   */
  public static List<AnnotatedText> read(Path file) throws IOException {
    HardNames reader = new HardNames();
    int number = 0;
    try (BufferedReader in = DataFiles.open(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (line.isBlank()) {
          reader.endSentence();
        } else if (!line.startsWith("# id ")) {
          reader.word(line.split(" ", -1));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ", line " + number + ": " + e.getMessage(), e);
    }
    reader.endSentence();
    return reader.texts;
  }

  private void word(String[] cells) {
    String tag = cells[cells.length - 1];
    if (!tag.startsWith("I-")) {
      endName();
    }
    if (!text.isEmpty()) {
      text.append(' ');
    }
    if (tag.startsWith("B-")) {
      type = tag.substring(2);
      start = text.length();
    }
    text.append(cells[0]);
  }

  private void endName() {
    if (type.equals("O")) {
      return;
    }
    Span span = new Span(start, text.length());
    EntityKind kind = KINDS.get(type);
    if (kind != null) {
      names.add(new Name(Guideline.withoutArticle(text.toString(), span, open), kind));
    } else if (OPEN.contains(type)) {
      open.add(span);
    } else if (!NO_NAMES.contains(type)) {
      throw new IllegalArgumentException("unknown type '" + type + "' of MultiCoNER");
    }
    type = "O";
  }

  private void endSentence() {
    endName();
    if (!text.isEmpty()) {
      texts.add(
          new AnnotatedText(
              "multiconer " + texts.size(),
              text.toString(),
              Optional.of(names),
              Optional.empty(),
              true,
              open));
    }
    text.setLength(0);
    names.clear();
    open.clear();
  }
}

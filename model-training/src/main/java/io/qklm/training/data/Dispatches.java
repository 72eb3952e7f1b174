package io.qklm.training.data;

import io.qklm.kg.EntityKind;
import io.qklm.model.annotate.Name;
import io.qklm.text.Span;
import io.qklm.training.run.Seeds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dispatches of news that never happened, written from the names of a knowledge in the forms that
 * few open texts have: headlines in capitals, datelines, lists of prices and people. The sentences
 * are ours and stand in {@code dispatches.txt}: a form, a tab, words with slots. {@code {P0}} is a
 * person, {@code {S0}} the same one's surname, {@code {O0}} an organisation, {@code {L0}} a place,
 * {@code {D0}} where somebody comes from, {@code {N}} a number.
 */
public final class Dispatches {

  private static final String FILE = "dispatches.txt";
  private static final long LOT = 17;
  private static final Pattern SLOT = Pattern.compile("\\{([PSOLDN])(\\d?)\\}");

  private final KnownNames known;
  private final long seed;
  private final Map<String, List<String>> forms = new HashMap<>();

  /**
   * Dispatches about {@code known}.
   *
   * @param seed of what happens
   */
  public Dispatches(KnownNames known, long seed) {
    this.known = known;
    this.seed = seed;
    try (InputStream in = Dispatches.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IOException("the resource " + FILE + " is missing");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int tab = line.indexOf('\t');
        if (tab > 0) {
          forms
              .computeIfAbsent(line.substring(0, tab), form -> new ArrayList<>())
              .add(line.substring(tab + 1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the forms of dispatches cannot be read", e);
    }
  }

  /** The first {@code count} dispatches. */
  public List<AnnotatedText> write(int count) {
    List<AnnotatedText> texts = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      texts.add(new Dispatch(new SplittableRandom(Seeds.mix(seed + LOT, number))).write(number));
    }
    return texts;
  }

  /** One dispatch as it grows. */
  private final class Dispatch {

    private final SplittableRandom random;
    private final StringBuilder text = new StringBuilder();
    private final List<Name> names = new ArrayList<>();
    private final Map<String, String> cast = new HashMap<>();

    Dispatch(SplittableRandom random) {
      this.random = random;
    }

    AnnotatedText write(int number) {
      if (random.nextInt(4) > 0) {
        say(form("headline"), random.nextInt(4) > 0);
        text.append('\n');
        if (random.nextInt(3) == 0) {
          say(form("byline"), false);
          text.append('\n');
        }
      }
      if (random.nextInt(4) == 0) {
        String list = form("list");
        say(form("list-title"), random.nextInt(3) == 0);
        for (int row = 0; row < 6; row++) {
          text.append('\n');
          cast.clear();
          say(list, false);
        }
      } else {
        say(form("dateline"), random.nextInt(3) > 0);
        text.append(random.nextInt(3) == 0 ? "\n" : " ");
        int sentences = 1 + random.nextInt(4);
        for (int sentence = 0; sentence < sentences; sentence++) {
          say(form("sentence"), false);
          text.append(' ');
        }
      }
      return new AnnotatedText(
          "dispatch " + number, text.toString().strip(), Optional.of(names), Optional.empty());
    }

    private String form(String kind) {
      List<String> some = forms.getOrDefault(kind, List.of(""));
      return some.get(random.nextInt(some.size()));
    }

    private void say(String words, boolean capitals) {
      Matcher slot = SLOT.matcher(words);
      int from = 0;
      while (slot.find()) {
        append(words.substring(from, slot.start()), capitals);
        fill(slot.group(1).charAt(0), slot.group(2), capitals);
        from = slot.end();
      }
      append(words.substring(from), capitals);
    }

    private void append(String words, boolean capitals) {
      text.append(capitals ? words.toUpperCase(Locale.ROOT) : words);
    }

    private void fill(char slot, String place, boolean capitals) {
      if (slot == 'N') {
        append(number(), capitals);
        return;
      }
      EntityKind kind =
          switch (slot) {
            case 'P', 'S' -> EntityKind.PER;
            case 'O' -> EntityKind.ORG;
            case 'L' -> EntityKind.LOC;
            default -> EntityKind.MISC;
          };
      String full = cast.computeIfAbsent(kind + place, it -> pick(kind));
      String written = slot == 'S' ? full.substring(full.lastIndexOf(' ') + 1) : full;
      int start = text.length();
      append(written, capitals);
      names.add(new Name(new Span(start, text.length()), kind));
    }

    private String pick(EntityKind kind) {
      List<String> some =
          kind == EntityKind.MISC ? known.origins() : known.byKind().getOrDefault(kind, List.of());
      return some.get(random.nextInt(some.size()));
    }

    private String number() {
      return switch (random.nextInt(4)) {
        case 0 -> Integer.toString(random.nextInt(100));
        case 1 -> random.nextInt(1000) + "," + (100 + random.nextInt(900));
        case 2 -> Integer.toString(1 + random.nextInt(12));
        default -> random.nextInt(100) + "." + random.nextInt(10);
      };
    }
  }
}

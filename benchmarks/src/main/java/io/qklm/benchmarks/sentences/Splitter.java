package io.qklm.benchmarks.sentences;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.FilteredBreakIteratorBuilder;
import com.ibm.icu.util.ULocale;
import io.qklm.document.SentenceSplitter;
import io.qklm.text.Span;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import opennlp.tools.sentdetect.SentenceDetectorME;
import opennlp.tools.sentdetect.SentenceModel;

/** Ways to find sentence ends. */
enum Splitter {
  /** Unicode's rules (UAX 29). */
  ICU("icu") {
    @Override
    Finder open() {
      return text -> ends(text, BreakIterator.getSentenceInstance(ULocale.ENGLISH));
    }
  },
  /** The same with CLDR's English abbreviations. */
  ICU_CLDR("icu with CLDR") {
    @Override
    Finder open() {
      return text ->
          ends(
              text,
              FilteredBreakIteratorBuilder.getInstance(ULocale.ENGLISH)
                  .wrapIteratorWithFilter(BreakIterator.getSentenceInstance(ULocale.ENGLISH)));
    }
  },
  /** Apache OpenNLP's English model of Maven Central, which was learned from the whole of EWT. */
  OPENNLP("OpenNLP") {
    @Override
    Finder open() throws IOException {
      try (InputStream in = Splitter.class.getResourceAsStream(MODEL)) {
        if (in == null) {
          throw new IOException("OpenNLP's sentence model " + MODEL + " is not on the class path");
        }
        SentenceDetectorME detector = new SentenceDetectorME(new SentenceModel(in));
        return text -> {
          Set<Integer> ends = new HashSet<>();
          // It knows no lines, so it is given one after the other.
          int start = 0;
          for (String line : text.split("\n", -1)) {
            for (opennlp.tools.util.Span span : detector.sentPosDetect(line)) {
              ends.add(trimmed(text, start + span.getEnd()));
            }
            start += line.length() + 1;
          }
          return ends;
        };
      }
    }
  },
  /** That of this project. */
  QKLM("QKLM") {
    @Override
    Finder open() {
      SentenceSplitter splitter = new SentenceSplitter();
      return text -> {
        Set<Integer> ends = new HashSet<>();
        for (Span span : splitter.split(text, "en")) {
          ends.add(span.end());
        }
        return ends;
      };
    }
  };

  private static final String MODEL = "/opennlp-en-ud-ewt-sentence-1.3-2.5.4.bin";

  /** Finds sentence ends. */
  @FunctionalInterface
  interface Finder {

    /** Positions after the last character of each sentence of {@code text}. */
    Set<Integer> ends(String text);
  }

  private final String shown;

  Splitter(String shown) {
    this.shown = shown;
  }

  abstract Finder open() throws IOException;

  String shown() {
    return shown;
  }

  static Splitter named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static Set<Integer> ends(String text, BreakIterator breaks) {
    breaks.setText(text);
    Set<Integer> ends = new HashSet<>();
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
      int trimmed = trimmed(text, end);
      if (trimmed > start) {
        ends.add(trimmed);
      }
    }
    return ends;
  }

  private static int trimmed(String text, int end) {
    int trimmed = end;
    while (trimmed > 0 && Character.isWhitespace(text.charAt(trimmed - 1))) {
      trimmed--;
    }
    return trimmed;
  }
}

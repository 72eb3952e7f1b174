package io.qklm.document;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/**
 * Tells the language of a text with OpenNLP's model of 103 languages. Safe for any number of
 * threads.
 */
public final class LanguageDetector {

  /** The language of a text whose language cannot be told. */
  public static final String UNDETERMINED = "und";

  private static final String MODEL = "/langdetect-183.bin";

  /** Most texts tell by their first lines; the cost grows with what is read. */
  private static final int FIRST_CHARACTERS = 200;

  private static final int MOST_CHARACTERS = 600;

  /** How far the best guess stands above the second when the first lines are enough. */
  private static final double CLEAR_LEAD = 3;

  /**
   * The best guess must stand this far above the second; where there is no evidence all are equal.
   */
  private static final double LEAD = 1.2;

  private static final String ENGLISH = "en";
  private static final String ENGLISH_ISO3 = "eng";

  /** Share of the best guess that English needs where neither letters nor small words tell. */
  private static final double NEAR = 0.8;

  private final LanguageDetectorModel model;

  /** The code of each language that the model knows by its own. */
  private final Map<String, String> codes = new HashMap<>();

  private LanguageDetector(LanguageDetectorModel model) {
    this.model = model;
    for (String language : new LanguageDetectorME(model).getSupportedLanguages()) {
      codes.put(language, shortCode(language));
    }
  }

  /**
   * Loads the model from the class path.
   *
   * @throws IOException if the model is missing or damaged
   */
  public static LanguageDetector load() throws IOException {
    try (InputStream in = LanguageDetector.class.getResourceAsStream(MODEL)) {
      if (in == null) {
        throw new IOException(
            "the language detection model "
                + MODEL
                + " is not on the class path; add opennlp-models-langdetect");
      }
      return new LanguageDetector(new LanguageDetectorModel(in));
    }
  }

  /** BCP 47 code of the text's language, {@value #UNDETERMINED} where it cannot be told. */
  public String detect(String text) {
    Language[] guesses = guesses(text, FIRST_CHARACTERS);
    if (text.length() > FIRST_CHARACTERS && lead(guesses) < CLEAR_LEAD) {
      guesses = guesses(text, MOST_CHARACTERS);
    }
    return lead(guesses) >= LEAD
        ? codes.getOrDefault(guesses[0].getLang(), UNDETERMINED)
        : ofFewWords(text, guesses);
  }

  /**
   * The language of a text that is too short for the model: that of its small words, else English,
   * which most short texts of news feeds are, where its letters do not speak against it.
   */
  private static String ofFewWords(String text, Language[] guesses) {
    String head = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
    return FunctionWords.language(head)
        .orElseGet(() -> looksEnglish(head, guesses) ? ENGLISH : UNDETERMINED);
  }

  private static boolean looksEnglish(String text, Language[] guesses) {
    boolean letters = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetter(c)) {
        letters = true;
        if (c >= 0x80) {
          return false;
        }
      }
    }
    double english = 0;
    for (Language guess : guesses) {
      english = guess.getLang().equals(ENGLISH_ISO3) ? guess.getConfidence() : english;
    }
    return letters && english >= NEAR * guesses[0].getConfidence();
  }

  private Language[] guesses(String text, int most) {
    String head = text.length() > most ? text.substring(0, most) : text;
    return new LanguageDetectorME(model).predictLanguages(head);
  }

  private static double lead(Language[] guesses) {
    return guesses[0].getConfidence() / guesses[1].getConfidence();
  }

  /**
   * From OpenNLP's ISO 639-3 to the shortest code of the language; Mandarin is written {@code zh}.
   */
  private static String shortCode(String iso3) {
    if (iso3.equals("cmn")) {
      return "zh";
    }
    String tag = com.ibm.icu.util.ULocale.forLanguageTag(iso3).getLanguage();
    return tag.isEmpty() ? iso3 : tag.toLowerCase(Locale.ROOT);
  }
}

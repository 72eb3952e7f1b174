package io.qklm.document;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
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
  private static final int READ_CHARACTERS = 600;

  /**
   * The best guess must stand this far above the second; where there is no evidence all are equal.
   */
  private static final double LEAD = 1.2;

  private final LanguageDetectorModel model;

  private LanguageDetector(LanguageDetectorModel model) {
    this.model = model;
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
    String head = text.length() > READ_CHARACTERS ? text.substring(0, READ_CHARACTERS) : text;
    Language[] guesses = new LanguageDetectorME(model).predictLanguages(head);
    boolean certain = guesses[0].getConfidence() >= LEAD * guesses[1].getConfidence();
    return certain ? shortCode(guesses[0].getLang()) : UNDETERMINED;
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

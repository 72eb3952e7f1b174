package io.qklm.document.layout;

import java.util.List;
import java.util.regex.Pattern;

/** Tells what stands below a picture. */
public final class Captions {

  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  private static final List<Pattern> BEGINNINGS =
      List.of(
          Pattern.compile(
              "\\(?(?:photos?|photograph|picture|image|file|illustration|graphic|foto|bild|caption|"
                  + "credit|photo credit|picture credit|photo by|photograph by|image by)\\s*[:/].*",
              FLAGS | Pattern.DOTALL),
          Pattern.compile(
              "(?:photo|photograph|picture|image)(?:s)? (?:by|courtesy|from|taken by)\\b.*",
              FLAGS | Pattern.DOTALL),
          Pattern.compile(
              "(?:pictured|above|below|left|right|centre|center|inset|top)\\s*"
                  + "(?:,|:|\\(|(?:and|with) (?:left|right|above|below|inset)\\b).*",
              FLAGS | Pattern.DOTALL),
          Pattern.compile("pictured\\b.*", FLAGS | Pattern.DOTALL));

  private static final Pattern POINTS =
      Pattern.compile(
          "\\((?:\\w+ )?(?:left|right|centre|center|above|below|top|bottom|inset|pictured|seen here|file"
              + " (?:photo|picture|image)|stock (?:photo|image|picture)|l|r|second (?:left|right))"
              + "(?:[ ,][^()]{0,60})?\\)|\\(?\\b(?:pictured|seen)[ ,]+(?:above|below|left|right|here|"
              + "centre|together|in \\d{4})\\b|,? (?:far )?(?:left|right|centre),? (?:and|with|poses?|is"
              + " seen)\\b",
          FLAGS);

  private static final Pattern CREDIT =
      Pattern.compile(
          "[^.!?]{0,160}(?:/| via )\\s?(?:AP|AFP|Reuters|Getty(?: Images)?|PA|EPA|Shutterstock|dpa|Rex|"
              + "Alamy|Corbis|Bloomberg)\\)?(?: Images| Photo)?\\W*",
          Pattern.DOTALL);

  private Captions() {}

  /** Whether a sentence or a line says what a picture shows or whose it is. */
  public static boolean fits(String words) {
    for (Pattern beginning : BEGINNINGS) {
      if (beginning.matcher(words).matches()) {
        return true;
      }
    }
    return POINTS.matcher(words).find() || CREDIT.matcher(words).matches();
  }
}

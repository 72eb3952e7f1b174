package io.qklm.kg.source.wikipedia.markup;

import java.util.Locale;
import java.util.Set;

/** Tells the words below a picture from the parts of its link that say how it is shown. */
final class Captions {

  /** Words in a picture's link that say how it is shown. */
  private static final Set<String> PICTURE_WORDS =
      Set.of(
          "thumb",
          "thumbnail",
          "frame",
          "framed",
          "frameless",
          "border",
          "left",
          "right",
          "center",
          "centre",
          "none",
          "baseline",
          "middle",
          "sub",
          "super",
          "text-top",
          "text-bottom",
          "top",
          "bottom",
          "upright",
          "mini",
          "miniatur",
          "rechts",
          "links",
          "zentriert",
          "gauche",
          "droite",
          "vignette",
          "miniatura",
          "缩略图",
          "縮圖",
          "左",
          "右");

  private Captions() {}

  /** Whether {@code part} of a picture's link, without blanks around it, is its caption. */
  static boolean says(String part) {
    String word = part.toLowerCase(Locale.ROOT);
    return !word.isEmpty()
        && !PICTURE_WORDS.contains(word)
        && !word.matches(
            "(?:[0-9]*x?[0-9]+ ?px|upright ?=?.*|(?:alt|link|lang|page|class|start|end)=.*)");
  }
}

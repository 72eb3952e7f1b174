package io.qklm.model.linking;

import io.qklm.kg.alias.SurfaceMatch;
import io.qklm.text.Span;

/**
 * A place in the text that may name an entity.
 *
 * @param match the surface form found there, UTF-16 span
 * @param words words of the surface form
 * @param sentence index of its sentence, -1 if it stands in none
 * @param sentenceStart whether it is a single word that begins its sentence
 * @param shouting whether its sentence is written in capitals throughout
 * @param insideName whether it is part of a longer run of capitalised words that is no known name
 * @param besideName whether it is a single word that touches another single-word mention
 */
record Mention(
    SurfaceMatch match,
    int words,
    int sentence,
    boolean sentenceStart,
    boolean shouting,
    boolean insideName,
    boolean besideName) {

  Span span() {
    return match.span();
  }
}

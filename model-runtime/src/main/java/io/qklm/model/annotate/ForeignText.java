package io.qklm.model.annotate;

import com.ibm.icu.text.BreakIterator;
import io.qklm.document.SegmentedText;
import io.qklm.kg.EntityKind;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.model.encoding.EncodedDocument;
import io.qklm.model.encoding.Vectors;
import io.qklm.model.linking.CandidateMention;
import io.qklm.model.linking.CandidateReader;
import io.qklm.model.linking.TextCandidates;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a text in a script that the network's vocabulary does not have, without the network: words
 * by ICU's dictionaries, known names among them, sentences by the words that they share with the
 * text.
 */
final class ForeignText {

  /** What names are of; words for concepts would link every other noun. */
  private static final Set<EntityKind> NAMED =
      Set.of(EntityKind.PER, EntityKind.ORG, EntityKind.LOC);

  /** Code points of a surface form from which on it is a name whatever it names. */
  private static final int LONG_ENOUGH = 3;

  /**
   * Rank that a shorter form needs where the script has no capitals: every common word of two
   * characters is a village somewhere. Chosen on news, {@code chinese-names} has the figures.
   */
  private static final float RANK_OF_SHORT = 0.4f;

  private ForeignText() {}

  /** What the known names of {@code text} may mean; none begins or ends inside a word. */
  static TextCandidates candidates(CandidateReader reader, SegmentedText text) {
    BitSet ends = wordEnds(text.text());
    TextCandidates found =
        reader.candidates(
            text.text(),
            span -> ends.get(span.start()) && ends.get(span.end()) && text.holdsName(span));
    // Knowledge without ranks says of none of its entities how well known it is.
    boolean ranked = found.entities().entities().stream().anyMatch(entity -> entity.rank() > 0);
    float least = ranked ? RANK_OF_SHORT : 0;
    List<CandidateMention> names = new ArrayList<>();
    for (CandidateMention mention : found.mentions()) {
      StoredEntity likeliest = found.entities().entity(mention.ordinals()[0]);
      if (isName(mention.span().in(text.text()), likeliest, least)) {
        names.add(mention);
      }
    }
    return new TextCandidates(names, found.entities());
  }

  /**
   * Whether a surface form is a name, by what it means most often: something that has a name, and
   * is well known if the form has two characters that capitals do not tell from words.
   *
   * @param least rank that is well known
   */
  static boolean isName(String surface, StoredEntity likeliest, float least) {
    if (!NAMED.contains(likeliest.kind())) {
      return false;
    }
    return surface.codePointCount(0, surface.length()) >= LONG_ENOUGH
        || surface.chars().anyMatch(Character::isUpperCase)
        || likeliest.rank() >= least;
  }

  /** Positions between words, the text's two ends among them. */
  static BitSet wordEnds(String text) {
    BreakIterator breaks = BreakIterator.getWordInstance(Locale.ROOT);
    breaks.setText(text);
    BitSet ends = new BitSet(text.length() + 1);
    for (int at = breaks.first(); at != BreakIterator.DONE; at = breaks.next()) {
      ends.set(at);
    }
    return ends;
  }

  /**
   * Vectors of the sentences by the words in them.
   *
   * @param size components of a vector
   */
  static EncodedDocument encode(SegmentedText text, int size) {
    float[] whole = new float[size];
    List<float[]> vectors = new ArrayList<>();
    int words = 0;
    for (SegmentedText.Sentence sentence : text.sentences()) {
      float[] vector = new float[size];
      words += addWords(sentence.span().in(text.text()), vector);
      Vectors.normalize(vector);
      vectors.add(vector);
      Vectors.add(whole, vector, 1);
    }
    Vectors.normalize(whole);
    return new EncodedDocument(text.text(), text.spans(), vectors, whole, words);
  }

  /** The vector of a short text by its words. */
  static float[] vector(String text, int size) {
    float[] vector = new float[size];
    addWords(text, vector);
    Vectors.normalize(vector);
    return vector;
  }

  /** Adds each word of a text at a place of its own, as far as there are places. */
  private static int addWords(String text, float[] vector) {
    BitSet ends = wordEnds(text);
    int words = 0;
    int start = 0;
    for (int end = ends.nextSetBit(1); end >= 0; end = ends.nextSetBit(end + 1)) {
      Span word = new Span(start, end);
      if (Character.isLetterOrDigit(text.codePointAt(start))) {
        vector[Math.floorMod(word.in(text).hashCode() * 0x9E3779B1, vector.length)] += 1;
        words++;
      }
      start = end;
    }
    return words;
  }
}

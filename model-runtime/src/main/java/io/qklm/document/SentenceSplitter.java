package io.qklm.document;

import io.qklm.document.layout.Block;
import io.qklm.document.layout.BlockReader;
import io.qklm.document.layout.Literal;
import io.qklm.document.layout.Literals;
import io.qklm.document.sentence.SentenceEnds;
import io.qklm.text.LanguageTags;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the form of a text: its blocks and, inside each, its sentences. A sentence never runs over
 * the end of a block, whether lines end in {@code \n}, {@code \r\n} or any other of Unicode's ways.
 * Safe for any number of threads.
 */
public final class SentenceSplitter {

  /** Below this share of capitals among the letters a block counts as caseless. */
  private static final double CASELESS_SHARE = 0.002;

  private final SentenceEnds ends = new SentenceEnds();

  /**
   * The sentences of {@code text} in order, trimmed, each with at least one letter or digit.
   *
   * @param language BCP 47 code that chooses the abbreviations
   * @return spans in UTF-16 units
   */
  public List<Span> split(String text, String language) {
    return segment(text, language).spans();
  }

  /**
   * The blocks, sentences and literals of {@code text}.
   *
   * @param language BCP 47 code that chooses the abbreviations; other forms of it are understood
   */
  public SegmentedText segment(String text, String language) {
    String code = LanguageTags.canonical(language).orElse(LanguageDetector.UNDETERMINED);
    List<Literal> literals = Literals.in(text);
    List<Span> spans = literals.stream().map(Literal::span).toList();
    List<Block> blocks = BlockReader.blocks(text);
    List<SegmentedText.Sentence> sentences = new ArrayList<>();
    int literal = 0;
    for (Block block : blocks) {
      while (literal < spans.size() && spans.get(literal).end() <= block.span().start()) {
        literal++;
      }
      List<Span> here = spans.subList(literal, spans.size());
      boolean caseless = isCaseless(block.span().in(text));
      for (Span sentence : ends.in(text, block.span(), code, caseless, here)) {
        sentences.add(new SegmentedText.Sentence(sentence, block.kind()));
      }
    }
    return new SegmentedText(text, blocks, sentences, literals);
  }

  private static boolean isCaseless(String text) {
    int lower = 0;
    int upper = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLowerCase(c)) {
        lower++;
      } else if (Character.isUpperCase(c)) {
        upper++;
      }
    }
    return lower > 0 && upper < CASELESS_SHARE * (lower + upper);
  }
}

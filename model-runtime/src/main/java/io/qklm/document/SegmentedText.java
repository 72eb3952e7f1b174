package io.qklm.document;

import io.qklm.document.layout.Block;
import io.qklm.document.layout.BlockKind;
import io.qklm.document.layout.Literal;
import io.qklm.text.Span;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A text with its form: blocks, sentences inside blocks, and literals such as addresses.
 *
 * @param text the original; every span points at it, UTF-16 units
 * @param blocks in their order
 * @param sentences in their order; none leaves its block
 * @param literals in their order
 */
public record SegmentedText(
    String text, List<Block> blocks, List<Sentence> sentences, List<Literal> literals) {

  private static final Pattern LINE_END = Pattern.compile("\\s*\\R\\s*");

  public SegmentedText {
    blocks = List.copyOf(blocks);
    sentences = List.copyOf(sentences);
    literals = List.copyOf(literals);
  }

  /**
   * A sentence.
   *
   * @param span where it stands
   * @param kind of its block
   */
  public record Sentence(Span span, BlockKind kind) {}

  /** Where the sentences stand. */
  public List<Span> spans() {
    return sentences.stream().map(Sentence::span).toList();
  }

  /** The words at {@code span} on one line, without tags and with the characters of entities. */
  public String words(Span span) {
    StringBuilder words = new StringBuilder(span.length());
    int from = span.start();
    int at = Math.max(0, last(literals, Literal::span, span.start()));
    for (; at < literals.size() && literals.get(at).span().start() < span.end(); at++) {
      Span literal = literals.get(at).span();
      if (literals.get(at).kind() == Literal.Kind.MARKUP && literal.start() >= from) {
        words.append(text, from, literal.start());
        words.append(Literal.shown(literal.in(text)));
        from = Math.min(span.end(), literal.end());
      }
    }
    words.append(text, from, span.end());
    return LINE_END.matcher(words).replaceAll(" ");
  }

  /** The block in which {@code position} stands, if it is in one. */
  public Optional<Block> blockAt(int position) {
    int at = last(blocks, Block::span, position + 1);
    return at >= 0 && blocks.get(at).span().end() > position
        ? Optional.of(blocks.get(at))
        : Optional.empty();
  }

  /**
   * Whether a name may stand at {@code span}: inside one block, and in no address, handle, path,
   * code or tag. The word of a hashtag may be one as a whole.
   */
  public boolean holdsName(Span span) {
    Optional<Block> block = blockAt(span.start());
    if (block.isEmpty() || block.get().span().end() < span.end()) {
      return false;
    }
    int at = last(literals, Literal::span, span.end());
    if (at < 0 || literals.get(at).span().end() <= span.start()) {
      return true;
    }
    Literal literal = literals.get(at);
    return literal.kind() == Literal.Kind.HASHTAG
        && span.start() == literal.span().start() + 1
        && span.end() == literal.span().end();
  }

  /** The last of {@code items} that begins before {@code position}, -1 if none does. */
  private static <T> int last(List<T> items, Function<T, Span> spanOf, int position) {
    int low = 0;
    int high = items.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (spanOf.apply(items.get(middle)).start() < position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}

package io.qklm.model.abstractive;

import io.qklm.document.SegmentedText;
import io.qklm.model.onnx.Decoding;
import io.qklm.model.onnx.EncoderDecoder;
import io.qklm.model.onnx.ModelException;
import io.qklm.model.summary.SentenceRanking;
import io.qklm.text.Span;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * An opened encoder-decoder. What it writes depends on the text alone: drafts of one text are one
 * run, texts are never run together. Owns its natives; safe for any number of threads.
 */
public final class AbstractiveSummarizer implements AutoCloseable {

  private final SummarizerFolder folder;
  private final SourceTokenizer tokenizer;
  private final EncoderDecoder network;

  private AbstractiveSummarizer(
      SummarizerFolder folder, SourceTokenizer tokenizer, EncoderDecoder network) {
    this.folder = folder;
    this.tokenizer = tokenizer;
    this.network = network;
  }

  /**
   * Opens a folder's tokenizer and networks.
   *
   * @param threads threads used for one run
   * @throws IOException with a sentence that says what is wrong with the folder
   */
  public static AbstractiveSummarizer open(SummarizerFolder folder, int threads)
      throws IOException {
    SourceTokenizer tokenizer = new SourceTokenizer(folder.tokenizer());
    try {
      GenerationSettings settings = folder.settings();
      EncoderDecoder.Heads heads = new EncoderDecoder.Heads(settings.heads(), settings.headSize());
      return new AbstractiveSummarizer(
          folder, tokenizer, new EncoderDecoder(folder.graphs(), heads, threads));
    } catch (ModelException e) {
      tokenizer.close();
      throw new IOException(
          "the summarizer " + folder.folder() + " cannot be used: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      tokenizer.close();
      throw e;
    }
  }

  /** Its name in the provenance. */
  public String name() {
    return folder.name();
  }

  /** SHA-256 over all its files, in hex. */
  public String digest() {
    return folder.digest();
  }

  /**
   * What it writes of a text: of a long one the sentences that say most are read, in their order.
   *
   * @param candidates numbers of the sentences that may be read
   * @return the summary; empty where it wrote no word
   * @throws ModelException if the networks fail on it
   */
  public String write(SegmentedText text, List<Integer> candidates, SentenceRanking ranking) {
    long[] source = tokenizer.encode(source(text, candidates, ranking));
    int most = folder.settings().maxSource();
    if (source.length > most) {
      // One sentence that is longer than what is read: its beginning, with the last special token.
      long last = source[source.length - 1];
      source = java.util.Arrays.copyOf(source, most);
      source[most - 1] = last;
    }
    return tokenizer.decode(generate(source));
  }

  private long[] generate(long[] source) {
    try (Decoding decoding = network.decode(source)) {
      return new BeamSearch(folder.settings(), decoding::next).best();
    }
  }

  /** As many sentences as are read, the best first, in the order of the text. */
  private String source(SegmentedText text, List<Integer> candidates, SentenceRanking ranking) {
    String prefix = folder.settings().prefix();
    int room = folder.settings().maxSource() - tokenizer.special() - tokenizer.count(prefix);
    int all = 0;
    for (int number : candidates) {
      all += tokenizer.count(words(text, number)) + 1;
    }
    Set<Integer> read = new TreeSet<>(candidates);
    if (all > room) {
      read = best(text, candidates, ranking, room);
    }
    StringBuilder source = new StringBuilder(prefix);
    String between = "";
    for (int number : read) {
      source.append(between).append(words(text, number));
      between = " ";
    }
    return source.toString();
  }

  private Set<Integer> best(
      SegmentedText text, List<Integer> candidates, SentenceRanking ranking, int room) {
    Set<Integer> open = new TreeSet<>(candidates);
    Set<Integer> read = new TreeSet<>();
    int left = room;
    OptionalInt next = ranking.next(read, open);
    while (next.isPresent()) {
      int tokens = tokenizer.count(words(text, next.getAsInt())) + 1;
      if (tokens > left && !read.isEmpty()) {
        break;
      }
      read.add(next.getAsInt());
      open.remove(next.getAsInt());
      left -= tokens;
      next = ranking.next(read, open);
    }
    return read;
  }

  private static String words(SegmentedText text, int number) {
    Span span = text.sentences().get(number).span();
    return text.words(span);
  }

  /** The networks first: they may hold results that were tokenized here. */
  @Override
  public void close() {
    try (tokenizer) {
      network.close();
    }
  }
}

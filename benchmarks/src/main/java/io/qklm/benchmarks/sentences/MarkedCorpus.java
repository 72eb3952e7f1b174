package io.qklm.benchmarks.sentences;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Reads documents of a CoNLL-U file as text: each sentence as its {@code # text}, and between two
 * of them a space unless the last word says {@code SpaceAfter=No}, or a blank line where the corpus
 * has a new paragraph.
 */
final class MarkedCorpus {

  private static final String DOCUMENT = "# newdoc id = ";
  private static final String TEXT = "# text = ";

  /** What is between two paragraphs. */
  enum Paragraphs {
    /** A blank line, as in files and feeds. */
    BLANK_LINE("\n\n"),
    /** A line end. */
    LINE_END("\n"),
    /** Nothing that shows them. */
    FLOWING(" ");

    private final String between;

    Paragraphs(String between) {
      this.between = between;
    }
  }

  private final Paragraphs paragraphs;
  private final List<MarkedDocument> documents = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final Set<Integer> ends = new HashSet<>();
  private String id = "";
  private boolean spaceAfter = true;
  private boolean newParagraph;
  private boolean sentenceOpen;

  private MarkedCorpus(Paragraphs paragraphs) {
    this.paragraphs = paragraphs;
  }

  /** The documents of a file, packed or not. */
  static List<MarkedDocument> read(Path file, Paragraphs paragraphs) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "the evaluation data "
              + file
              + " is missing; name the data folder with --data or QKLM_DATA");
    }
    MarkedCorpus corpus = new MarkedCorpus(paragraphs);
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        corpus.line(line);
      }
    }
    corpus.endDocument();
    return corpus.documents;
  }

  private void line(String line) {
    if (line.startsWith(DOCUMENT)) {
      endDocument();
      id = line.substring(DOCUMENT.length()).strip();
    } else if (line.startsWith("# newpar")) {
      newParagraph = true;
    } else if (line.startsWith(TEXT)) {
      add(line.substring(TEXT.length()).strip());
    } else if (!line.isEmpty() && line.charAt(0) != '#' && sentenceOpen) {
      spaceAfter = !line.contains("SpaceAfter=No");
    }
  }

  private void add(String sentence) {
    if (!text.isEmpty()) {
      text.append(newParagraph ? paragraphs.between : spaceAfter ? " " : "");
    }
    newParagraph = false;
    spaceAfter = true;
    sentenceOpen = true;
    text.append(sentence);
    ends.add(text.length());
  }

  private void endDocument() {
    if (!text.isEmpty()) {
      documents.add(new MarkedDocument(id, text.toString(), ends));
    }
    text.setLength(0);
    ends.clear();
    newParagraph = false;
    sentenceOpen = false;
  }
}

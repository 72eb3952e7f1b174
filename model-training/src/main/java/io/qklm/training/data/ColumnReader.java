package io.qklm.training.data;

import io.qklm.model.annotate.MentionLabel;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Sentences in columns, a word a line, an empty line between sentences, the tag last: CoNLL-2003,
 * WikiNEuRal, BTC, CrossNER and WNUT17. Lines that mark a document ({@code -DOCSTART-}) are passed
 * over.
 *
 * @param word the word's column, from 0
 * @param separator between columns
 * @param types what the tags' types mean
 */
public record ColumnReader(int word, char separator, TypeMap types) {

  /**
   * All sentences of {@code file}.
   *
   * @throws IOException if it cannot be read or a line breaks the form
   */
  public List<TaggedSentence> read(Path file) throws IOException {
    List<TaggedSentence> sentences = new ArrayList<>();
    List<String> words = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    int number = 0;
    try (BufferedReader in = DataFiles.open(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (line.isBlank()) {
          add(sentences, words, tags);
        } else if (!line.startsWith("-DOCSTART-")) {
          String[] cells = line.split(String.valueOf(separator), -1);
          boolean named = !cells[cells.length - 1].strip().equals("O");
          if (cells.length == word + 2 && cells[word].isBlank() && !named) {
            // BTC has a few words of which nothing but the tag was kept.
            continue;
          }
          if (cells.length < word + 2 || cells[word].isBlank()) {
            throw new IllegalArgumentException(
                "expected a word in column " + (word + 1) + " and a tag in the last");
          }
          words.add(cells[word]);
          tags.add(cells[cells.length - 1].strip());
        }
      }
      add(sentences, words, tags);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ", line " + number + " or just before: " + e.getMessage(), e);
    }
    return sentences;
  }

  private void add(List<TaggedSentence> sentences, List<String> words, List<String> tags) {
    if (words.isEmpty()) {
      return;
    }
    List<MentionLabel> labels = BioTags.labels(tags, types);
    List<TaggedSentence.Word> tagged = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      tagged.add(new TaggedSentence.Word(words.get(i), i > 0, labels.get(i)));
    }
    sentences.add(new TaggedSentence(tagged));
    words.clear();
    tags.clear();
  }
}

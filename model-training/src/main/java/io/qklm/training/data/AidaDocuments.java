package io.qklm.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.measure.GoldIds;
import io.qklm.model.annotate.Name;
import io.qklm.text.CodePointIndex;
import io.qklm.text.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * AIDA-CoNLL: the documents of CoNLL-2003 with their names from one set and the entities they mean
 * from the other. The words of both are the same, one space between them.
 */
public final class AidaDocuments {

  private static final ObjectMapper JSON = new ObjectMapper();

  private AidaDocuments() {}

  /**
   * All documents.
   *
   * @param aida AIDA's file, JSON lines
   * @param conll CoNLL-2003's file of the same part
   * @param idOfTitle entity by page title with underscores
   * @throws IOException if a file cannot be read or the two do not tell the same documents
   */
  public static List<AnnotatedText> read(Path aida, Path conll, Map<String, String> idOfTitle)
      throws IOException {
    List<TaggedSentence> sentences = NerForm.CONLL2003.read(conll);
    List<AnnotatedText> documents = new ArrayList<>();
    int next = 0;
    try (BufferedReader in = DataFiles.open(aida)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonNode node = JSON.readTree(line);
        String id = node.get("doc").asText();
        String text = node.get("text").asText();
        List<Name> names = new ArrayList<>();
        int position = 0;
        while (position < text.length()) {
          if (next == sentences.size()) {
            throw new IOException(conll + " ends before document '" + id + "' of " + aida);
          }
          position = names(sentences.get(next++), text, position, names, id);
        }
        documents.add(
            new AnnotatedText(
                id,
                text,
                Optional.of(names),
                Optional.of(links(node.get("labels"), text, idOfTitle))));
      }
    }
    if (next != sentences.size()) {
      throw new IOException(conll + " has more sentences than the documents of " + aida);
    }
    return documents;
  }

  /** Adds the names of a sentence that begins at {@code from}; returns where the next begins. */
  private static int names(
      TaggedSentence sentence, String text, int from, List<Name> names, String id)
      throws IOException {
    int position = from;
    for (TaggedSentence.Word word : sentence.words()) {
      if (!text.startsWith(word.text(), position)) {
        throw new IOException(
            "document '" + id + "' does not go on with '" + word.text() + "' at " + position);
      }
      int end = position + word.text().length();
      word.extend(names, new Span(position, end));
      position = end + 1;
    }
    return position;
  }

  private static List<AnnotatedText.GoldLink> links(
      JsonNode labels, String text, Map<String, String> idOfTitle) {
    CodePointIndex index = CodePointIndex.of(text);
    List<AnnotatedText.GoldLink> links = new ArrayList<>();
    for (JsonNode label : labels) {
      Set<String> ids = GoldIds.of(said(label, "qid"), said(label, "title"), idOfTitle);
      JsonNode span = label.get("span");
      links.add(
          new AnnotatedText.GoldLink(
              index.toUtf16(new Span(span.get(0).asInt(), span.get(1).asInt())), ids));
    }
    return links;
  }

  private static Optional<String> said(JsonNode label, String field) {
    return label.hasNonNull(field) ? Optional.of(label.get(field).asText()) : Optional.empty();
  }
}

package io.qklm.training.task.annotate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.kg.store.files.Sha256;
import io.qklm.model.annotate.MentionLabel;
import io.qklm.text.Span;
import io.qklm.training.data.DataFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a teacher thinks of a text's words: a share for each label, so that a student learns how
 * sure it was. One text is a line of JSON: {@code text}, the SHA-256 of its UTF-8 bytes; {@code
 * words}, start and end of each in UTF-16 units, one after another; {@code shares}, Base64 of a
 * byte for each word and label, in 1/255. The text itself is not kept.
 *
 * @param text SHA-256 in hex
 * @param words the words, in their order
 * @param shares {@code [words, labels]} row-major, in 1/255
 */
@SuppressWarnings("ArrayRecordComponent") // numbers on their way to a file, never compared
public record SoftLabels(String text, List<Span> words, byte[] shares) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LABELS = MentionLabel.values().length;

  public SoftLabels {
    words = List.copyOf(words);
    if (shares.length != words.size() * LABELS) {
      throw new IllegalArgumentException(
          "the text "
              + text
              + " has "
              + words.size()
              + " words and "
              + shares.length
              + " shares; each word needs "
              + LABELS);
    }
  }

  /** What {@link #text()} is for {@code text}. */
  public static String key(String text) {
    return Sha256.hexOf(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The labels of {@code text} from the logits of its words.
   *
   * @param logits of each word, as many as there are labels
   */
  public static SoftLabels of(String text, List<Span> words, List<float[]> logits) {
    byte[] shares = new byte[words.size() * LABELS];
    for (int word = 0; word < words.size(); word++) {
      float[] row = logits.get(word);
      double most = Double.NEGATIVE_INFINITY;
      for (float logit : row) {
        most = Math.max(most, logit);
      }
      double sum = 0;
      for (float logit : row) {
        sum += Math.exp(logit - most);
      }
      for (int label = 0; label < LABELS; label++) {
        double share = Math.exp(row[label] - most) / sum;
        shares[word * LABELS + label] = (byte) Math.round(255 * share);
      }
    }
    return new SoftLabels(key(text), words, shares);
  }

  /** The share of {@code label} for {@code word}, from 0 to 1. */
  public float share(int word, int label) {
    return (shares[word * LABELS + label] & 0xFF) / 255f;
  }

  /** The line, without its end. */
  public String line() throws IOException {
    ObjectNode line = JSON.createObjectNode();
    line.put("text", text);
    for (Span word : words) {
      line.withArray("words").add(word.start()).add(word.end());
    }
    line.put("shares", Base64.getEncoder().encodeToString(shares));
    return JSON.writeValueAsString(line);
  }

  /**
   * The labels of {@code file}, by the digests of their texts.
   *
   * @throws IOException if it cannot be read or has another form
   */
  public static Map<String, SoftLabels> read(Path file) throws IOException {
    Map<String, SoftLabels> all = new HashMap<>();
    int number = 0;
    try (BufferedReader in = DataFiles.open(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        SoftLabels labels = parse(JSON.readTree(line));
        all.put(labels.text(), labels);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ", line " + number + ": " + e.getMessage(), e);
    }
    return all;
  }

  private static SoftLabels parse(JsonNode line) {
    JsonNode places = line.path("words");
    List<Span> words = new ArrayList<>();
    for (int i = 0; i + 1 < places.size(); i += 2) {
      words.add(new Span(places.get(i).asInt(), places.get(i + 1).asInt()));
    }
    return new SoftLabels(
        line.path("text").asText(),
        words,
        Base64.getDecoder().decode(line.path("shares").asText()));
  }
}

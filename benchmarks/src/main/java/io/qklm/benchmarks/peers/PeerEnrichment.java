package io.qklm.benchmarks.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.document.SentenceSplitter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import opennlp.tools.namefind.NameFinderME;
import opennlp.tools.namefind.TokenNameFinderModel;
import opennlp.tools.tokenize.SimpleTokenizer;
import opennlp.tools.util.Span;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Names and a summary of each document by the peers, JSON in and JSON out. The sentences are cut as
 * ours are.
 */
public final class PeerEnrichment extends RichMapFunction<byte[], byte[]> {

  private static final long serialVersionUID = 1;

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SENTENCES = 3;

  private final String model;
  private transient NameFinderME finder;
  private transient SentenceSplitter splitter;

  /**
   * The function.
   *
   * @param model file of a name finder
   */
  @SuppressWarnings("NullAway.Init") // opened on the worker
  public PeerEnrichment(Path model) {
    this.model = model.toString();
  }

  @Override
  public void open(OpenContext context) throws IOException {
    finder = new NameFinderME(new TokenNameFinderModel(Path.of(model)));
    splitter = new SentenceSplitter();
  }

  @Override
  public byte[] map(byte[] value) throws IOException {
    JsonNode document = MAPPER.readTree(value);
    String text = document.path("text").asText();
    List<String> sentences =
        splitter.split(text, "en").stream().map(sentence -> sentence.in(text)).toList();
    ObjectNode result = MAPPER.createObjectNode();
    result.put("id", document.path("id").asText());
    ArrayNode names = result.putArray("names");
    for (String sentence : sentences) {
      Span[] places = SimpleTokenizer.INSTANCE.tokenizePos(sentence);
      for (Span name : finder.find(Span.spansToStrings(places, sentence))) {
        names
            .addObject()
            .put("type", name.getType())
            .put(
                "text",
                sentence.substring(
                    places[name.getStart()].getStart(), places[name.getEnd() - 1].getEnd()));
      }
    }
    finder.clearAdaptiveData();
    ArrayNode summary = result.putArray("summary");
    TextRank.best(sentences, SENTENCES).forEach(number -> summary.add(sentences.get(number)));
    return MAPPER.writeValueAsBytes(result);
  }
}

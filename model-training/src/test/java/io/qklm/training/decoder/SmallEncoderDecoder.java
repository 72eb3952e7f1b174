package io.qklm.training.decoder;

import static io.qklm.training.export.GraphBuilder.attribute;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.training.export.GraphBuilder;
import io.qklm.training.export.GraphBuilder.Element;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Writes folders as Hugging Face Optimum does, of encoder-decoders with random weights: an encoder
 * of one layer, a decoder of two. The same seed gives the same weights in every layout, so that all
 * of them must write the same.
 */
final class SmallEncoderDecoder {

  /** Whose form it has. */
  enum Form {
    /** Learned positions, LayerNorm behind each part. */
    BART,
    /** Distances in the attention, RMSNorm in front of each part. */
    T5
  }

  /** Which graphs the decoder is. */
  enum Layout {
    WITHOUT_PAST,
    WITH_PAST,
    MERGED
  }

  static final int START = 2;
  static final int FIRST = 0;
  static final int PADDING = 1;
  static final int END = 2;
  static final int UNKNOWN = 3;
  private static final List<String> SPECIAL = List.of("<s>", "<pad>", "</s>", "<unk>");

  private static final int HIDDEN = 16;
  private static final int HEADS = 2;
  private static final int SIZE = HIDDEN / HEADS;
  private static final int LAYERS = 2;
  private static final int POSITIONS = 64;
  private static final int DISTANCES = 8;

  private final Form form;
  private final long seed;
  private final List<String> vocabulary;
  private GraphBuilder graph = new GraphBuilder();

  SmallEncoderDecoder(Form form, long seed, List<String> words) {
    this.form = form;
    this.seed = seed;
    this.vocabulary = new ArrayList<>(SPECIAL);
    vocabulary.addAll(words);
  }

  /**
   * Writes a folder.
   *
   * @param generation further entries of {@code generation_config.json}
   */
  void write(Path folder, Layout layout, Map<String, ?> generation) throws IOException {
    Files.createDirectories(folder);
    ObjectMapper json = new ObjectMapper();
    Files.writeString(folder.resolve("tokenizer.json"), tokenizer(json).toString());
    Map<String, ?> config =
        form == Form.BART
            ? Map.of(
                "model_type",
                "bart",
                "max_position_embeddings",
                POSITIONS,
                "d_model",
                HIDDEN,
                "decoder_attention_heads",
                HEADS)
            : Map.of(
                "model_type", "t5", "n_positions", POSITIONS, "num_heads", HEADS, "d_kv", SIZE);
    Files.writeString(folder.resolve("config.json"), json.writeValueAsString(config));
    ObjectNode settings = json.valueToTree(generation);
    settings.put("decoder_start_token_id", START);
    settings.put("eos_token_id", END);
    settings.put("pad_token_id", PADDING);
    settings.set("bad_words_ids", json.valueToTree(List.of(List.of(FIRST), List.of(UNKNOWN))));
    Files.writeString(folder.resolve("generation_config.json"), settings.toString());
    save(folder.resolve("encoder_model.onnx"), this::encoder);
    if (layout == Layout.MERGED) {
      save(folder.resolve("decoder_model_merged.onnx"), () -> decoder(true, true));
      return;
    }
    save(folder.resolve("decoder_model.onnx"), () -> decoder(false, false));
    if (layout == Layout.WITH_PAST) {
      save(folder.resolve("decoder_with_past_model.onnx"), () -> decoder(true, false));
    }
  }

  private void save(Path file, Runnable make) throws IOException {
    graph = new GraphBuilder();
    make.run();
    Files.write(file, graph.build("small", Map.of()).toByteArray());
  }

  private ObjectNode tokenizer(ObjectMapper json) {
    ObjectNode file = json.createObjectNode();
    file.put("version", "1.0");
    file.putNull("truncation");
    file.putNull("padding");
    ArrayNode added = file.putArray("added_tokens");
    ObjectNode ids = json.createObjectNode();
    for (int i = 0; i < vocabulary.size(); i++) {
      ids.put(vocabulary.get(i), i);
      if (i < SPECIAL.size()) {
        ObjectNode token = added.addObject().put("id", i).put("content", vocabulary.get(i));
        for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
          token.put(flag, false);
        }
        token.put("special", true);
      }
    }
    file.putNull("normalizer");
    file.putObject("pre_tokenizer").put("type", "Whitespace");
    ObjectNode around = file.putObject("post_processor");
    around.put("type", "TemplateProcessing");
    ArrayNode single = around.putArray("single");
    special(single, "<s>");
    single.addObject().putObject("Sequence").put("id", "A").put("type_id", 0);
    special(single, "</s>");
    ArrayNode pair = around.putArray("pair");
    pair.addObject().putObject("Sequence").put("id", "A").put("type_id", 0);
    pair.addObject().putObject("Sequence").put("id", "B").put("type_id", 1);
    ObjectNode specials = around.putObject("special_tokens");
    for (String token : List.of("<s>", "</s>")) {
      ObjectNode one = specials.putObject(token).put("id", token);
      one.putArray("ids").add(vocabulary.indexOf(token));
      one.putArray("tokens").add(token);
    }
    file.putNull("decoder");
    ObjectNode model = file.putObject("model");
    model.put("type", "WordLevel");
    model.set("vocab", ids);
    model.put("unk_token", "<unk>");
    return file;
  }

  private static void special(ArrayNode template, String token) {
    template.addObject().putObject("SpecialToken").put("id", token).put("type_id", 0);
  }

  private String weights(String name, double spread, long... shape) {
    int count = 1;
    for (long side : shape) {
      count *= Math.toIntExact(side);
    }
    Random random = new Random(seed * 31 + name.hashCode());
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (spread * random.nextGaussian());
    }
    return graph.floats(name, values, shape);
  }

  private String linear(String x, String name, int in, int out) {
    return graph.node("MatMul", List.of(x, weights(name, 1 / Math.sqrt(in), in, out)));
  }

  private String op(String operator, String... inputs) {
    return graph.node(operator, List.of(inputs));
  }

  private String one(String name, float value) {
    return graph.floats(name, new float[] {value}, 1);
  }

  private String norm(String x, String name) {
    String scale = weights(name + ".scale", 1, HIDDEN);
    if (form == Form.BART) {
      return graph.node(
          "LayerNormalization",
          List.of(x, scale, weights(name + ".bias", 0.1, HIDDEN)),
          attribute("epsilon", 1e-5f));
    }
    String square = op("ReduceMean", op("Mul", x, x), graph.integers(-1));
    String root = op("Sqrt", op("Add", square, one(name + ".eps", 1e-6f)));
    return op("Mul", op("Div", x, root), scale);
  }

  /** A part with its way around it. */
  private String part(String x, String name, java.util.function.UnaryOperator<String> inner) {
    return form == Form.BART
        ? norm(op("Add", x, inner.apply(x)), name)
        : op("Add", x, inner.apply(norm(x, name)));
  }

  private String heads(String x) {
    String split = op("Reshape", x, graph.integers(0, -1, HEADS, SIZE));
    return graph.node("Transpose", List.of(split), attribute("perm", List.of(0L, 2L, 1L, 3L)));
  }

  private String attend(String q, String k, String v, String bias, String name) {
    String turned = graph.node("Transpose", List.of(k), attribute("perm", List.of(0L, 1L, 3L, 2L)));
    String scores =
        op("Mul", op("MatMul", q, turned), one(name + ".root", (float) (1 / Math.sqrt(SIZE))));
    String shares = graph.node("Softmax", List.of(op("Add", scores, bias)), attribute("axis", -1L));
    String mixed =
        graph.node(
            "Transpose",
            List.of(op("MatMul", shares, v)),
            attribute("perm", List.of(0L, 2L, 1L, 3L)));
    return linear(
        op("Reshape", mixed, graph.integers(0, 0, HIDDEN)), name + ".out", HIDDEN, HIDDEN);
  }

  private String feed(String x, String name) {
    return linear(op("Relu", linear(x, name + ".in", HIDDEN, 32)), name + ".out", 32, HIDDEN);
  }

  /** 0 where a token may be seen, far below where not; for all heads and queries. */
  private String masked(String mask) {
    String floats =
        graph.node("Cast", List.of(mask), attribute("to", (long) TensorProto.DataType.FLOAT_VALUE));
    String off = op("Mul", op("Sub", floats, one("mask.one", 1)), one("mask.far", 1e9f));
    return op("Unsqueeze", off, graph.integers(1, 2));
  }

  private String side(String x, int axis) {
    String shape =
        graph.node(
            "Shape",
            List.of(x),
            attribute("start", (long) axis),
            attribute("end", (long) axis + 1));
    return op("Squeeze", shape);
  }

  private String range(String from, String to) {
    return op("Range", from, to, op("Squeeze", graph.integers(1)));
  }

  private String embedded(String ids, String positions) {
    String words = op("Gather", weights("embeddings", 1, vocabulary.size(), HIDDEN), ids);
    return form == Form.BART
        ? op("Add", words, op("Gather", weights("positions", 0.5, 1024, HIDDEN), positions))
        : words;
  }

  private void encoder() {
    String ids = graph.input("input_ids", Element.INT64, -1, -1);
    String mask = graph.input("attention_mask", Element.INT64, -1, -1);
    String bias = masked(mask);
    String places = range(op("Squeeze", graph.integers(0)), side(ids, 1));
    String x = embedded(ids, places);
    x = part(x, "encoder.self", y -> self(y, "encoder.self", bias));
    x = part(x, "encoder.feed", y -> feed(y, "encoder.feed"));
    graph.output("last_hidden_state", x, Element.FLOAT, -1, -1, HIDDEN);
  }

  private String self(String x, String name, String bias) {
    return attend(
        heads(linear(x, name + ".q", HIDDEN, HIDDEN)),
        heads(linear(x, name + ".k", HIDDEN, HIDDEN)),
        heads(linear(x, name + ".v", HIDDEN, HIDDEN)),
        bias,
        name);
  }

  /** The decoder from its beginning, from states of before, or one that does both. */
  private void decoder(boolean past, boolean merged) {
    String mask = graph.input("encoder_attention_mask", Element.INT64, -1, -1);
    String ids = graph.input("input_ids", Element.INT64, -1, -1);
    boolean readsText = !past || merged;
    Optional<String> states =
        readsText
            ? Optional.of(graph.input("encoder_hidden_states", Element.FLOAT, -1, -1, HIDDEN))
            : Optional.empty();
    List<String[]> before = new ArrayList<>();
    for (int layer = 0; past && layer < LAYERS; layer++) {
      String prefix = "past_key_values." + layer;
      before.add(
          new String[] {
            state(prefix + ".decoder.key"), state(prefix + ".decoder.value"),
            state(prefix + ".encoder.key"), state(prefix + ".encoder.value")
          });
    }
    Optional<String> cached =
        merged ? Optional.of(graph.input("use_cache_branch", Element.BOOL, 1)) : Optional.empty();
    cached.ifPresent(flag -> before.replaceAll(one -> kept(one, flag)));
    String zero = op("Squeeze", graph.integers(0));
    String length = past ? side(before.get(0)[0], 2) : zero;
    String end = op("Add", length, side(ids, 1));
    String queries = range(length, end);
    String distance =
        op(
            "Sub",
            op("Unsqueeze", queries, graph.integers(1)),
            op("Unsqueeze", range(zero, end), graph.integers(0)));
    String later = op("Less", distance, graph.integers(0));
    String bias = op("Where", later, one("later", -1e9f), one("earlier", 0));
    if (form == Form.T5) {
      String clipped =
          op("Min", op("Max", distance, graph.integers(0)), graph.integers(DISTANCES - 1));
      String table = op("Gather", weights("distances", 1, DISTANCES, HEADS), clipped);
      String turned =
          graph.node("Transpose", List.of(table), attribute("perm", List.of(2L, 0L, 1L)));
      bias = op("Add", op("Unsqueeze", turned, graph.integers(0)), bias);
    }
    String textBias = masked(mask);
    String x = embedded(ids, queries);
    for (int layer = 0; layer < LAYERS; layer++) {
      x =
          layer(
              x,
              layer,
              bias,
              textBias,
              new Given(states, past ? Optional.of(before.get(layer)) : Optional.empty(), cached));
    }
    if (form == Form.T5) {
      x = norm(x, "decoder.last");
    }
    graph.output(
        "logits",
        linear(x, "vocabulary", HIDDEN, vocabulary.size()),
        Element.FLOAT,
        -1,
        -1,
        vocabulary.size());
  }

  /** What a layer goes on from. */
  private record Given(
      Optional<String> states, Optional<String[]> before, Optional<String> cached) {}

  private String state(String name) {
    return graph.input(name, Element.FLOAT, -1, HEADS, -1, SIZE);
  }

  /** States of drafts are dropped, and of the text not read, where a merged graph begins. */
  private String[] kept(String[] before, String flag) {
    String[] kept = before.clone();
    String use =
        graph.node("Cast", List.of(flag), attribute("to", (long) TensorProto.DataType.INT64_VALUE));
    for (int i = 0; i < 2; i++) {
      String length =
          graph.node("Shape", List.of(before[i]), attribute("start", 2L), attribute("end", 3L));
      String from = op("Sub", length, op("Mul", length, use));
      kept[i] = op("Slice", before[i], from, length, graph.integers(2));
    }
    return kept;
  }

  private String layer(String x, int layer, String bias, String textBias, Given given) {
    String name = "decoder." + layer;
    String afterSelf =
        part(
            x,
            name + ".self",
            y -> {
              String key = heads(linear(y, name + ".self.k", HIDDEN, HIDDEN));
              String value = heads(linear(y, name + ".self.v", HIDDEN, HIDDEN));
              if (given.before().isPresent()) {
                key = joined(given.before().get()[0], key);
                value = joined(given.before().get()[1], value);
              }
              present(layer, "decoder.key", key);
              present(layer, "decoder.value", value);
              String query = heads(linear(y, name + ".self.q", HIDDEN, HIDDEN));
              return attend(query, key, value, bias, name + ".self");
            });
    String afterText =
        part(
            afterSelf,
            name + ".text",
            y -> {
              String query = heads(linear(y, name + ".text.q", HIDDEN, HIDDEN));
              String key = ofText(layer, "key", ".text.k", 2, given);
              String value = ofText(layer, "value", ".text.v", 3, given);
              return attend(query, key, value, textBias, name + ".text");
            });
    return part(afterText, name + ".feed", y -> feed(y, name + ".feed"));
  }

  private String joined(String before, String more) {
    return graph.node("Concat", List.of(before, more), attribute("axis", 2L));
  }

  private String ofText(int layer, String what, String weights, int place, Given given) {
    if (given.states().isEmpty()) {
      return given.before().orElseThrow()[place];
    }
    String made = heads(linear(given.states().get(), "decoder." + layer + weights, HIDDEN, HIDDEN));
    if (given.cached().isEmpty()) {
      present(layer, "encoder." + what, made);
      return made;
    }
    String flag = given.cached().get();
    // As exported: what a merged graph gives of the text where it goes on is of no use.
    String begins =
        graph.node(
            "Cast",
            List.of(op("Not", flag)),
            attribute("to", (long) TensorProto.DataType.FLOAT_VALUE));
    present(layer, "encoder." + what, op("Mul", made, begins));
    return op("Where", flag, given.before().orElseThrow()[place], made);
  }

  private void present(int layer, String what, String value) {
    graph.output("present." + layer + "." + what, value, Element.FLOAT, -1, HEADS, -1, SIZE);
  }
}

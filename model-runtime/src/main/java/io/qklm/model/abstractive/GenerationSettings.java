package io.qklm.model.abstractive;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a model's words are chosen, as its folder says: {@code generation_config.json} over {@code
 * task_specific_params.summarization} over {@code config.json}. Tokens are numbers of its
 * vocabulary.
 *
 * @param start token that the decoder begins with
 * @param ends tokens of which any ends a summary
 * @param forcedFirst token that stands first behind the start, if one must
 * @param forcedLast token that stands last where a summary comes to its longest, if one must
 * @param banned tokens that never come
 * @param beams drafts that are followed at a time, 1 for the likeliest token each time
 * @param maxLength tokens of a summary at most, the start among them
 * @param minLength tokens before any of {@code ends} may come, the start among them
 * @param noRepeat tokens in a row that may not come twice; 0 where all may
 * @param lengthPenalty power of the length by which a draft's score is divided
 * @param earlyStopping whether the search ends with as many finished drafts as there are beams
 * @param prefix words before the text, as T5 was taught
 * @param maxSource tokens of the text that are read at most, special ones included
 * @param heads attention heads of the decoder, where the configuration says it
 * @param headSize components of a head, where it says it
 */
public record GenerationSettings(
    long start,
    Set<Long> ends,
    OptionalLong forcedFirst,
    OptionalLong forcedLast,
    Set<Long> banned,
    int beams,
    int maxLength,
    int minLength,
    int noRepeat,
    double lengthPenalty,
    boolean earlyStopping,
    String prefix,
    int maxSource,
    int heads,
    int headSize) {

  /** Beyond it a draft costs more than it brings. */
  static final int MOST_BEAMS = 8;

  static final int MOST_TOKENS = 512;
  static final int MOST_SOURCE = 1024;
  private static final int LEAST_SOURCE = 16;

  /** Where nothing says how long a text may be, as in T5. */
  private static final int USUAL_SOURCE = 512;

  private static final int USUAL_LENGTH = 142;

  public GenerationSettings {
    ends = Set.copyOf(ends);
    banned = Set.copyOf(banned);
  }

  /**
   * The settings of a folder.
   *
   * @param config of {@code config.json}
   * @param generation of {@code generation_config.json}; an empty object where there is none
   * @throws IOException if the start or the end is not said
   */
  static GenerationSettings of(JsonNode config, JsonNode generation) throws IOException {
    Layers said =
        new Layers(
            List.of(generation, config.path("task_specific_params").path("summarization"), config));
    long start =
        said.token("decoder_start_token_id")
            .orElseThrow(
                () ->
                    new IOException(
                        "neither generation_config.json nor config.json says"
                            + " decoder_start_token_id: the model is no encoder-decoder"));
    Set<Long> ends = said.tokens("eos_token_id");
    if (ends.isEmpty()) {
      throw new IOException("neither generation_config.json nor config.json says eos_token_id");
    }
    int positions = source(config);
    int longest = Math.min(MOST_TOKENS, positions);
    Optional<JsonNode> fresh = said.value("max_new_tokens");
    int most =
        fresh
            .map(tokens -> tokens.asInt() + 1)
            .orElseGet(() -> said.number("max_length", USUAL_LENGTH));
    int maxLength = Math.max(2, Math.min(longest, most));
    return new GenerationSettings(
        start,
        ends,
        said.token("forced_bos_token_id"),
        said.token("forced_eos_token_id"),
        banned(said, ends),
        Math.max(1, Math.min(MOST_BEAMS, said.number("num_beams", 1))),
        maxLength,
        Math.max(0, Math.min(maxLength - 1, said.number("min_length", 0))),
        Math.max(0, said.number("no_repeat_ngram_size", 0)),
        said.value("length_penalty").map(JsonNode::asDouble).orElse(1.0),
        said.value("early_stopping").map(JsonNode::asBoolean).orElse(false),
        prefix(said, config),
        positions,
        heads(config),
        headSize(config));
  }

  private static int source(JsonNode config) {
    for (String key :
        List.of("max_position_embeddings", "n_positions", "max_encoder_position_embeddings")) {
      if (config.path(key).isInt()) {
        return Math.max(LEAST_SOURCE, Math.min(MOST_SOURCE, config.path(key).asInt()));
      }
    }
    return USUAL_SOURCE;
  }

  private static int heads(JsonNode config) {
    return config.path("decoder_attention_heads").asInt(config.path("num_heads").asInt(0));
  }

  private static int headSize(JsonNode config) {
    int heads = heads(config);
    int whole = heads == 0 ? 0 : config.path("d_model").asInt(0) / heads;
    return config.path("d_kv").asInt(whole);
  }

  private static String prefix(Layers said, JsonNode config) {
    boolean t5 = config.path("model_type").asText().toLowerCase(Locale.ROOT).contains("t5");
    return said.value("prefix")
        .map(JsonNode::asText)
        .orElse(t5 ? "summarize: " : "")
        .stripLeading();
  }

  /** Padding, single tokens of {@code bad_words_ids}, {@code suppress_tokens}. */
  private static Set<Long> banned(Layers said, Set<Long> ends) {
    Set<Long> banned = new TreeSet<>(said.tokens("suppress_tokens"));
    said.value("bad_words_ids")
        .ifPresent(
            words ->
                words.forEach(
                    word -> {
                      if (word.size() == 1) {
                        banned.add(word.get(0).asLong());
                      }
                    }));
    banned.addAll(said.tokens("pad_token_id"));
    banned.removeAll(ends);
    return banned;
  }

  /** Objects of which the first that has a key says its value. */
  private record Layers(List<JsonNode> objects) {

    Optional<JsonNode> value(String key) {
      return objects.stream().map(one -> one.path(key)).filter(Layers::isSaid).findFirst();
    }

    private static boolean isSaid(JsonNode value) {
      return !value.isMissingNode() && !value.isNull();
    }

    int number(String key, int otherwise) {
      return value(key).map(node -> node.asInt(otherwise)).orElse(otherwise);
    }

    OptionalLong token(String key) {
      Set<Long> tokens = tokens(key);
      return tokens.isEmpty() ? OptionalLong.empty() : OptionalLong.of(tokens.iterator().next());
    }

    Set<Long> tokens(String key) {
      Set<Long> tokens = new TreeSet<>();
      value(key)
          .ifPresent(
              node -> {
                if (node.isArray()) {
                  node.forEach(one -> tokens.add(one.asLong()));
                } else {
                  tokens.add(node.asLong());
                }
              });
      return tokens;
    }
  }
}

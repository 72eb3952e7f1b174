package io.qklm.benchmarks.speed;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The engine in a process of its own: all annotations of files of text, one after another. */
public final class EngineProcess {

  private EngineProcess() {}

  /** Arguments: folder of the knowledge, folder of the bundle or "", a file that lists files. */
  public static void main(String[] arguments) throws IOException {
    List<Document> documents = new ArrayList<>();
    for (String file : Files.readAllLines(Path.of(arguments[2]))) {
      documents.add(Document.of(file, Files.readString(Path.of(file))));
    }
    try (Engine engine = Engine.open(ModelBundle.named(arguments[1]), Path.of(arguments[0]))) {
      long start = System.nanoTime();
      for (Document document : documents) {
        if (!(engine.enrich(document) instanceof Enrichment)) {
          throw new IOException("the engine rejected " + document.id());
        }
      }
      System.out.printf(Locale.ROOT, "TOTAL: %.3f sec%n", (System.nanoTime() - start) / 1e9);
    }
  }
}

package io.qklm.benchmarks.speed;

import io.qklm.benchmarks.throughput.Documents;
import io.qklm.document.Document;
import io.qklm.flink.QklmSettings;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is measured, and on what.
 *
 * @param knowledge folder of a snapshot
 * @param model folder of a bundle, or {@link QklmSettings#BUNDLED}
 * @param documents in a round
 * @param rounds of everything
 */
record Subject(String knowledge, String model, List<Document> documents, int rounds) {

  ModelBundle bundle() throws IOException {
    return ModelBundle.named(model);
  }

  Engine engine() throws IOException {
    return Engine.open(bundle(), Path.of(knowledge));
  }

  QklmSettings settings() {
    return QklmSettings.of(knowledge).withModel(model);
  }

  List<byte[]> values() {
    return documents.stream().map(Documents::json).toList();
  }

  static List<Document> news(int count) throws IOException {
    return Documents.read(Optional.empty(), count);
  }
}

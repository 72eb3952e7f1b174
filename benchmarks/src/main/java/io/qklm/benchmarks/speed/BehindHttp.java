package io.qklm.benchmarks.speed;

import io.qklm.benchmarks.throughput.Documents;
import io.qklm.document.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * The operator in the job beside the same engine in a server that the job calls, both with two
 * threads for the model and 32 documents under way, exactly once.
 */
final class BehindHttp implements Part {

  private static final int THREADS = 2;
  private static final int UNDER_WAY = 32;
  private static final int SHORT_DOCUMENTS = 4_000;
  private static final int SHORT_CHARACTERS = 100;

  @Override
  public void measure(Subject subject, Table table) throws Exception {
    table.begin("beside the same model behind HTTP");
    try (Rig rig = Rig.start();
        ServerProcess server = ServerProcess.start(subject, THREADS)) {
      Spread whole = compare(rig, server, subject, subject.values(), table, "documents");
      table.ratio("in the job over behind HTTP", whole, 1.1, false);
      List<byte[]> texts = shortTexts();
      Spread heads = compare(rig, server, subject, texts, table, "texts under 32 tokens");
      table.put("in the job over behind HTTP, texts under 32 tokens", heads);
    }
  }

  private static Spread compare(
      Rig rig, ServerProcess server, Subject subject, List<byte[]> values, Table table, String what)
      throws Exception {
    double[] inside = new double[subject.rounds()];
    double[] behind = new double[subject.rounds()];
    for (int round = -1; round < subject.rounds(); round++) {
      double own = values.size() / rig.seconds(values, subject.settings().withWorkers(THREADS));
      double other = values.size() / rig.seconds(values, topics -> plan(rig, server, topics));
      if (round >= 0) {
        inside[round] = own;
        behind[round] = other;
      }
    }
    table.put(what + "/s in the job", Spread.of(inside));
    table.put(what + "/s behind HTTP", Spread.of(behind));
    return Spread.ratio(inside, behind);
  }

  /** The beginnings of articles, as headlines are. */
  private static List<byte[]> shortTexts() throws IOException {
    List<byte[]> values = new ArrayList<>();
    for (Document document : Subject.news(SHORT_DOCUMENTS)) {
      String text = document.text();
      int end = text.lastIndexOf(' ', Math.min(text.length() - 1, SHORT_CHARACTERS));
      values.add(Documents.json(Document.of(document.id(), text.substring(0, end))));
    }
    return values;
  }

  private static StreamGraph plan(Rig rig, ServerProcess server, Rig.Topics topics) {
    return BytesJob.plan(
        rig,
        topics,
        documents ->
            AsyncDataStream.orderedWait(
                documents, new HttpCall(server.address()), 60, TimeUnit.SECONDS, UNDER_WAY));
  }
}

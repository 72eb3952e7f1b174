package io.qklm.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CostsTest {

  @Test
  void countsForTheInnermostFrameThatIsOursOrALibrarys() {
    Costs costs =
        Costs.of(
            """
            java/lang/Thread.run;io/qklm/model/Qklm.enrich;io/qklm/model/Vectors.dot 3
            java/lang/Thread.run;io/qklm/model/Vectors.dot;java/lang/Math.sqrt 2
            java/lang/Thread.run;io/qklm/model/onnx/GraphSession.run;ai/onnxruntime/OrtSession.run;Gemm 40
            org/apache/flink/Task.run;org/apache/kafka/Producer.send;java/util/zip/Deflater.deflate 4
            java/lang/Thread.run;io/qklm/benchmarks/speed/ResultReader.read;org/apache/kafka/Poll 100
            start_thread;G1YoungCollector::collect 1
            """);
    assertThat(costs.samples())
        .isEqualTo(
            List.of(
                new Costs.Cost("ONNX Runtime", 40),
                new Costs.Cost("Vectors.dot", 5),
                new Costs.Cost("compression", 4),
                new Costs.Cost("garbage collector", 1)));
    assertThat(costs.all()).isEqualTo(50);
  }
}

package io.qklm.flink.sql;

import io.qklm.flink.testkit.QklmTestKit;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests over the test kit's knowledge, made once a class. */
abstract class OverTestKnowledge {

  static QklmTestKit kit;
  static Path knowledge;

  @BeforeAll
  static void start() throws IOException {
    kit = QklmTestKit.start();
    knowledge = kit.knowledge();
  }

  @AfterAll
  static void stop() throws IOException {
    kit.close();
  }
}

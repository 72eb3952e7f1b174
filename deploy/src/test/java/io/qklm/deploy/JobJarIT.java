package io.qklm.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What Flink must find in the job jar. */
class JobJarIT {

  @Test
  void namesWhatSqlFindsByName() throws IOException {
    try (JarFile jar = new JarFile(Path.of("target/qklm/qklm-job.jar").toFile())) {
      ZipEntry services =
          jar.getEntry("META-INF/services/org.apache.flink.table.factories.Factory");
      List<String> factories =
          new String(jar.getInputStream(services).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      assertThat(factories)
          .contains(
              "io.qklm.flink.sql.QklmModelProviderFactory",
              "io.qklm.flink.sql.QklmKnowledgeTableFactory",
              "io.qklm.flink.sql.QklmModuleFactory",
              "org.apache.flink.streaming.connectors.kafka.table.KafkaDynamicTableFactory");
      for (String factory : factories) {
        if (!factory.isBlank() && !factory.startsWith("#")) {
          assertThat(jar.getEntry(factory.replace('.', '/') + ".class")).as(factory).isNotNull();
        }
      }
    }
  }
}

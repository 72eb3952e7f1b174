package io.qklm.deploy.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.StringMap;
import org.junit.jupiter.api.Test;

class JsonLogTest {

  private static final String PATTERN = "appender.console.layout.pattern";
  private static final Path COMMAND = Path.of("src/main/resources/qklm-log4j2-json.properties");
  private static final Path CLUSTER = Path.of("docker/log4j-console.properties");

  @Test
  void commandAndClusterWriteTheSame() throws IOException {
    assertThat(read(COMMAND).getProperty(PATTERN)).isEqualTo(read(CLUSTER).getProperty(PATTERN));
  }

  @Test
  void aLineIsAnObjectWhateverTheDocumentIsCalled() throws IOException {
    String evil = "a\"b\\c\nd\u0001}{\u2028\uD83C\uDF89";
    JsonNode line =
        line(
            Map.of("documentId", evil, "epoch", "7", "flink-job-id", "f00"),
            "document '" + evil + "' was rejected",
            new IllegalStateException("as \"asked\"\n"));
    assertThat(line.path("documentId").asText()).isEqualTo(evil);
    assertThat(line.path("epoch").asText()).isEqualTo("7");
    assertThat(line.path("jobId").asText()).isEqualTo("f00");
    assertThat(line.path("message").asText()).isEqualTo("document '" + evil + "' was rejected");
    assertThat(line.path("error").asText())
        .startsWith("java.lang.IllegalStateException: as \"asked\"")
        .contains("JsonLogTest");
    assertThat(line.path("level").asText()).isEqualTo("WARN");
    assertThat(line.path("logger").asText()).isEqualTo("io.qklm.Test");
    assertThat(line.path("time").asText()).isEqualTo("1970-01-01T00:00:01.500Z");
  }

  @Test
  void whatIsNotThereIsLeftOut() throws IOException {
    JsonNode line = line(Map.of(), "hello", null);
    assertThat(line.has("documentId")).isFalse();
    assertThat(line.has("error")).isFalse();
    assertThat(List.of(line.path("message").asText())).containsExactly("hello");
  }

  private static JsonNode line(Map<String, String> context, String message, Throwable failure)
      throws IOException {
    StringMap data = ContextDataFactory.createContextData();
    context.forEach(data::putValue);
    LogEvent event =
        Log4jLogEvent.newBuilder()
            .setLoggerName("io.qklm.Test")
            .setLevel(Level.WARN)
            .setThreadName("main")
            .setTimeMillis(1_500)
            .setContextData(data)
            .setMessage(new SimpleMessage(message))
            .setThrown(failure)
            .build();
    String text =
        PatternLayout.newBuilder()
            .withConfiguration(new DefaultConfiguration())
            .withPattern(read(COMMAND).getProperty(PATTERN))
            .withAlwaysWriteExceptions(false)
            .build()
            .toSerializable(event);
    assertThat(text.strip().lines()).hasSize(1);
    return new ObjectMapper().readTree(text);
  }

  private static Properties read(Path file) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    }
    return properties;
  }
}

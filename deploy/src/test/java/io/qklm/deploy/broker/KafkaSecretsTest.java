package io.qklm.deploy.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSecretsTest {

  @TempDir Path folder;

  @Test
  void kafkaReadsThemAndHidesThem() throws Exception {
    Path file = Files.writeString(folder.resolve("kafka.properties"), "password=s3cret\n");
    Files.writeString(folder.resolve("store"), "changeit");
    Map<String, String> settings =
        KafkaSecrets.withProviders(
            Map.of(
                "bootstrap.servers",
                "localhost:1",
                "client.id",
                "${env:PATH}",
                "ssl.truststore.password",
                "${directory:" + folder + ":store}",
                "sasl.jaas.config",
                "login password=\"${file:" + file + ":password}\";"));
    KafkaSecrets.check(settings);
    AdminClientConfig read = new AdminClientConfig(new HashMap<String, Object>(settings));
    assertThat(read.getString("client.id")).isEqualTo(System.getenv("PATH"));
    assertThat(read.getPassword("ssl.truststore.password").value()).isEqualTo("changeit");
    Password login = read.getPassword("sasl.jaas.config");
    assertThat(login.value()).isEqualTo("login password=\"s3cret\";");
    assertThat(login).hasToString("[hidden]");
  }

  @Test
  void onlyWhereTheyAreNamedAndNobodyElseReadsThem() {
    Map<String, String> plain = Map.of("a", "b", "c", "$d");
    assertThat(KafkaSecrets.withProviders(plain)).isEqualTo(plain);
    Map<String, String> own = Map.of("a", "${file:x:y}", "config.providers", "vault");
    assertThat(KafkaSecrets.withProviders(own)).isEqualTo(own);
  }

  @Test
  void saysWhichIsNotThere() throws Exception {
    Path file = Files.writeString(folder.resolve("kafka.properties"), "user=q\n");
    refused("${file:" + file + ":password}", file + " has no line password=...");
    refused("${file:/no/such:password}", "/no/such cannot be read (NoSuchFileException)");
    refused("${file:password}", "a key is missing; write ${file:FILE:KEY}");
    refused("${directory:" + folder + ":none}", folder + "/none is no file that can be read");
    refused("${env:QKLM_NONE}", "the environment has no variable QKLM_NONE");
    assertThatCode(() -> KafkaSecrets.check(Map.of("p", "${env:X}"), name -> "value"))
        .doesNotThrowAnyException();
  }

  private static void refused(String value, String problem) {
    assertThatThrownBy(() -> KafkaSecrets.check(Map.of("p", "a " + value), name -> null))
        .isInstanceOf(KafkaBrokerException.class)
        .hasMessage(
            "Kafka's setting p names a secret that is not there: " + value + ", but " + problem);
  }
}

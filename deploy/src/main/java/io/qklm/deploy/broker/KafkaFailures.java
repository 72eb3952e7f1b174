package io.qklm.deploy.broker;

import io.qklm.deploy.Causes;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** What went wrong between a client and its cluster, in a sentence each. */
final class KafkaFailures {

  private KafkaFailures() {}

  /** No client can be made of the address and the settings. */
  static KafkaBrokerException unusable(String bootstrapServers, KafkaException e) {
    String reason = Causes.sentence(e);
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof ConfigException && message.contains("bootstrap")) {
        return new KafkaBrokerException(
            "'"
                + bootstrapServers
                + "' cannot be used as Kafka's address: "
                + message
                + "; give host:port, several separated by commas",
            e);
      }
    }
    return new KafkaBrokerException(
        "the settings of the Kafka clients cannot be used: "
            + reason
            + "; mend them in the file of --kafka-config or in --kafka-property",
        e);
  }

  /** The cluster, or this side of it, ended the handshake. */
  static KafkaBrokerException refused(String bootstrapServers, AuthenticationException e) {
    return e instanceof SslAuthenticationException
        ? new KafkaBrokerException(
            "no TLS connection to Kafka at "
                + bootstrapServers
                + ": "
                + Causes.sentence(e)
                + "; check that ssl.truststore.location holds the issuer of its certificate, and"
                + " that the certificate names this address",
            e)
        : new KafkaBrokerException(
            "Kafka at "
                + bootstrapServers
                + " refused the login: "
                + e.getMessage()
                + "; check user, password and sasl.mechanism in the file of --kafka-config",
            e);
  }
}

/**
 * Kafka's side of the job: records as they lie in a topic, the JSON of the wire contract, dead
 * letters, and builders for Flink's Kafka source and sink. Jobs and commands enter here; nothing
 * here knows of operators or models beyond the values of {@code io.qklm.document}. Any bytes give a
 * document or one reason why not, and a record always fits the configured size.
 */
@NullMarked
package io.qklm.kafka;

import org.jspecify.annotations.NullMarked;

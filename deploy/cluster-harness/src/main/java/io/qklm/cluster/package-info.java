/**
 * Kafka, Flink and ZooKeeper on this machine, each a process of its own, made of what Maven Central
 * has. Tests and benchmarks start them, submit the job as a user does, kill and pause them, and
 * look into their memory. All of it ends with the process that started it, however that ends.
 */
@NullMarked
package io.qklm.cluster;

import org.jspecify.annotations.NullMarked;

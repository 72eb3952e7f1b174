/**
 * QKLM in Kafka Connect: a transformation that enriches records where they pass through a worker.
 * Connect finds it by its class name; nothing else enters here. It brings its own libraries in a
 * plugin folder, apart from those of the worker and of Flink.
 */
@NullMarked
package io.qklm.connect;

import org.jspecify.annotations.NullMarked;

package io.qklm.flink.engine;

import org.apache.flink.annotation.Internal;

/**
 * How much the engine of a process has to do.
 *
 * @param workers its threads
 * @param busy those at work
 * @param queued documents that wait for one
 */
@Internal
public record EngineLoad(int workers, int busy, int queued) {}

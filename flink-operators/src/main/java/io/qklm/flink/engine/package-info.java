/**
 * One engine a process: the model and the knowledge it reads, opened by the first subtask that
 * needs them, shared by the next and closed after the last, and the threads that work on them. The
 * operators and the SQL functions enter by {@link io.qklm.flink.engine.SharedEngines} and hold an
 * {@link io.qklm.flink.engine.EngineLease}. Native memory has one owner here, which closes it in
 * order: documents at work, engines, model, knowledge.
 */
@NullMarked
package io.qklm.flink.engine;

import org.jspecify.annotations.NullMarked;

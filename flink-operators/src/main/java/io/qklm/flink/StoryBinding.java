package io.qklm.flink;

import io.qklm.flink.stories.StoryElements;
import org.apache.flink.annotation.Experimental;

/**
 * What a job's records are to {@link QklmStories}: documents, withdrawals or neither, and what goes
 * out for them. Called on the task's thread, more than once for a record; an exception fails the
 * task, so what cannot be read is {@link io.qklm.stories.desk.StoryReading.Other} and passes.
 *
 * @param <IN> what comes in; it waits in state until the watermark has reached it
 * @param <OUT> what goes out for it
 * @param <STORY> what is told of a story
 */
@Experimental
public interface StoryBinding<IN, OUT, STORY> extends StoryElements<IN, OUT, STORY> {}

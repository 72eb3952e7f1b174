/**
 * Stories in a Flink job: records wait for the watermark, are sorted by time and id, and are taken
 * in by a desk over Flink's keyed state. Only {@link io.qklm.flink.QklmStories} enters here. A
 * replay gives the same stories byte for byte, and a job that is restored goes on as if it had not
 * stopped.
 */
@NullMarked
package io.qklm.flink.stories;

import org.jspecify.annotations.NullMarked;

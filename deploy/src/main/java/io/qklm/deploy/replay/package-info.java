/**
 * The commands about dead letters: their options and what they say. {@link
 * io.qklm.deploy.replay.DeadLettersCommand} is the way in, for the command {@code qklm} alone. What
 * is promised of a replay is held by {@link io.qklm.kafka.replay}.
 */
@NullMarked
package io.qklm.deploy.replay;

import org.jspecify.annotations.NullMarked;

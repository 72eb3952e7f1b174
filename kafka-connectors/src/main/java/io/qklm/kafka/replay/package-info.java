/**
 * Dead letters sent back to where they came from, once what was wrong is mended. Whoever runs it
 * enters by {@link io.qklm.kafka.replay.DeadLetterReplay}; deploy has the command. A letter is sent
 * back once, whatever filters it is chosen by and however often a run is cut off: what was sent is
 * noted in the transaction that sends it.
 */
@NullMarked
package io.qklm.kafka.replay;

import org.jspecify.annotations.NullMarked;

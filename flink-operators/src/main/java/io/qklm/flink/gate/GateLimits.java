package io.qklm.flink.gate;

import java.io.Serializable;
import org.apache.flink.annotation.Internal;

/**
 * How much a subtask lets pass, and how much it holds.
 *
 * @param maxInFlight records between gate and outlet
 * @param maxCharactersInFlight UTF-16 units of their text; one document may go beyond it
 * @param maxHeld records that wait for their epoch
 * @param maxHeldBytes bytes of them in a checkpoint. Beyond either the source pauses, and only what
 *     the network holds still comes; of a source that does not pause twice as much is held
 */
@Internal
public record GateLimits(
    int maxInFlight, long maxCharactersInFlight, int maxHeld, long maxHeldBytes)
    implements Serializable {

  /** The same with no more bytes held than these. */
  GateLimits withMaxHeldBytes(long most) {
    return new GateLimits(
        maxInFlight, maxCharactersInFlight, maxHeld, Math.min(maxHeldBytes, most));
  }
}

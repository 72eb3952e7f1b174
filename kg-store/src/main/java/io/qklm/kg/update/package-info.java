/**
 * From updates to the next epoch, on this machine and in the repository, without Kafka. The update
 * job enters by {@link io.qklm.kg.update.EpochBuilder}. A step that failed may be called again:
 * what was built and embedded is used again, and an update is set aside only when it alone is at
 * fault.
 */
@NullMarked
package io.qklm.kg.update;

import org.jspecify.annotations.NullMarked;

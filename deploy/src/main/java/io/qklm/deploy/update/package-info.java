/**
 * The command of the update job and its wiring: arguments, the checks of its topics, the model that
 * embeds. The command and the demo enter by {@link io.qklm.deploy.update.UpdateJob}. What is
 * promised of updates is held by {@code io.qklm.kafka.update} and {@code io.qklm.kg.update}.
 */
@NullMarked
package io.qklm.deploy.update;

import org.jspecify.annotations.NullMarked;

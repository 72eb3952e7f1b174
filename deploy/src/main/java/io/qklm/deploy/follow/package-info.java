/**
 * {@code qklm kg follow}: the edits of a public knowledge base as updates on a topic. The following
 * itself is in {@link io.qklm.kg.follow}, the sending in {@link io.qklm.kafka.update}. What stands
 * here are options, checks and what a person is told.
 */
@NullMarked
package io.qklm.deploy.follow;

import org.jspecify.annotations.NullMarked;

/**
 * Relations between entity vectors that come from text: what is learned of them, and how well they
 * hold. The command and the joint run enter here with facts between entities that have a text.
 * Nothing is learned for a single entity, so all of it applies to entities that come later.
 */
@NullMarked
package io.qklm.training.relation;

import org.jspecify.annotations.NullMarked;

/**
 * What is read from the final states: tags, links, salience, hidden words, entity vectors and the
 * relations between them. Tasks enter here. A head is a few linear maps and owns nothing but its
 * names in the registry.
 */
@NullMarked
package io.qklm.training.head;

import org.jspecify.annotations.NullMarked;

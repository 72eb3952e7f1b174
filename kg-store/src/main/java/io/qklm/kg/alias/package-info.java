/**
 * From surface forms to the entities they may name. The scanner finds every known surface form in a
 * text and gives its candidates with their priors. An index is immutable and safe for any number of
 * threads.
 */
@NullMarked
package io.qklm.kg.alias;

import org.jspecify.annotations.NullMarked;

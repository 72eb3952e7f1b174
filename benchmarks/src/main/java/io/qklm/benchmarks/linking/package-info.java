/**
 * How well mentions are found and linked. Gold annotations against what the engine says, span and
 * entity both right or it does not count. Used by the linking command alone.
 */
@NullMarked
package io.qklm.benchmarks.linking;

import org.jspecify.annotations.NullMarked;

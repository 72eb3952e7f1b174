/**
 * What the knowledge store costs as it grows. Commands that build seeded graphs of any size and
 * measure building, opening, reading, deltas and swaps, each in a process of its own. Nothing here
 * is used by another package.
 */
@NullMarked
package io.qklm.benchmarks.scale;

import org.jspecify.annotations.NullMarked;

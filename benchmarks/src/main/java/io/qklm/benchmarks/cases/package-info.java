/**
 * Shared cases that the build does not run: those that need root, a broker or minutes of waiting.
 * Entered by the command line alone. Each runs the command {@code qklm} in a process of its own, as
 * a user does, and judges what it said and how it ended.
 */
@NullMarked
package io.qklm.benchmarks.cases;

import org.jspecify.annotations.NullMarked;

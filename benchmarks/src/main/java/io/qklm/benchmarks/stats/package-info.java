/**
 * Figures with their uncertainty. Bootstrap over documents, seeded, and medians with spread. Values
 * in, values out.
 */
@NullMarked
package io.qklm.benchmarks.stats;

import org.jspecify.annotations.NullMarked;

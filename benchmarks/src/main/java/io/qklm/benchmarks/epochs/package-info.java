/**
 * Epochs on a real cluster while documents flow: how soon an update is seen, what swaps cost, and
 * whether a replay gives the same bytes. Each command starts its own broker, cluster and jobs and
 * prints its figures with date, seed and machine. Nothing of it is a library.
 */
@NullMarked
package io.qklm.benchmarks.epochs;

import org.jspecify.annotations.NullMarked;

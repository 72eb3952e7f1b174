/**
 * How fast the job is beside the bare model, and beside what users would pick instead. Everything
 * is measured in turns within one run, so that the ratios stand on a machine that is not quiet. One
 * command prints the table and keeps it as JSON and as a picture.
 */
@NullMarked
package io.qklm.benchmarks.speed;

import org.jspecify.annotations.NullMarked;

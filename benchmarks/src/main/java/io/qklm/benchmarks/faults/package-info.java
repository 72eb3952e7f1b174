/**
 * The fault matrix in its long form, and the report it writes. Each fault is done to real processes
 * under traffic. A broken promise makes the command fail and stays in the report.
 */
@NullMarked
package io.qklm.benchmarks.faults;

import org.jspecify.annotations.NullMarked;

/**
 * The gold that lies in this repository, read from {@code benchmarks/gold}, and the sample news
 * held against it. The shipped engine runs with the starter knowledge, and each of its links is
 * judged as a reader would. Used by the command {@code sample-gold} and by the test that fails when
 * links get worse.
 */
@NullMarked
package io.qklm.benchmarks.gold;

import org.jspecify.annotations.NullMarked;

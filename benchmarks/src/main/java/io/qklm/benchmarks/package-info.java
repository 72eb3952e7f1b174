/**
 * The commands that print the figures of this project. Run by hand, never by the build; each names
 * its data with a digest, its seed and the machine. What they measure they only use, from outside.
 */
@NullMarked
package io.qklm.benchmarks;

import org.jspecify.annotations.NullMarked;

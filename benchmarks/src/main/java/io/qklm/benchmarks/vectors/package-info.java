/**
 * How much of an entity's vector survives its code. Commands that embed a sample of the development
 * knowledge, quantize it in several ways and compare nearest neighbours. Nothing here is used by
 * another package.
 */
@NullMarked
package io.qklm.benchmarks.vectors;

import org.jspecify.annotations.NullMarked;

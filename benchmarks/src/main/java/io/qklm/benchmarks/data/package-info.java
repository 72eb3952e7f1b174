/**
 * Readers of the public evaluation sets under the shared data folder. They give plain values and
 * check nothing but the form. A missing set is said by name.
 */
@NullMarked
package io.qklm.benchmarks.data;

import org.jspecify.annotations.NullMarked;

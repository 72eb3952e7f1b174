/**
 * Figures with their uncertainty, for training and benchmarks alike. Bootstrap over documents,
 * seeded; ids that are right of an annotation. Values in, values out.
 */
@NullMarked
package io.qklm.measure;

import org.jspecify.annotations.NullMarked;

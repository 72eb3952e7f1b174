/**
 * What makes a bundle of learned weights: calibration, measures of the exported graphs, the model
 * card and the bundle's files. The release command enters here with weights that a run learned.
 * Experiments take no part.
 */
@NullMarked
package io.qklm.training.release;

import org.jspecify.annotations.NullMarked;

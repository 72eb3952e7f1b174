/**
 * Fits how the mentions of a document decide together: what the network says of texts with known
 * links is gathered once into a file, and weights are the likeliest on it. Nothing here touches the
 * network's weights, so that a release can be fitted again in minutes.
 */
@NullMarked
package io.qklm.training.resolution;

import org.jspecify.annotations.NullMarked;

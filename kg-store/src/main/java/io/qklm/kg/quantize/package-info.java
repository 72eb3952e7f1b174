/**
 * Entity vectors made small: trainers that learn codebooks and quantizers that apply them. The
 * store writes codes with these types and the engine reads vectors back through them. Training is
 * deterministic for a seed.
 */
@NullMarked
package io.qklm.kg.quantize;

import org.jspecify.annotations.NullMarked;

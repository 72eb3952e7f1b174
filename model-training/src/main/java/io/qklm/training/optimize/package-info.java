/**
 * From gradients to better parameters: AdamW, its schedule, and who learns how fast. The trainer
 * enters here. State is plain arrays by name, so that it can be saved and continued exactly.
 */
@NullMarked
package io.qklm.training.optimize;

import org.jspecify.annotations.NullMarked;

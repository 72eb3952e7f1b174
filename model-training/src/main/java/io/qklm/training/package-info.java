/**
 * The command that trains. People enter here with a configuration file; everything it names is
 * built, run and reported. Nothing else depends on this package.
 */
@NullMarked
package io.qklm.training;

import org.jspecify.annotations.NullMarked;

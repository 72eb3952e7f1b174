/**
 * Where the parts become something to run: the command, the jobs, the demo and what they share. The
 * folder the distribution lies in is known here. Everything below depends on the other modules; no
 * other module depends on this one.
 */
@NullMarked
package io.qklm.deploy;

import org.jspecify.annotations.NullMarked;

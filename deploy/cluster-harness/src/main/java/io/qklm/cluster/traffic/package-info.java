/**
 * Documents that are sent to a job and the committed results that come back. Every result is held
 * against the document it was made of: once, and every slice where it says. Anyone who needs to
 * know that nothing was lost or doubled may use it.
 */
@NullMarked
package io.qklm.cluster.traffic;

import org.jspecify.annotations.NullMarked;

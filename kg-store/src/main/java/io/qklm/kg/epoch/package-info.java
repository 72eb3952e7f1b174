/**
 * What is said of epochs on the control topic, and what follows from it: announcements, heartbeats,
 * the timeline they make, and the window in which updates are folded into the next epoch. The
 * update job writes these and every worker reads them; files are the store's affair. Whoever reads
 * the same messages comes to the same answer, whenever they arrived.
 */
@NullMarked
package io.qklm.kg.epoch;

import org.jspecify.annotations.NullMarked;

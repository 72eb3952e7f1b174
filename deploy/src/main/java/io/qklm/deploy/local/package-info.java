/**
 * Flink inside this process, for the demo and for a job on one machine. A cluster is started, given
 * one job and closed; it listens on the loopback interface alone and keeps its files in a folder
 * that is its user's to remove. What to run is its user's business too.
 */
@NullMarked
package io.qklm.deploy.local;

import org.jspecify.annotations.NullMarked;

/**
 * What is left when a process is killed while it changes knowledge. A command that kills a process
 * of its own before every step of building, publishing, fetching, swapping, compacting and
 * removing, and checks what remains. Nothing here is used by another package.
 */
@NullMarked
package io.qklm.benchmarks.kills;

import org.jspecify.annotations.NullMarked;

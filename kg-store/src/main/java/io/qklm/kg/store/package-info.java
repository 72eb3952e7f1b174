/**
 * Snapshots of the knowledge: written once, named by a digest, verified before use, read by many
 * threads. The engine and the commands read here; only a build writes. Every native handle has one
 * owner and an open snapshot never changes.
 */
@NullMarked
package io.qklm.kg.store;

import org.jspecify.annotations.NullMarked;

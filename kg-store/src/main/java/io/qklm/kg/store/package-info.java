/**
 * Opened snapshots: {@link io.qklm.kg.store.KnowledgeSnapshot} reads one epoch, {@link
 * io.qklm.kg.store.KnowledgeStore} holds the epoch in force and lends it under leases. The engine
 * and the commands read here; building, changing, the format and RocksDB have rooms of their own
 * below. An open snapshot never changes, and every native handle has one owner.
 */
@NullMarked
package io.qklm.kg.store;

import org.jspecify.annotations.NullMarked;

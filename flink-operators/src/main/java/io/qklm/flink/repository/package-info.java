/**
 * Repositories on Flink's file systems: whatever scheme the cluster has a plugin for. The store
 * finds them through {@link io.qklm.flink.repository.FlinkStoreProvider}. Promises what {@link
 * io.qklm.kg.store.repository.ObjectStore} does where the file system renames in one step and
 * creates a file once; on others, as S3, one writer at a time is the user's to see to.
 */
@NullMarked
package io.qklm.flink.repository;

import org.jspecify.annotations.NullMarked;

/**
 * Repositories in S3-compatible object stores, {@code s3://bucket/prefix}. Entered by address
 * alone, through {@link io.qklm.kg.store.repository.SnapshotRepository}; needs the AWS SDK on the
 * class path and says so where it is missing. Promises what {@link
 * io.qklm.kg.store.repository.ObjectStore} does, of any server that honours {@code If-None-Match}.
 */
@NullMarked
package io.qklm.kg.store.repository.s3;

import org.jspecify.annotations.NullMarked;

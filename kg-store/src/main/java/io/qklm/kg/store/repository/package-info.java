/**
 * Where epochs are kept and fetched from: every file once, by its digest, and one manifest an
 * epoch, written last. Publishers, workers and the commands enter here through {@link
 * io.qklm.kg.store.repository.SnapshotRepository}; backends implement {@link
 * io.qklm.kg.store.repository.ObjectStore} and nothing more. An epoch that can be seen is whole,
 * and no file of an epoch that is kept or leased is ever collected.
 */
@NullMarked
package io.qklm.kg.store.repository;

import org.jspecify.annotations.NullMarked;

/**
 * Files and folders of snapshots: trees copied and removed, digests, a full disk told apart, and
 * the steps at which tests cut an operation off. Building, changing, publishing and fetching use
 * it. Nothing here knows what a file holds.
 */
@NullMarked
package io.qklm.kg.store.files;

import org.jspecify.annotations.NullMarked;

/**
 * Copies of a text among recent ones: exact, near and partial, by MinHash signatures and bands.
 * Enter through {@link io.qklm.stories.copy.CopyIndex}, with the {@link
 * io.qklm.stories.copy.Signature} of each document. What is kept of a document is its signature,
 * and of copies of a document hardly more than their ids, so that ten thousand copies cost no more
 * to look up than one.
 */
@NullMarked
package io.qklm.stories.copy;

import org.jspecify.annotations.NullMarked;

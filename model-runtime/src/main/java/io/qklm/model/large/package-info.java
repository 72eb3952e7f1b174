/**
 * A network that is learned as changes of a published base model: where the base's jar is, how the
 * changes are merged into it and rounded to bytes, and the folder that keeps the result. The engine
 * enters with a bundle's manifest and its changes, the trainer to learn the digest of what comes of
 * them. A result is used only when its SHA-256 is the manifest's; nothing is fetched here.
 */
@NullMarked
package io.qklm.model.large;

import org.jspecify.annotations.NullMarked;

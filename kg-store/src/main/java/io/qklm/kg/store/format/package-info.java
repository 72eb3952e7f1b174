/**
 * What the bytes of a snapshot mean: the column families, the codec of each key and value, the
 * manifest. Whoever reads or writes a snapshot comes through here. Each layout stands in the
 * Javadoc of its class and is held by byte-exact tests; nothing here opens a file.
 */
@NullMarked
package io.qklm.kg.store.format;

import org.jspecify.annotations.NullMarked;

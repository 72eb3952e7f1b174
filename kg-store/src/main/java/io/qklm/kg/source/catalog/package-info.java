/**
 * The formats by name, as {@code --source FORMAT=PATH} gives them. The commands and tests choose a
 * reader here. A new format is one constant more.
 */
@NullMarked
package io.qklm.kg.source.catalog;

import org.jspecify.annotations.NullMarked;

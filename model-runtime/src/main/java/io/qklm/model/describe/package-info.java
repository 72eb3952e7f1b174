/**
 * What a text says of each entity that it names: one sentence for each, chosen by its form. Fed
 * with links and facts, called by the engine. The same document and epoch give the same sentences.
 */
@NullMarked
package io.qklm.model.describe;

import org.jspecify.annotations.NullMarked;

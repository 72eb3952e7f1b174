/**
 * WordNet's synsets as entities, with their glosses and relations. Builds read it. A synset is
 * known by its offset and part of speech.
 */
@NullMarked
package io.qklm.kg.source.wordnet;

import org.jspecify.annotations.NullMarked;

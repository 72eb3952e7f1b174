/**
 * Wikitext as a dump holds it, read in time linear in its length: links, templates, categories and
 * the running text, whatever is nested, unclosed or wrong. Readers of MediaWiki's dumps enter
 * through {@link io.qklm.kg.source.wikipedia.markup.Wikitext}. Nothing in here throws on any text,
 * and no page costs more memory than a few times its length.
 */
@NullMarked
package io.qklm.kg.source.wikipedia.markup;

import org.jspecify.annotations.NullMarked;

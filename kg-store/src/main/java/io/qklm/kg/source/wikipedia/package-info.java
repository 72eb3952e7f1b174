/**
 * MediaWiki's XML dumps: articles, redirects and disambiguations become entities, names, counted
 * link texts, relations and facts. {@link io.qklm.kg.source.wikipedia.WikipediaSource} reads a dump
 * from front to back, page by page, and goes on where it was cut off; wikitext itself is read next
 * door in {@code markup}. A page that cannot be used is told and costs no other.
 */
@NullMarked
package io.qklm.kg.source.wikipedia;

import org.jspecify.annotations.NullMarked;

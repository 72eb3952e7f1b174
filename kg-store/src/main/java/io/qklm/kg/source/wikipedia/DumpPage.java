package io.qklm.kg.source.wikipedia;

/**
 * One page of a dump, its last revision.
 *
 * @param title with its namespace
 * @param namespace MediaWiki's number; -1 where the dump does not say it
 * @param id the page's number; 0 where it has none
 * @param redirect the title it leads to by the dump's own word; empty if that says nothing
 * @param model of its content; {@code wikitext} where nothing is said
 * @param text wikitext; empty where it was deleted
 */
record DumpPage(String title, int namespace, long id, String redirect, String model, String text) {}

package io.qklm.kg.source.wikipedia.markup;

/**
 * A link to an article of the same wiki, in a text.
 *
 * @param title of the article, as the wiki files titles
 * @param start of the words that are the link, in UTF-16 units of the text it stands in
 * @param end behind them; letters that follow the brackets belong to the link
 * @param section whether it leads to a section of the article
 */
public record PageLink(String title, int start, int end, boolean section) {}

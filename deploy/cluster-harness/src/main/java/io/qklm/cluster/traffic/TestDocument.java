package io.qklm.cluster.traffic;

/**
 * A document that is sent.
 *
 * @param id its key and its id; sent once
 * @param text what it says
 */
public record TestDocument(String id, String text) {}

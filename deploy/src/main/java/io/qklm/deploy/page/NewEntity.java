package io.qklm.deploy.page;

import java.util.Optional;

/**
 * An entity that a reader of the page gave, and a sentence to see it linked in.
 *
 * @param id its id in the knowledge
 * @param label its name
 * @param alias another name, if given
 * @param description what it is
 * @param kind PER, ORG, LOC or MISC
 * @param sentence a text that names it
 */
public record NewEntity(
    String id,
    String label,
    Optional<String> alias,
    String description,
    String kind,
    String sentence) {}

package io.qklm.deploy.page;

import java.util.Optional;

/**
 * A text that a reader of the page gave.
 *
 * @param title headline, if given
 * @param text not blank
 */
public record PastedDocument(Optional<String> title, String text) {}

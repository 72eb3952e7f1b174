/**
 * Readers that turn published knowledge into entities, facts, relations and surface forms. A build
 * pulls from them; a reader knows its format and nothing of the store. A bad line is reported with
 * its number and skipped, up to a limit.
 */
@NullMarked
package io.qklm.kg.source;

import org.jspecify.annotations.NullMarked;

/**
 * Serves the epochs of a repository: fetch, verify, open beside the one in force, warm, swap. One
 * {@link io.qklm.kg.store.serving.EpochSwapper} a process enters here, whatever reads in it. An
 * epoch that is not whole or does not fit the model is refused with its reason and never served.
 */
@NullMarked
package io.qklm.kg.store.serving;

import org.jspecify.annotations.NullMarked;

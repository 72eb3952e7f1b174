/**
 * What the names of a whole document mean, decided together: the network's scores of candidates,
 * what the knowledge relates, and what the document itself says elsewhere. The engine enters here
 * with everything that was read of a text, the fitting of weights with the same from texts whose
 * links are known. Nothing is learned or read here, so that the same evidence and weights give the
 * same probabilities, to the last bit.
 */
@NullMarked
package io.qklm.model.resolve;

import org.jspecify.annotations.NullMarked;

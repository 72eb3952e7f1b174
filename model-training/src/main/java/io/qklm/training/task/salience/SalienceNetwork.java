package io.qklm.training.task.salience;

import io.qklm.training.model.KnowledgeNetwork;

/**
 * The network and the head that knows salience.
 *
 * @param network shared with all heads
 * @param head a number a sentence
 */
public record SalienceNetwork(KnowledgeNetwork network, SalienceHead head) {}

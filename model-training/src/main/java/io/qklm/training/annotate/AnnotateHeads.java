package io.qklm.training.annotate;

import io.qklm.training.head.LinkHead;
import io.qklm.training.head.TokenClassifier;
import io.qklm.training.model.KnowledgeNetwork;

/**
 * The network and the heads that annotate.
 *
 * @param network one pass for both heads
 * @param words a label for each word
 * @param links a candidate or NIL for each mention
 */
public record AnnotateHeads(KnowledgeNetwork network, TokenClassifier words, LinkHead links) {}

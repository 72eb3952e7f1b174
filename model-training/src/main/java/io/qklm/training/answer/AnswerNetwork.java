package io.qklm.training.answer;

import io.qklm.training.head.AnswerHead;
import io.qklm.training.head.LinkHead;
import io.qklm.training.model.KnowledgeNetwork;

/**
 * The network and the heads that answer.
 *
 * @param network shared with all heads
 * @param links which entity a mention means
 * @param relations which relation is asked for
 */
public record AnswerNetwork(KnowledgeNetwork network, LinkHead links, AnswerHead relations) {}

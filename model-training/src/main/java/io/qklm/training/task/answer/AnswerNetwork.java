package io.qklm.training.task.answer;

import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.task.annotate.LinkHead;

/**
 * The network and the heads that answer.
 *
 * @param network shared with all heads
 * @param links which entity a mention means
 * @param relations which relation is asked for
 */
public record AnswerNetwork(KnowledgeNetwork network, LinkHead links, AnswerHead relations) {}

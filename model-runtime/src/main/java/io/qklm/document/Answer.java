package io.qklm.document;

import io.qklm.kg.EntityId;
import java.util.Optional;

/**
 * What a fact answers, and the fact.
 *
 * @param text the answer in words: a label, a number with its unit, a date
 * @param entityId the answer's entity; empty for a value
 * @param subject the entity that the question is about
 * @param subjectLabel its label
 * @param relation that the question asks for, as facts name it
 * @param relationLabel in words
 * @param reversed whether the fact is read backwards: the answer is its subject
 * @param score probability from 0 to 1 that subject and relation are what is asked
 */
public record Answer(
    String text,
    Optional<EntityId> entityId,
    EntityId subject,
    String subjectLabel,
    String relation,
    String relationLabel,
    boolean reversed,
    double score) {}

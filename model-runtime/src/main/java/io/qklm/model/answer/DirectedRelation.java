package io.qklm.model.answer;

/**
 * A relation and the side from which it is asked.
 *
 * @param id of the relation, as facts name it
 * @param reversed whether the entity is the fact's object: "who was born in Rome"
 */
public record DirectedRelation(String id, boolean reversed) {}

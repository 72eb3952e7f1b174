package io.qklm.document;

import io.qklm.kg.EntityId;
import io.qklm.kg.FactObject;
import java.util.Optional;

/**
 * A fact of the knowledge that concerns the document's entities.
 *
 * @param subject a linked entity
 * @param subjectLabel its label
 * @param relation the relation's id
 * @param relationLabel the relation's label in the document's language, else its id
 * @param object what the fact says
 * @param objectLabel the label of the object when it is an entity
 */
public record FactStatement(
    EntityId subject,
    String subjectLabel,
    String relation,
    String relationLabel,
    FactObject object,
    Optional<String> objectLabel) {}

/**
 * How English asks for relations: phrases, answer types and words of order, read from {@code
 * questions.txt}. The answerer enters by {@link io.qklm.model.answer.lexicon.QuestionLexicon}, and
 * by {@link io.qklm.model.answer.lexicon.BoundLexicon} for the relations of one epoch. All is
 * immutable, and nothing here reads an entity.
 */
@NullMarked
package io.qklm.model.answer.lexicon;

import org.jspecify.annotations.NullMarked;

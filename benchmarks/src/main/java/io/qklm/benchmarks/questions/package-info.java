/**
 * How well questions are answered, and how well silence is kept. The command {@code questions}
 * enters by {@link io.qklm.benchmarks.questions.QuestionsCommand}, which asks the engine as a user
 * does and holds it against gold and against SimpleQuestions. Nothing here may be read by what the
 * engine learns from.
 */
@NullMarked
package io.qklm.benchmarks.questions;

import org.jspecify.annotations.NullMarked;

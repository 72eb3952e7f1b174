/**
 * Questions of files and pipes and their answers as JSON lines. The command {@code answer} enters
 * by {@link io.qklm.deploy.answer.QuestionLine} and {@link io.qklm.deploy.answer.AnswerWriter}.
 * Every line that goes in comes out as one answered question or as one error, in the order of the
 * input.
 */
@NullMarked
package io.qklm.deploy.answer;

import org.jspecify.annotations.NullMarked;

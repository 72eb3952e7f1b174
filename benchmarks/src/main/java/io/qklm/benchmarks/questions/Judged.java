package io.qklm.benchmarks.questions;

import io.qklm.document.Answer;
import io.qklm.document.AnsweredQuestion;
import io.qklm.document.Question;
import io.qklm.document.QuestionOutcome;
import io.qklm.model.Qklm;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What became of a question.
 *
 * @param first the first answer, if there was one
 * @param right whether it is right, or silence was
 * @param answerable whether there is an answer to give
 * @param millis that it took
 * @param processor milliseconds of the processor that it took, which other work does not stretch
 */
record Judged(
    Optional<Answer> first, boolean right, boolean answerable, double millis, double processor) {

  /** Asks as a user does. */
  static Judged of(Qklm qklm, Question question, boolean answerable, Predicate<Answer> right) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long worked = threads.getCurrentThreadCpuTime();
    long began = System.nanoTime();
    QuestionOutcome outcome = qklm.answer(question);
    double millis = (System.nanoTime() - began) / 1e6;
    double processor = (threads.getCurrentThreadCpuTime() - worked) / 1e6;
    List<Answer> answers =
        outcome instanceof AnsweredQuestion answered ? answered.answers() : List.of();
    Optional<Answer> first = answers.stream().findFirst();
    return new Judged(
        first, first.map(right::test).orElse(!answerable), answerable, millis, processor);
  }

  boolean answered() {
    return first.isPresent();
  }

  static double share(List<Judged> all, Predicate<Judged> which) {
    return all.isEmpty() ? 0 : 100.0 * all.stream().filter(which).count() / all.size();
  }
}

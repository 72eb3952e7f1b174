package io.qklm.model.answer;

import io.qklm.document.Silence;
import io.qklm.document.Silence.Reason;
import io.qklm.model.answer.lexicon.AnswerType.Fit;
import io.qklm.model.answer.lexicon.Match;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says in one sentence why there is no answer. */
final class SilenceMaker {

  private final ClueReader clues;
  private final AnswerMaker words;

  SilenceMaker(ClueReader clues, AnswerMaker words) {
    this.clues = clues;
    this.words = words;
  }

  /**
   * The likeliest reason.
   *
   * @param subjects the likeliest first
   * @param best what comes nearest to an answer, if anything does
   * @param wanted the score below which nothing is said
   */
  Silence of(AskedQuestion question, List<Subject> subjects, Optional<Ranked> best, double wanted) {
    Optional<Subject> named = subjects.stream().filter(subject -> !subject.plain()).findFirst();
    if (named.isEmpty()) {
      return new Silence(
          Reason.UNKNOWN_SUBJECT, "the knowledge has nothing of what the question names");
    }
    Subject subject = named.get();
    Optional<Match> asked =
        question.matches(subject.words()).stream()
            .filter(match -> match.telling() > 0)
            .filter(
                match ->
                    question.frame().expected().fit(match.concept().answer(match.reversed()))
                        != Fit.DISAGREES)
            .max(
                Comparator.comparingInt(Match::telling)
                    .thenComparing(match -> !match.reversed())
                    .thenComparingInt(match -> match.words().cardinality()));
    Optional<String> name = unknownName(question, subject, asked);
    if (name.isPresent()) {
      return new Silence(
          Reason.UNKNOWN_SUBJECT, "the knowledge has nothing of the name '" + name.get() + "'");
    }
    String label = words.label(subject.ordinal());
    if (asked.isPresent() && !clues.had(question, subject, asked.get())) {
      return new Silence(
          Reason.NO_SUCH_FACT,
          "the knowledge has "
              + label
              + ", but no fact of "
              + asked.get().concept().name().replace('-', ' ')
              + (asked.get().reversed() ? " that leads to it" : " about it"));
    }
    return new Silence(
        Reason.NOT_UNDERSTOOD,
        best.map(
                one ->
                    String.format(
                        Locale.ROOT,
                        "of what the knowledge says of %s nothing is surely what is asked: the"
                            + " likeliest has a score of %.2f, and %.2f is wanted",
                        label,
                        one.score(),
                        wanted))
            .orElse("the knowledge says nothing of " + label));
  }

  /** A known name with further words beside it that nothing explains: "Wakanda Springs". */
  private static Optional<String> unknownName(
      AskedQuestion question, Subject subject, Optional<Match> asked) {
    BitSet explained = asked.map(Match::words).orElseGet(BitSet::new);
    int from = subject.words().from();
    int to = subject.words().to();
    if (from >= to) {
      return Optional.empty();
    }
    while (from > 0 && isOpen(question, explained, from - 1)) {
      from--;
    }
    while (to < question.text().size() && isOpen(question, explained, to)) {
      to++;
    }
    return from == subject.words().from() && to == subject.words().to()
        ? Optional.empty()
        : Optional.of(String.join(" ", question.text().words().subList(from, to)));
  }

  private static boolean isOpen(AskedQuestion question, BitSet explained, int word) {
    return ClueReader.open(question, explained, word) && !question.isNoun(word);
  }
}

package io.qklm.model.answer;

import io.qklm.model.annotate.Calibration;
import io.qklm.model.answer.lexicon.QuestionLexicon;
import io.qklm.model.answer.lexicon.QuestionText;
import io.qklm.model.answer.lexicon.QuestionText.Words;
import io.qklm.model.linking.CandidateFeature;
import io.qklm.model.linking.CandidateMention;
import io.qklm.model.linking.LoadedEntities;
import io.qklm.model.onnx.WindowReading;
import io.qklm.model.window.Window;
import io.qklm.model.window.WindowMention;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whom a question names, ranked before it is cut: relations are read of those kept alone. */
final class SubjectFinder {

  /** Entities whose relations are read. */
  static final int SUBJECTS = 24;

  private static final int OF_ONE_NAME = 6;

  private final QuestionLexicon lexicon;

  SubjectFinder(QuestionLexicon lexicon) {
    this.lexicon = lexicon;
  }

  /** The likeliest first; of an entity that several words name, the longest name. */
  List<Subject> find(
      QuestionText question, Window window, WindowReading reading, LoadedEntities entities) {
    Map<Integer, Subject> best = new HashMap<>();
    int mentions = window.mentions().size();
    int width = mentions == 0 ? 0 : reading.links().length / mentions;
    int reach = 0;
    for (int m = 0; m < mentions; m++) {
      WindowMention mention = window.mentions().get(m);
      CandidateMention named = mention.mention();
      boolean inside = named.span().end() <= reach;
      reach = Math.max(reach, named.span().end());
      Words words = question.within(named.span());
      if (words.isEmpty()) {
        continue;
      }
      boolean plain = true;
      for (int word = words.from(); word < words.to(); word++) {
        String form = question.words().get(word);
        plain &= !lexicon.tells(form) || lexicon.nouns().containsKey(form);
      }
      double[] shares =
          Calibration.NONE.probabilities(
              reading.links(),
              m * width,
              named.ordinals().length,
              reading.links()[m * width + width - 1]);
      List<Subject> ofName = new ArrayList<>();
      for (int c = 0; c < shares.length; c++) {
        ofName.add(
            new Subject(
                entities.entity(named.ordinals()[c]),
                words,
                shares[c],
                Math.exp(CandidateFeature.PRIOR.in(named.features()[c])),
                inside,
                plain,
                Optional.empty()));
      }
      ofName.stream()
          .sorted(Comparator.comparingDouble(subject -> -subject.promise()))
          .limit(OF_ONE_NAME)
          .forEach(
              subject ->
                  best.merge(
                      subject.ordinal(),
                      subject,
                      (one, other) -> one.promise() >= other.promise() ? one : other));
    }
    return best.values().stream()
        .sorted(
            Comparator.<Subject>comparingDouble(subject -> -subject.promise())
                .thenComparingInt(Subject::ordinal))
        .limit(SUBJECTS)
        .toList();
  }
}

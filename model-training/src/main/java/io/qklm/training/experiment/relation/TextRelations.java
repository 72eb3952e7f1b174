package io.qklm.training.experiment.relation;

import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.SetEntry;
import io.qklm.training.data.TripleSet;
import io.qklm.training.data.TripleSets;
import io.qklm.training.engine.Parameters;
import io.qklm.training.knowledge.NoKnowledge;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.model.TokenRow;
import io.qklm.training.window.WindowEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the facts of a relations task and lays out its entities' texts. */
public final class TextRelations {

  /**
   * Tokens of an entity's text that are read, special ones included: as many as the store reads.
   */
  private static final int TOKENS = 50;

  private TextRelations() {}

  /** The texts and facts of the set that {@code entry} names by its form. */
  public static TripleSet read(SetEntry entry, Path data) throws IOException {
    try (BundleEmbedder words = BundleEmbedder.open(ModelBundle.zeroShot(), 1)) {
      return TripleSets.read(entry.form(), data, entity -> words.verbalize(entity, List.of()));
    }
  }

  /** The task over {@code set}; registers the heads that only it has. */
  public static TextRelationTask task(
      TextRelationTask.Options options,
      TripleSet set,
      Parameters parameters,
      KnowledgeNetwork network,
      TextTokenizer pieces) {
    int hidden = network.encoder().shape().hidden();
    return new TextRelationTask(
        options,
        network,
        new EntityPooler(parameters, hidden),
        new ComplexScorer(parameters, set.relations(), hidden),
        rows(set.texts(), pieces),
        set.train());
  }

  private static List<TokenRow> rows(List<String> texts, TextTokenizer pieces) {
    WindowEncoder windows = new WindowEncoder(pieces, new NoKnowledge(1, 1), TOKENS);
    return texts.stream()
        .map(text -> new AnnotatedText("", text, Optional.empty(), Optional.empty()))
        .map(text -> windows.encode(text).get(0).row())
        .toList();
  }
}

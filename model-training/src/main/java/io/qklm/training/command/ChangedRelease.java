package io.qklm.training.command;

import io.qklm.model.BundleManifest;
import io.qklm.model.LargeNames;
import io.qklm.model.ModelBundle;
import io.qklm.model.annotate.MentionLabel;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.model.large.BaseArtifact;
import io.qklm.model.large.BaseJar;
import io.qklm.model.onnx.NameGraph;
import io.qklm.training.base.BaseModel;
import io.qklm.training.configuration.TaskEntry;
import io.qklm.training.configuration.TrainingConfiguration;
import io.qklm.training.data.AnnotatedSets;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.SetEntry;
import io.qklm.training.export.ActivationRanges;
import io.qklm.training.export.NameExport;
import io.qklm.training.knowledge.OpenKnowledge;
import io.qklm.training.onnx.Weight;
import io.qklm.training.release.BundleWriter;
import io.qklm.training.release.ChangedBundle;
import io.qklm.training.release.ChangedWeights;
import io.qklm.training.release.ModelCard;
import io.qklm.training.store.Safetensors;
import io.qklm.training.window.AnnotatedWindow;
import io.qklm.training.window.WindowEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The release of a run that learned changes of low rank: a bundle of the kind {@value
 * BundleManifest#NAMES}.
 *
 * @param run that learned
 * @param base that it changed
 * @param sets of its texts
 * @param learned its weights
 */
record ChangedRelease(
    TrainingConfiguration run, BaseModel base, AnnotatedSets sets, Safetensors learned) {

  /** Texts of each set that the ranges of int8 are watched on; no figure hangs on them. */
  private static final int WATCHED = 6;

  private static final String WORDS = "embeddings.word_embeddings.weight";

  /** Writes the bundle and opens it. */
  ModelBundle write(Path output, String name) throws IOException {
    BaseArtifact artifact =
        base.artifact()
            .orElseThrow(
                () ->
                    new IOException(
                        "a bundle of changes of "
                            + base.name()
                            + " cannot be made: it is no artefact that an engine could look for"));
    ChangedWeights weights = new ChangedWeights(learned::read, run.rank());
    int tokens = run.maxTokens();
    ActivationRanges ranges = NameExport.ranges(weights, base.shape(), tokens, this::watch);
    NameExport.Outside graph = NameExport.outside(weights, base.shape(), tokens, ranges);
    BaseJar jar = BaseJar.find(artifact);
    ChangedBundle.Made made = ChangedBundle.of(weights, base, jar, graph);
    return new BundleWriter(output)
        .add("network", "network.onnx", graph.graph())
        .add(LargeNames.CHANGES, "changes.bin", made.changes())
        .add(LargeNames.VOCABULARY, "vocab.txt", jar.vocabulary())
        .add(
            "card",
            "MODEL_CARD.md",
            ModelCard.ofNames(run, base, learned.metadata()).getBytes(StandardCharsets.UTF_8))
        .finish(
            new BundleManifest(
                BundleManifest.FORMAT_VERSION,
                BundleManifest.NAMES,
                name,
                "QKLM: names by "
                    + base.title()
                    + " with changes of rank "
                    + run.rank()
                    + "; int8 per channel",
                ModelCard.licence(run),
                base.shape().hidden(),
                tokens,
                null,
                null,
                artifact,
                made.plan(),
                MentionLabel.names(),
                List.of()));
  }

  private Iterable<Map<String, float[]>> watch(byte[] graph, Map<String, Integer> watched)
      throws IOException {
    List<Map<String, float[]>> found = new ArrayList<>();
    Weight words = learned.read(WORDS);
    int hidden = base.shape().hidden();
    try (TextTokenizer tokenizer = base.tokenizer();
        NameGraph network =
            new NameGraph(graph, watched, hidden, MentionLabel.values().length, 2)) {
      for (AnnotatedWindow window : windows(tokenizer)) {
        int[] ids = window.window().ids();
        float[] rows = new float[ids.length * hidden];
        long[] capitals = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
          System.arraycopy(words.values(), ids[i] * hidden, rows, i * hidden, hidden);
          capitals[i] = window.window().capitals()[i];
        }
        Map<String, float[]> outputs = network.outputs(rows, capitals);
        outputs.keySet().retainAll(watched.keySet());
        found.add(outputs);
      }
    }
    return found;
  }

  private List<AnnotatedWindow> windows(TextTokenizer tokenizer) throws IOException {
    List<AnnotatedWindow> windows = new ArrayList<>();
    try (OpenKnowledge none = OpenKnowledge.none(ModelBundle.zeroShot().manifest().hidden())) {
      WindowEncoder encoder = new WindowEncoder(tokenizer, none.knowledge(), run.maxTokens());
      for (TaskEntry task : run.tasks()) {
        for (SetEntry set : task.data()) {
          List<AnnotatedText> texts = sets.read(set);
          for (AnnotatedText text : texts.subList(0, Math.min(WATCHED, texts.size()))) {
            windows.addAll(encoder.encode(text));
          }
        }
      }
    }
    return windows;
  }
}

package io.qklm.training.command;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.files.Sha256;
import io.qklm.training.base.BaseModels;
import io.qklm.training.configuration.TaskEntry;
import io.qklm.training.configuration.TrainingConfiguration;
import io.qklm.training.data.AnnotatedSets;
import io.qklm.training.data.DataDigest;
import io.qklm.training.data.SetEntry;
import io.qklm.training.rewriting.RewritingEntry;
import io.qklm.training.run.CodeDigest;
import io.qklm.training.run.RunDigests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says what runs are made with; reads every file once, whichever run names it. */
final class Digesting {

  private static final ObjectMapper CANONICAL =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private final RunOptions options;
  private final DataDigest data;
  private @Nullable String code;
  private @Nullable String knowledge;

  Digesting(RunOptions options) {
    this.options = options;
    this.data = new DataDigest(options.data());
  }

  /**
   * What {@code run} is made with.
   *
   * @throws IOException if a file that it names cannot be read
   */
  RunDigests of(TrainingConfiguration run) throws IOException {
    return new RunDigests(configuration(run), data(run), knowledge(run), code());
  }

  /** The configuration without its note, however its file is laid out. */
  static String configuration(TrainingConfiguration run) throws IOException {
    ObjectNode tree = CANONICAL.valueToTree(run);
    tree.remove("note");
    // Through a map, whose keys are put in order.
    Object ordered = CANONICAL.treeToValue(tree, Object.class);
    return Sha256.hexOf(CANONICAL.writeValueAsBytes(ordered));
  }

  private String data(TrainingConfiguration run) throws IOException {
    Set<String> files = new TreeSet<>();
    for (RewritingEntry change : run.rewriting()) {
      files.addAll(change.files());
    }
    for (TaskEntry task : run.tasks()) {
      files.addAll(TaskKinds.named(task.kind()).files(task));
      for (SetEntry set : task.data()) {
        files.addAll(AnnotatedSets.files(set));
      }
    }
    for (SetEntry set : run.evaluations()) {
      files.addAll(AnnotatedSets.files(set));
    }
    if (run.knowledge() != null) {
      files.addAll(run.knowledge().facts());
    }
    StringBuilder all = new StringBuilder(data.of(files));
    all.append('\n').append(BaseModels.named(run.base()).digest()).append('\n');
    if (run.start() != null) {
      Path start = options.best(run.start());
      all.append(Files.exists(start) ? Sha256.hexOf(start) : "missing");
    }
    return Sha256.hexOf(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  private String knowledge(TrainingConfiguration run) throws IOException {
    if (run.knowledge() == null || options.knowledge().isEmpty()) {
      return "none";
    }
    String known = knowledge;
    if (known == null) {
      try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(options.knowledge().get())) {
        known = snapshot.digest();
      }
      knowledge = known;
    }
    return known;
  }

  private String code() throws IOException {
    String known = code;
    if (known == null) {
      known = CodeDigest.current();
      code = known;
    }
    return known;
  }
}

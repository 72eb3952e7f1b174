package io.qklm.training.release;

import io.qklm.training.base.BaseModel;
import io.qklm.training.configuration.TaskEntry;
import io.qklm.training.configuration.TrainingConfiguration;
import io.qklm.training.data.SetEntry;
import io.qklm.training.data.SetOrigin;
import io.qklm.training.export.NetworkExport.Numbers;
import io.qklm.training.run.RunDigests;
import io.qklm.training.task.ReleasedHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The card of a bundle: what it learned from, how, how good it is and what it cannot do. */
public final class ModelCard {

  private ModelCard() {}

  private static boolean open(TrainingConfiguration run) {
    return run.tasks().stream()
        .flatMap(task -> task.data().stream())
        .allMatch(set -> SetOrigin.of(set.form()).open());
  }

  /** SPDX identifier of the weights; a reference to the card where a set is for research only. */
  public static String licence(TrainingConfiguration run) {
    return open(run) ? "Apache-2.0" : "LicenseRef-research-only-see-card";
  }

  /**
   * The card as Markdown.
   *
   * @param base what the run started from
   * @param heads that the bundle has as graphs of their own
   * @param metadata of the weights' file
   * @param figures what was measured, line by line; empty if nothing was
   */
  public static String of(
      TrainingConfiguration run,
      BaseModel base,
      List<ReleasedHead> heads,
      Map<String, String> metadata,
      Numbers numbers,
      List<String> figures) {
    List<String> card = new ArrayList<>();
    card.add("# QKLM, run `" + run.name() + "`");
    card.add("");
    card.add(
        "A language model that finds names, says what they name and links them to the entities of"
            + " whatever epoch it is given"
            + heads.stream().map(head -> ", " + head.ability()).collect(Collectors.joining())
            + ". "
            + base.title()
            + " ("
            + base.licence()
            + "; "
            + base.shape().layers()
            + " layers, "
            + base.shape().hidden()
            + " components), with quantized knowledge "
            + (run.injects()
                ? "injected after layer " + base.shape().injectAfter()
                : "at the link head alone")
            + "; the graph has "
            + (numbers == Numbers.INT8 ? "int8 weights, a scale a channel" : "32-bit floats")
            + ".");
    card.add("");
    card.add(
        "`--model` of `qklm enrich`, `qklm run` and `qklm demo` takes the folder of this card.");
    card.add("");
    learned(card, run, metadata);
    card.add("## How good");
    card.add("");
    if (figures.isEmpty()) {
      card.add("Nothing was measured when this bundle was made.");
    } else {
      card.add("```");
      card.addAll(figures);
      card.add("```");
    }
    card.add("");
    card.add("## What it cannot do");
    card.add("");
    card.add(
        "It learned from English alone: in other languages, in speech and in chat it finds"
            + " less, and its scores mean less. It knows no entity by heart: what the epoch does"
            + " not have it can only call a name. It reads windows of "
            + run.maxTokens()
            + " tokens and resolves a mention from its own window and the text's other candidates."
            + " What its sets get wrong about people and places it may get wrong too.");
    card.add("");
    return String.join("\n", card);
  }

  /**
   * The card of a network for names, learned as changes of its base, as Markdown.
   *
   * @param base what was changed
   * @param metadata of the weights' file
   */
  public static String ofNames(
      TrainingConfiguration run, BaseModel base, Map<String, String> metadata) {
    List<String> card = new ArrayList<>();
    card.add("# QKLM large, run `" + run.name() + "`");
    card.add("");
    card.add(
        "A network that finds names and says what they name: people, organisations, places and"
            + " others. It is "
            + base.title()
            + " ("
            + base.licence()
            + "; "
            + base.shape().layers()
            + " layers, "
            + base.shape().hidden()
            + " components) with changes of rank "
            + run.rank()
            + ", which this folder holds. The base is fetched from Maven Central by whoever wants it;"
            + " both are merged and rounded to int8 once, and kept in the user's cache. Links,"
            + " summaries and answers are those of the model that comes with QKLM Streams, which reads"
            + " every text too: `qklm-open`.");
    card.add("");
    card.add(
        "`--model large` of every command that takes a model, and `'model' = 'large'` in SQL.");
    card.add("");
    learned(card, run, metadata);
    card.add("## How good");
    card.add("");
    card.add("## What it cannot do");
    card.add("");
    card.add(
        "It learned from English alone. It reads windows of "
            + run.maxTokens()
            + " tokens and knows nothing of the knowledge: what an entity is changes no name's kind"
            + " but where a link says so. It takes some ten times as long as the small model. What its"
            + " sets get wrong about people and places it may get wrong too.");
    card.add("");
    return String.join("\n", card);
  }

  /** What a run learned from, and how. */
  private static void learned(
      List<String> card, TrainingConfiguration run, Map<String, String> metadata) {
    card.add("## Learned from");
    card.add("");
    card.add("| task | set | licence |");
    card.add("| --- | --- | --- |");
    Map<String, String> rows = new TreeMap<>();
    for (TaskEntry task : run.tasks()) {
      for (SetEntry set : task.data()) {
        SetOrigin origin = SetOrigin.of(set.form());
        rows.put(task.name() + origin.set(), row(task.name(), origin.set(), origin.licence()));
      }
    }
    card.addAll(rows.values());
    card.add("");
    card.add(
        open(run)
            ? "All of these allow the weights to go anywhere."
            : "Some of these are for research only, and so are these weights.");
    if (run.note() != null) {
      card.add(run.note());
    }
    card.add("");
    card.add("## How");
    card.add("");
    card.add(
        String.format(
            Locale.ROOT,
            "Seed %d, %s of %d steps of %d tokens, learning rate %s (times %s for what starts new%s),"
                + " dropout %s, windows of %d tokens, word embeddings as published%s.",
            run.seed(),
            metadata.getOrDefault("qklm.step", "the best"),
            run.steps(),
            run.batchTokens(),
            run.learningRate(),
            run.headRate(),
            run.injectionRate() == 0 ? "" : ", times " + run.injectionRate() + " for the injection",
            run.dropout(),
            run.maxTokens(),
            run.start() == null ? "" : ", from the weights of the run `" + run.start() + "`"));
    card.add("");
    card.add(
        RunDigests.of(metadata)
            .map(digests -> "Made with " + digests.describe() + " (SHA-256, first 12 digits).")
            .orElse("The weights do not say what data, knowledge and code they were made with."));
    card.add("");
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}

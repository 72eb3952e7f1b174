package io.qklm.training.run;

import ai.djl.ndarray.NDArray;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Step;
import io.qklm.training.engine.Torch;
import io.qklm.training.optimize.AdamW;
import io.qklm.training.store.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Takes the steps of a run. Its folder holds {@code checkpoint.safetensors} (everything needed to
 * go on), {@code model.safetensors} (the parameters at the end), {@code best.safetensors} (those of
 * the best evaluation), {@code curve.csv} and {@code curve.png}. Started again in the same folder,
 * it goes on from the checkpoint and gives the same curve as a run that was never stopped.
 */
public final class Trainer {

  private final Torch torch;
  private final Parameters parameters;
  private final TrainingPlan plan;
  private final List<Evaluation> evaluations;
  private final RunFolder folder;
  private final Progress progress;
  private final TaskMix mix;

  /**
   * A run that has not begun.
   *
   * @param parameters as they are at the start; a checkpoint in {@code folder} overwrites them
   * @param evaluations the first decides on early stopping
   * @param folder made if missing; what another run left there is refused
   */
  public Trainer(
      Torch torch,
      Parameters parameters,
      TrainingPlan plan,
      List<Task> tasks,
      List<Evaluation> evaluations,
      RunFolder folder,
      Progress progress) {
    this.torch = torch;
    this.parameters = parameters;
    this.plan = plan;
    this.mix = new TaskMix(tasks, plan.seed());
    this.evaluations = List.copyOf(evaluations);
    this.folder = folder;
    this.progress = progress;
  }

  /** What a run came to: steps done, steps skipped by the guard, losses of the last report. */
  public record Result(long steps, long skipped, Map<String, Double> losses) {}

  /**
   * Runs to the end.
   *
   * @throws IOException if the folder cannot be read or written
   * @throws IllegalStateException if too many steps in a row give no number
   */
  public Result run() throws IOException {
    return run(plan.schedule().total());
  }

  /**
   * Runs until {@code lastStep} steps are done, those of earlier starts included, and leaves a
   * checkpoint.
   */
  public Result run(long lastStep) throws IOException {
    return run(lastStep, () -> false);
  }

  /**
   * Runs until {@code lastStep} steps are done or {@code enough} says so, and leaves a checkpoint.
   *
   * @param enough asked after each report, so that a run that goes on later draws the same curve
   */
  public Result run(long lastStep, BooleanSupplier enough) throws IOException {
    return run(lastStep, enough, Pace.BY_STEPS);
  }

  /**
   * The same for a run that may have to end before its last step.
   *
   * @param pace how many steps there will have been at the end; the learning rate falls until then
   */
  public Result run(long lastStep, BooleanSupplier enough, Pace pace) throws IOException {
    folder.create();
    Path file = folder.checkpoint();
    try (AdamW optimizer =
        new AdamW(torch, parameters, plan.learning().rules(), plan.learning().optimizer())) {
      Checkpoint start =
          Files.exists(file)
              ? Checkpoint.read(file, parameters, optimizer, plan.seed(), folder.digests())
              : new Checkpoint(0, plan.seed(), folder.digests(), Map.of(), 0, Double.NaN, 0);
      LearningCurve curve = LearningCurve.open(folder.curve(), start.step());
      if (start.step() > 0) {
        progress.note("continuing after step " + start.step() + " from " + file);
        if (!start.digests().code().equals(folder.digests().code())) {
          progress.note("the steps before were taken by other code");
        }
      }
      long turn = start.step() * plan.learning().accumulate();
      try (BatchQueue queue = new BatchQueue(mix, turn, start.taken())) {
        return new Run(optimizer, curve, queue, start, pace)
            .to(Math.min(lastStep, plan.schedule().total()), enough);
      }
    }
  }

  /** The moving parts of one start. */
  private final class Run {

    private final AdamW optimizer;
    private final LearningCurve curve;
    private final BatchQueue queue;
    private final NanGuard guard;
    private final Pace pace;
    private final long began;
    private final Map<String, Mean> losses = new LinkedHashMap<>();
    private final Mean norms = new Mean();
    private long step;
    private double best;
    private int sinceBest;
    private long tokens;
    private long since = System.nanoTime();

    Run(AdamW optimizer, LearningCurve curve, BatchQueue queue, Checkpoint start, Pace pace) {
      this.pace = pace;
      this.began = start.step();
      this.optimizer = optimizer;
      this.curve = curve;
      this.queue = queue;
      this.guard = new NanGuard(plan.rhythm().toleratedFailures(), start.skipped());
      this.step = start.step();
      this.best = start.best();
      this.sinceBest = start.sinceBest();
    }

    Result to(long lastStep, BooleanSupplier enough) throws IOException {
      Map<String, Double> reported = Map.of();
      boolean stopped = false;
      boolean paused = false;
      // Asked once a step, so that a run that ends here also reports and saves here.
      boolean over = pace.over();
      while (step < lastStep && !stopped && !paused && !over) {
        takeStep();
        over = pace.over();
        boolean last = step == lastStep || over;
        if (step % plan.rhythm().reportEvery() == 0 || last) {
          reported = report();
          paused = enough.getAsBoolean();
        }
        if (plan.rhythm().evaluateEvery() > 0 && step % plan.rhythm().evaluateEvery() == 0) {
          evaluate();
          stopped = plan.rhythm().patience() > 0 && sinceBest >= plan.rhythm().patience();
        }
        if (step % plan.rhythm().checkpointEvery() == 0 || last || stopped || paused) {
          save();
        }
      }
      if (stopped) {
        progress.note("stopped early after step " + step + ": no better evaluation");
      }
      Safetensors.write(folder.model(), Checkpoint.weights(parameters), folder.metadata(step));
      return new Result(step, guard.skipped(), reported);
    }

    private void takeStep() {
      double total = 0;
      for (int part = 0; part < plan.learning().accumulate(); part++) {
        BatchQueue.Turn turn = queue.next();
        double loss = backward(turn, step * plan.learning().accumulate() + part);
        losses.computeIfAbsent(turn.task().name(), name -> new Mean()).add(loss);
        tokens += turn.batch().tokens();
        total += loss;
      }
      Map<String, Double> lengths = parameters.gradientNorms();
      double norm = Math.sqrt(lengths.values().stream().mapToDouble(l -> l * l).sum());
      if (guard.passes(step, total, norm)) {
        double scale = norm > plan.learning().clipNorm() ? plan.learning().clipNorm() / norm : 1;
        optimizer.step(factor(step), lengths, scale);
        norms.add(norm);
      } else {
        progress.note("step " + step + " skipped: loss " + total + ", gradient norm " + norm);
      }
      parameters.clearGradients();
      step++;
      progress.step(step, plan.schedule().total(), summary());
    }

    private double factor(long at) {
      long total = plan.schedule().total();
      return plan.schedule().factor(at, pace.last(at, at - began, total));
    }

    private double backward(BatchQueue.Turn turn, long place) {
      long seed = Seeds.mix(plan.seed() + 1, place);
      try (Step pass =
          Step.learning(torch, parameters, plan.regularization(), plan.precision(), seed)) {
        NDArray loss = turn.batch().loss(pass);
        pass.backward(
            plan.learning().accumulate() == 1
                ? loss
                : loss.mul(pass.scalar(1.0 / plan.learning().accumulate())));
        return loss.getFloat();
      }
    }

    private String summary() {
      StringBuilder words = new StringBuilder();
      losses.forEach(
          (task, mean) -> words.append(String.format(Locale.ROOT, "%s %.3f ", task, mean.value())));
      double seconds = (System.nanoTime() - since) / 1e9;
      return words.append(String.format(Locale.ROOT, "%.0f tokens/s", tokens / seconds)).toString();
    }

    private Map<String, Double> report() throws IOException {
      Map<String, Double> reported = new LinkedHashMap<>();
      for (Map.Entry<String, Mean> entry : losses.entrySet()) {
        reported.put(entry.getKey(), entry.getValue().value());
        curve.add(step, "loss/" + entry.getKey(), entry.getValue().value());
      }
      double rate = plan.learning().optimizer().learningRate() * factor(step - 1);
      curve.add(step, "learning rate", rate);
      curve.add(step, "gradient norm", norms.value());
      curve.add(step, "tokens a second", tokens / ((System.nanoTime() - since) / 1e9));
      losses.clear();
      norms.clear();
      tokens = 0;
      since = System.nanoTime();
      return reported;
    }

    private void evaluate() throws IOException {
      long began = System.nanoTime();
      boolean first = true;
      for (Evaluation evaluation : evaluations) {
        double value = evaluation.measure();
        curve.add(step, evaluation.name(), value);
        progress.note(
            String.format(Locale.ROOT, "step %d: %s %.4f", step, evaluation.name(), value));
        if (first) {
          judge(value);
        }
        first = false;
      }
      // Evaluations are not the network's slowness.
      since += System.nanoTime() - began;
    }

    private void judge(double value) throws IOException {
      if (Double.isNaN(best) || value > best) {
        best = value;
        sinceBest = 0;
        Safetensors.write(folder.best(), Checkpoint.weights(parameters), folder.metadata(step));
      } else {
        sinceBest++;
      }
    }

    private void save() throws IOException {
      new Checkpoint(
              step, plan.seed(), folder.digests(), queue.taken(), guard.skipped(), best, sinceBest)
          .write(folder.checkpoint(), parameters, optimizer);
      CurvePicture.write(curve, folder.picture());
    }
  }

  /** A mean of what came since the last report. */
  private static final class Mean {
    private double sum;
    private int count;

    void add(double value) {
      sum += value;
      count++;
    }

    double value() {
      return count == 0 ? Double.NaN : sum / count;
    }

    void clear() {
      sum = 0;
      count = 0;
    }
  }
}

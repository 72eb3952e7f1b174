package io.qklm.training.run;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Which task's turn it is: drawn by weight, from the run's seed and the place in the run alone. */
final class TaskMix {

  private final List<Task> tasks;
  private final long seed;
  private final double[] upTo;

  TaskMix(List<Task> tasks, long seed) {
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("a run needs at least one task");
    }
    Set<String> names = new LinkedHashSet<>();
    for (Task task : tasks) {
      if (!names.add(task.name())) {
        throw new IllegalArgumentException("two tasks are named '" + task.name() + "'");
      }
      if (!(task.weight() > 0)) {
        throw new IllegalArgumentException(
            "the weight of task '"
                + task.name()
                + "' is "
                + task.weight()
                + "; it must be above 0");
      }
    }
    this.tasks = List.copyOf(tasks);
    this.seed = seed;
    this.upTo = tasks.stream().mapToDouble(Task::weight).toArray();
    Arrays.parallelPrefix(upTo, Double::sum);
  }

  List<Task> tasks() {
    return tasks;
  }

  /** Number of the task whose turn {@code turn} is. */
  int choose(long turn) {
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed, turn));
    double draw = random.nextDouble() * upTo[upTo.length - 1];
    int task = 0;
    while (task < upTo.length - 1 && draw >= upTo[task]) {
      task++;
    }
    return task;
  }

  /**
   * Shares by temperature: {@code size^(1/temperature)}, so that 1 keeps the sizes' proportions and
   * a high temperature makes all equal (Arivazhagan et al. 2019).
   */
  static double temperedWeight(double size, double temperature) {
    return Math.pow(size, 1 / temperature);
  }
}

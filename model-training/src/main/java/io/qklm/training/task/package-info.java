/**
 * What the network learns: tasks that turn sentences into batches and losses, and the measures of
 * how well it knows them. Commands enter here with examples and a network; trainers see only tasks
 * and evaluations. Batches depend on their number alone.
 */
@NullMarked
package io.qklm.training.task;

import org.jspecify.annotations.NullMarked;

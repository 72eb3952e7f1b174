/**
 * Names and links, learned together: labels of words and entities of mentions. Runs enter with the
 * kind, releases with what annotates windows. The answer task reads its link head.
 */
@NullMarked
package io.qklm.training.task.annotate;

import org.jspecify.annotations.NullMarked;

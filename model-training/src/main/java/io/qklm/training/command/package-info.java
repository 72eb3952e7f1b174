/**
 * The commands of the trainer: train, evaluate, compare, release, unpack, names. Each reads its
 * options, opens what they name and prints what came out. Only the entry point depends on this
 * package.
 */
@NullMarked
package io.qklm.training.command;

import org.jspecify.annotations.NullMarked;

/**
 * QKLM in Flink SQL: the model provider behind {@code CREATE MODEL ... WITH ('provider' = 'qklm')},
 * its options and the columns it can fill. Flink finds the factories by their names; jobs written
 * in SQL enter nowhere else. Options and columns are checked when a statement is planned, and a row
 * that cannot be enriched comes out with its reason, never as an exception.
 */
@NullMarked
package io.qklm.flink.sql;

import org.jspecify.annotations.NullMarked;

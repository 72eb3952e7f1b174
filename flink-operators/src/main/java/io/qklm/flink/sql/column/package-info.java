/**
 * What stands in a row: the columns that models, functions and tables may declare, each known by
 * its name, with its type and what fills it. The rooms of SQL enter here to bind the columns that a
 * user declared; a name or a type that does not fit is refused with what is allowed. Nothing here
 * asks an engine.
 */
@NullMarked
package io.qklm.flink.sql.column;

import org.jspecify.annotations.NullMarked;

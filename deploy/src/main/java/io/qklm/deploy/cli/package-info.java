/**
 * The command {@code qklm}: one small class per subcommand, which reads its options, calls the
 * parts that do the work and says in sentences how it went. Exit codes are 0 for done, 1 for failed
 * and 2 for wrong usage. The process's own streams are touched here and nowhere else.
 */
@NullMarked
package io.qklm.deploy.cli;

import org.jspecify.annotations.NullMarked;

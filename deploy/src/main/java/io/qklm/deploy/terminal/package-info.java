/**
 * How the commands speak to a person: colours and progress bars on a terminal, plain lines in a
 * pipe. Streams are handed in, so a test reads what a person would see. Nothing here knows what the
 * commands do.
 */
@NullMarked
package io.qklm.deploy.terminal;

import org.jspecify.annotations.NullMarked;

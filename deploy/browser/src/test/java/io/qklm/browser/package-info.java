/**
 * The demo's page in a real Chromium: the command is started as a person starts it, and the browser
 * does what a reader does. Nothing of the project is on this class path.
 */
@NullMarked
package io.qklm.browser;

import org.jspecify.annotations.NullMarked;

/**
 * Text that was normalised and still knows where each of its characters came from. Everything that
 * matches, cuts or highlights text works with these types; nothing here knows of knowledge or
 * models. The original text is the truth: every span maps back to it exactly.
 */
@NullMarked
package io.qklm.text;

import org.jspecify.annotations.NullMarked;

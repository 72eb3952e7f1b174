/**
 * Where sentences end: stops found by Unicode's properties and judged one by one by the words
 * around them. The splitter enters here with one block of a text at a time. A judgement depends on
 * the block and its language alone, so that a text which goes on leaves earlier sentences as they
 * were.
 */
@NullMarked
package io.qklm.document.sentence;

import org.jspecify.annotations.NullMarked;

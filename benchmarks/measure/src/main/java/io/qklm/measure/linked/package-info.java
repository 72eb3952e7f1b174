/**
 * Texts whose names people linked to pages, under licences that let anything be made of them. The
 * trainer fits with their training parts and the benchmarks measure on the others, through the one
 * reader here, so that both mean the same by a part. Page titles are as the sets have them; which
 * entity a title names is the reader's caller's to say.
 */
@NullMarked
package io.qklm.measure.linked;

import org.jspecify.annotations.NullMarked;

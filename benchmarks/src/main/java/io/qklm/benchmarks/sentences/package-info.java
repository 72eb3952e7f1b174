/**
 * How well sentence ends are found, beside other splitters, on texts whose sentences people marked.
 * Entered by the command line alone. Documents are rebuilt as a reader would see them, so that no
 * splitter is given what a corpus knows and a text does not show.
 */
@NullMarked
package io.qklm.benchmarks.sentences;

import org.jspecify.annotations.NullMarked;

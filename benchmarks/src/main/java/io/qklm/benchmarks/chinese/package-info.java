/**
 * Which known names a reader of Chinese finds, and how many common words it takes for names, by how
 * the text is cut into words and by how well known a short name must be. Entered by the command
 * line alone. Reads the development knowledge's labels without building a store.
 */
@NullMarked
package io.qklm.benchmarks.chinese;

import org.jspecify.annotations.NullMarked;

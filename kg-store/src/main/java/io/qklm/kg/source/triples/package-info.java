/**
 * Triple files of link prediction: OpenKE's and CoDEx's, with their splits. Builds and benchmarks
 * read them. A split that is not asked for is never read.
 */
@NullMarked
package io.qklm.kg.source.triples;

import org.jspecify.annotations.NullMarked;

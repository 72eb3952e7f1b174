/**
 * RDF in N-Triples and Turtle, by vocabulary: labels, descriptions, kinds and facts. Builds read
 * it. Entities are held until all is read, because what names them may be scattered.
 */
@NullMarked
package io.qklm.kg.source.rdf;

import org.jspecify.annotations.NullMarked;

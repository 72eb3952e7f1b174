/**
 * Reads the DBpedia index of Apache Stanbol, which Lucene 3.6 wrote. Loaded by the knowledge store
 * in a class loader of its own, because nothing else may see that old Lucene. Speaks in JDK types
 * only.
 */
@NullMarked
package io.qklm.dbpedia;

import org.jspecify.annotations.NullMarked;

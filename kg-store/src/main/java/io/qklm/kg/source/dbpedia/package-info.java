/**
 * The index of DBpedia's most-linked entities that is on Maven Central, opened in a class loader of
 * its own. The starter knowledge is built from it. Pages that only lead to another give that one
 * their names.
 */
@NullMarked
package io.qklm.kg.source.dbpedia;

import org.jspecify.annotations.NullMarked;

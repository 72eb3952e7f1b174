/**
 * DBpedia's releases of files: labels, abstracts, types, facts, redirects, disambiguations, page
 * links and same ids, each a file of N-Triples. {@link
 * io.qklm.kg.source.dbpedia.dump.DbpediaDumpSource} reads them one after another, wherever they
 * lie, and holds nothing of them in memory. A line that cannot be used is told and skipped.
 */
@NullMarked
package io.qklm.kg.source.dbpedia.dump;

import org.jspecify.annotations.NullMarked;

/**
 * What users would take instead, for the same kind of output: names by OpenNLP and sentences by
 * TextRank. Used by the speed command alone and never shipped. The name finder learns from a public
 * set each time, since no trained one is to be had from Maven Central.
 */
@NullMarked
package io.qklm.benchmarks.peers;

import org.jspecify.annotations.NullMarked;

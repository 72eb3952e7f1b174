/**
 * The faults that a job is promised to survive, each done to real processes under traffic, and what
 * was seen after. The build runs a short form, the benchmarks a long one. A run that lost, doubled
 * or altered a document is reported as broken, never left out.
 */
@NullMarked
package io.qklm.cluster.fault;

import org.jspecify.annotations.NullMarked;

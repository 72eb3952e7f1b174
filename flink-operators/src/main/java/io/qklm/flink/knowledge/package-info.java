/**
 * Knowledge that changes while a job runs: epochs opened once a process and shared under leases,
 * and what the operator remembers of them. The operators enter here; nothing here knows of
 * documents. An epoch that cannot be opened is told of once and tried again, and what serves goes
 * on serving.
 */
@NullMarked
package io.qklm.flink.knowledge;

import org.jspecify.annotations.NullMarked;

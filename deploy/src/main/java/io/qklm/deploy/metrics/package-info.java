/**
 * What a job in this process tells whoever watches it: metrics in Prometheus's text form and
 * whether it is ready. {@code qklm run} enters here through Flink's configuration. Listens on the
 * loopback interface alone, and only where a port was asked for; clusters use Flink's own reporter.
 */
@NullMarked
package io.qklm.deploy.metrics;

import org.jspecify.annotations.NullMarked;

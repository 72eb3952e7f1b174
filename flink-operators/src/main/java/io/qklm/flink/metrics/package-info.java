/**
 * What the operators measure: every metric with its name, unit and help in one place, and the
 * memory of the process. Operators register here, documentation, dashboards and alerts are tested
 * against it. Knows Flink's metrics and the engine's stages, nothing of the operators.
 */
@NullMarked
package io.qklm.flink.metrics;

import org.jspecify.annotations.NullMarked;

package io.qklm.training.run;

import io.qklm.model.measure.Bootstrap;

/**
 * A figure of a table.
 *
 * @param name what was measured
 * @param interval in percent, over texts or questions
 * @param note counts behind it
 */
public record Figure(String name, Bootstrap.Interval interval, String note) {}

/**
 * What runs in each started process before Flink does. Its classes stand alone, so that nothing
 * else of this project enters Flink's class path. They end the process when its parent ends.
 */
@NullMarked
package io.qklm.cluster.leash;

import org.jspecify.annotations.NullMarked;

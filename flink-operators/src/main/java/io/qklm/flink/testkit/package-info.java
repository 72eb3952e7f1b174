/**
 * For the tests of those who build on QKLM: a small knowledge that is real, the engine that is
 * real, and a Flink cluster within the test's process. Tests enter through {@link
 * io.qklm.flink.testkit.QklmTestKit}; production code does not. Nothing here needs a network, a
 * broker or a test framework.
 */
@NullMarked
package io.qklm.flink.testkit;

import org.jspecify.annotations.NullMarked;

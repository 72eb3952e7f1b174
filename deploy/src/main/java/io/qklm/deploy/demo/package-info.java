/**
 * The demo: a broker, the job, a stream of sample news and a live view of what comes out, all on
 * this machine. The command enters by {@link io.qklm.deploy.demo.Demo}; everything in between is
 * real. Whatever it starts or writes is gone when it ends.
 */
@NullMarked
package io.qklm.deploy.demo;

import org.jspecify.annotations.NullMarked;

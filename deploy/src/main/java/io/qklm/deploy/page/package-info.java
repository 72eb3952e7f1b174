/**
 * The page of the demo: a small HTTP server on the loopback interface, and what it serves. Whoever
 * runs a stream enters by {@link io.qklm.deploy.page.LivePage}, tells it what comes out, and
 * answers what a reader asks by {@link io.qklm.deploy.page.PageActions}. It speaks to this machine
 * alone, takes orders from its own pages alone, and treats every text as hostile.
 */
@NullMarked
package io.qklm.deploy.page;

import org.jspecify.annotations.NullMarked;

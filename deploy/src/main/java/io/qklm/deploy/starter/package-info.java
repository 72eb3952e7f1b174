/**
 * The knowledge that a fresh machine starts with, made from what the build laid into the
 * distribution. Commands ask for its folder; it is built at the first request and kept as long as
 * what it is made from stays the same. Only one process builds it at a time.
 */
@NullMarked
package io.qklm.deploy.starter;

import org.jspecify.annotations.NullMarked;

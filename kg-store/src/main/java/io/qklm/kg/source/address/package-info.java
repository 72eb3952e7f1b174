/**
 * Sources from an address: {@code https://}, {@code s3://}, {@code file:} and plain paths become
 * the bytes that readers read. {@link io.qklm.kg.source.address.Addresses} opens them; a connection
 * that is cut, stalls or is sent elsewhere goes on where it was, and bytes are held against digests
 * that were published. One connection at a time, and what goes wrong is a sentence.
 */
@NullMarked
package io.qklm.kg.source.address;

import org.jspecify.annotations.NullMarked;

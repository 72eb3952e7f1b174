/**
 * Lines and files: bounded in bytes, compressed or plain, resumable, each bad one told with its
 * file and number. All readers of line formats use it. Nothing is skipped without being counted.
 */
@NullMarked
package io.qklm.kg.source.lines;

import org.jspecify.annotations.NullMarked;

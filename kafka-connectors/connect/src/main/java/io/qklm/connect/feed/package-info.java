/**
 * News feeds into Kafka: a source connector that reads RSS and Atom politely and gives each item
 * once, as a document that QKLM can enrich. Connect finds it by its class name. What a feed sends
 * is bounded and never trusted; a feed that fails is asked less often and never stops the others.
 */
@NullMarked
package io.qklm.connect.feed;

import org.jspecify.annotations.NullMarked;

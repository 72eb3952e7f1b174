/**
 * The words of the knowledge: entities, facts, relations and the surface forms that name them.
 * Immutable values, checked when made, free of storage and of models. Anyone may hold them; the
 * store, the sources and the engine speak to each other in them.
 */
@NullMarked
package io.qklm.kg;

import org.jspecify.annotations.NullMarked;

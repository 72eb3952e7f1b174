/**
 * Quantities, times and places made comparable: units with what they are in SI units, and the order
 * of two values of one kind. Anything that shows, compares or filters facts may enter. The stored
 * fact keeps its own number and unit; what is computed here is never written back.
 */
@NullMarked
package io.qklm.kg.measure;

import org.jspecify.annotations.NullMarked;

/** KGTK's edges in TSV. Builds read it. Values are parsed by KGTK's own quoting rules. */
@NullMarked
package io.qklm.kg.source.kgtk;

import org.jspecify.annotations.NullMarked;

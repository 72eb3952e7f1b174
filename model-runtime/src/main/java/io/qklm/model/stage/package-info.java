/**
 * What a document costs on its way through the engine: the stages, and the time and tokens each
 * document spent in them. The engine writes here, whoever hands it documents reads. Knows no other
 * package.
 */
@NullMarked
package io.qklm.model.stage;

import org.jspecify.annotations.NullMarked;

/**
 * What a story tells: its headline, a summary over its documents, whom it is about, and what each
 * further document adds. Enter through {@link io.qklm.stories.content.StoryContent}; the operators
 * of Flink do, a document at a time. Of a document only a digest is kept, bounded in number and
 * length, and nothing of its text is left once it is withdrawn.
 */
@NullMarked
package io.qklm.stories.content;

import org.jspecify.annotations.NullMarked;

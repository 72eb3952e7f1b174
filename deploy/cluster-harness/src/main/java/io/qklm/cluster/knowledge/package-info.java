/**
 * The knowledge of test jobs: a repository with epochs that can be told apart in what they say, the
 * topic that announces them, and the damage that is done to both. Everything is made as a user's
 * would be. Anyone who needs epochs on a cluster may use it.
 */
@NullMarked
package io.qklm.cluster.knowledge;

import org.jspecify.annotations.NullMarked;

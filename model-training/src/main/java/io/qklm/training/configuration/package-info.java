/**
 * What a run is told: the JSON file of a configuration as records that check themselves. Commands
 * read it; tasks read their own options from it. Nothing here opens a file of data.
 */
@NullMarked
package io.qklm.training.configuration;

import org.jspecify.annotations.NullMarked;

/**
 * What commands say of knowledge: in words for a person, in JSON for a program. Numbers, facts and
 * the report of a build look the same whichever command tells them. Nothing here reads options or
 * decides anything.
 */
@NullMarked
package io.qklm.deploy.report;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.migrate;

/**
 * The result of a run: the number of migrations applied, and the version of the schema.
 *
 * @param version the newest version applied, such as {@code 003}; empty for a schema without any
 */
public record Migration(String service, int applied, String version) {}

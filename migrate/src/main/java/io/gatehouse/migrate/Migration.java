// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.migrate;

/**
 * What a run did: how many migrations it applied and the version the schema has now.
 *
 * @param version the newest version applied, such as {@code 003}; empty for a schema without any
 */
public record Migration(String service, int applied, String version) {}

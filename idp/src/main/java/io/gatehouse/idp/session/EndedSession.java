// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import java.util.UUID;

/**
 * A session that has ended.
 *
 * @param client the id of the client that held its tokens
 */
public record EndedSession(UUID id, UUID account, String client) {}

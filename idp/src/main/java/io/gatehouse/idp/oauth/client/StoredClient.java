// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import java.time.Instant;

/** A client as it is stored, with the metadata that it was made from. */
public record StoredClient(Client client, OIDCClientMetadata metadata, Instant createdAt) {}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.token;

import com.nimbusds.oauth2.sdk.GrantType;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.dpop.ProvedKey;
import io.gatehouse.idp.oauth.resource.Audiences;
import io.gatehouse.idp.session.Authorization;
import io.gatehouse.idp.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Exchanges a device code, for which a client asks until somebody has decided (RFC 8628). */
@ApplicationScoped
class DeviceGrant implements Grant {

    private final RedeemDeviceCode redeeming;
    private final Audiences audiences;
    private final SessionTokens tokens;
    private final IdpMetrics metrics;

    @Inject
    DeviceGrant(
            RedeemDeviceCode redeeming,
            Audiences audiences,
            SessionTokens tokens,
            IdpMetrics metrics) {
        this.redeeming = redeeming;
        this.audiences = audiences;
        this.tokens = tokens;
        this.metrics = metrics;
    }

    @Override
    public GrantType type() {
        return GrantType.DEVICE_CODE;
    }

    @Override
    public Tokens exchange(Client client, Parameters form, ProvedKey key) {
        Sessions.Opened opened =
                redeeming.redeem(
                        client,
                        form.required("device_code"),
                        granted -> {
                            audiences.chosen(client, granted.audiences(), form);
                            return granted.boundTo(key.forRefresh(client));
                        });
        metrics.issued("device");
        Authorization granted = opened.session().authorization();
        return tokens.of(
                client,
                opened,
                new AccessFor(
                        granted.scope(), audiences.chosen(client, granted.audiences(), form), key),
                Optional.empty());
    }
}

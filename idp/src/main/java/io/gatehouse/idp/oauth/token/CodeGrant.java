// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.token;

import com.nimbusds.oauth2.sdk.GrantType;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.dpop.ProvedKey;
import io.gatehouse.idp.oauth.resource.Audiences;
import io.gatehouse.idp.session.Authorization;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Exchanges an authorization code (RFC 6749 section 4.1.3). */
@ApplicationScoped
class CodeGrant implements Grant {

    private final RedeemCode redeeming;
    private final Audiences audiences;
    private final SessionTokens tokens;
    private final IdpMetrics metrics;

    @Inject
    CodeGrant(RedeemCode redeeming, Audiences audiences, SessionTokens tokens, IdpMetrics metrics) {
        this.redeeming = redeeming;
        this.audiences = audiences;
        this.tokens = tokens;
        this.metrics = metrics;
    }

    @Override
    public GrantType type() {
        return GrantType.AUTHORIZATION_CODE;
    }

    @Override
    public Tokens exchange(Client client, Parameters form, ProvedKey key) {
        RedeemCode.Presented presented =
                new RedeemCode.Presented(
                        form.required("code"),
                        client,
                        form.required("redirect_uri"),
                        form.get("code_verifier").orElse(""),
                        key);
        RedeemCode.Redeemed redeemed =
                redeeming.redeem(
                        presented, granted -> audiences.chosen(client, granted.audiences(), form));
        metrics.issued("code");
        Authorization granted = redeemed.opened().session().authorization();
        return tokens.of(
                client,
                redeemed.opened(),
                new AccessFor(
                        granted.scope(), audiences.chosen(client, granted.audiences(), form), key),
                redeemed.nonce());
    }
}

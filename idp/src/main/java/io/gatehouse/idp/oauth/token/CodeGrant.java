// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.token;

import com.nimbusds.oauth2.sdk.GrantType;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.client.Client;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Exchanges an authorization code (RFC 6749 section 4.1.3). */
@ApplicationScoped
class CodeGrant implements Grant {

    private final RedeemCode redeeming;
    private final SessionTokens tokens;
    private final IdpMetrics metrics;

    @Inject
    CodeGrant(RedeemCode redeeming, SessionTokens tokens, IdpMetrics metrics) {
        this.redeeming = redeeming;
        this.tokens = tokens;
        this.metrics = metrics;
    }

    @Override
    public GrantType type() {
        return GrantType.AUTHORIZATION_CODE;
    }

    @Override
    public Tokens exchange(Client client, Parameters form) {
        RedeemCode.Presented presented =
                new RedeemCode.Presented(
                        form.required("code"),
                        client.id(),
                        form.required("redirect_uri"),
                        form.get("code_verifier").orElse(""));
        RedeemCode.Redeemed redeemed = redeeming.redeem(presented);
        metrics.issued("code");
        return tokens.of(
                client,
                redeemed.opened(),
                redeemed.opened().session().authorization().scope(),
                redeemed.nonce());
    }
}

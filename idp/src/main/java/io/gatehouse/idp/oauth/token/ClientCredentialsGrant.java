// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.token;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.Scope;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Offered;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.dpop.ProvedKey;
import io.gatehouse.idp.oauth.resource.Audiences;
import io.gatehouse.idp.token.AccessTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.stream.Collectors;

/** Gives a client a token for itself (RFC 6749 section 4.4); nothing is stored. */
@ApplicationScoped
class ClientCredentialsGrant implements Grant {

    private final Audiences audiences;
    private final AccessTokens accessTokens;
    private final IdpMetrics metrics;

    @Inject
    ClientCredentialsGrant(Audiences audiences, AccessTokens accessTokens, IdpMetrics metrics) {
        this.audiences = audiences;
        this.accessTokens = accessTokens;
        this.metrics = metrics;
    }

    @Override
    public GrantType type() {
        return GrantType.CLIENT_CREDENTIALS;
    }

    @Override
    public Tokens exchange(Client client, Parameters form, ProvedKey key) {
        Optional<String> wanted = form.get("scope");
        String allowed =
                impersonal(client.allowed(wanted.orElse(String.join(" ", client.scopes()))));
        if (wanted.isPresent() && allowed.isEmpty()) {
            throw new OAuthException(OAuth2Error.INVALID_SCOPE);
        }
        String token =
                accessTokens.issueToClient(
                        client.id(), allowed, audiences.single(client, form), key.thumbprint());
        metrics.issued("client");
        return Tokens.of(token, key, accessTokens.ttl(), allowed);
    }

    private static String impersonal(String scope) {
        return Scope.parse(scope).toStringList().stream()
                .filter(name -> !Offered.SCOPES.contains(name))
                .sorted()
                .collect(Collectors.joining(" "));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import io.gatehouse.idp.oauth.SecretHash;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentClientsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final RecentClients recent = new RecentClients(nanos::get);

    private static Client withSecret() {
        return Client.of("a", metadata(), Optional.of(SecretHash.of("secret")), true);
    }

    private static OIDCClientMetadata metadata() {
        OIDCClientMetadata metadata = new OIDCClientMetadata();
        metadata.setGrantTypes(Set.of(GrantType.CLIENT_CREDENTIALS));
        metadata.setResponseTypes(Set.of());
        metadata.applyDefaults();
        return metadata;
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void findWhenKeptThenForASecondAndNoLonger() {
        Client client = withSecret();
        recent.keep(client, recent.generation());

        passes(Duration.ofMillis(999));
        assertThat(recent.find("a")).containsSame(client);
        passes(Duration.ofMillis(1));
        assertThat(recent.find("a")).isEmpty();
    }

    /** Else a client that is used all the time would never be read again. */
    @Test
    void findWhenUsedAllTheTimeThenStillForASecondAlone() {
        recent.keep(withSecret(), recent.generation());

        for (int i = 0; i < 10; i++) {
            recent.find("a");
            passes(Duration.ofMillis(100));
        }

        assertThat(recent.find("a")).isEmpty();
    }

    @Test
    void findWhenForgottenThenGone() {
        recent.keep(withSecret(), recent.generation());

        recent.forget();

        assertThat(recent.find("a")).isEmpty();
    }

    @Test
    void keepWhenReadBeforeAChangeThenNotFound() {
        long generation = recent.generation();
        Client readBefore = withSecret();
        recent.forget();

        recent.keep(readBefore, generation);

        assertThat(recent.find("a")).isEmpty();
    }

    @Test
    void keepWhenItProvesAKeyThenNotKept() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k").generate().toPublicJWK();
        OIDCClientMetadata metadata = metadata();
        metadata.setTokenEndpointAuthMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
        metadata.setJWKSet(new JWKSet(key));

        recent.keep(Client.of("a", metadata, Optional.empty(), true), recent.generation());

        assertThat(recent.find("a")).isEmpty();
    }
}

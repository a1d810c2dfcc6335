// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import io.gatehouse.idp.oauth.SecretHash;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientTest {

    private static final String WEB = "\"redirect_uris\": [\"https://web.example/callback\"]";

    @Test
    void ofWhenLittleIsSaidThenTheDefaultsOfTheStandard() throws ParseException {
        Client client = client("web", "{" + WEB + "}", true);

        assertThat(client.name()).isEqualTo("web");
        assertThat(client.isPublic()).isFalse();
        assertThat(client.scopes()).containsExactlyInAnyOrder("openid", "profile", "email");
        assertThat(client.grants()).extracting("value").containsExactly("authorization_code");
    }

    /** A device has no browser to be sent back, and may refresh all the same. */
    @Test
    void ofWhenOnlyADeviceThenNoRedirectUriIsNeeded() throws ParseException {
        String device = "urn:ietf:params:oauth:grant-type:device_code";
        String metadata = "{\"grant_types\": [\"%s\", \"refresh_token\"]}".formatted(device);

        assertThat(client("television", metadata, true).grants())
                .extracting("value")
                .containsExactlyInAnyOrder(device, "refresh_token");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{WEB} | false",
                "{WEB, \"token_endpoint_auth_method\": \"none\"} | true",
                "{WEB, \"token_endpoint_auth_method\": \"private_key_jwt\"} | true",
                "{WEB, \"grant_types\": [\"implicit\"]} | true",
                "{WEB, \"grant_types\": [\"authorization_code\", \"password\"]} | true",
                "{WEB, \"response_types\": [\"token\"]} | true",
                "{WEB, \"scope\": \"openid offline_access\"} | true",
                "{WEB, \"response_types\": [\"code\", \"code id_token\"]} | true",
                "{WEB, \"grant_types\": [\"client_credentials\"]} | true",
                "{\"grant_types\": [\"authorization_code\"]} | true",
                "{\"grant_types\": [\"client_credentials\", \"refresh_token\"]} | true",
                "{\"grant_types\": [\"client_credentials\"], \"token_endpoint_auth_method\": \"none\"} | false",
                "{\"redirect_uris\": [\"http://web.example/callback\"]} | true",
                "{WEB, \"id_token_signed_response_alg\": \"HS256\"} | true",
                "{WEB, \"id_token_signed_response_alg\": \"none\"} | true",
                "{WEB, \"id_token_signed_response_alg\": \"Ed25519\"} | true",
                "{WEB, \"post_logout_redirect_uris\": [\"http://web.example/\"]} | true",
            })
    void ofWhenARuleIsBrokenThenRefused(String metadata, boolean withSecret) {
        assertThatThrownBy(() -> client("web", metadata.replace("WEB", WEB), withSecret))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Whoever cannot prove who it is acts for nobody. */
    @Test
    void ofWhenAPublicClientWantsToExchangeTokensThenRefused() {
        String grant = "\"grant_types\": [\"urn:ietf:params:oauth:grant-type:token-exchange\"]";

        assertThatThrownBy(() ->
                        client(
                                "stock",
                                "{" + grant + ", \"token_endpoint_auth_method\": \"none\"}",
                                false))
                .hasMessageContaining("public client");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://web.example/logout?a=b",
                "https://web.example:8443/",
                "http://127.0.0.1:8080/logout",
                "http://[::1]/logout",
                "http://localhost/logout",
            })
    void ofWhenItIsToldOfLogoutsThenThere(String uri) throws ParseException {
        Client client = client("web", "{" + WEB + ", " + logoutUri(uri) + "}", true);

        assertThat(client.logoutUri()).contains(new LogoutUri(URI.create(uri)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://web.example/logout#here",
                "https://web.example/logout#",
                "https://a@web.example/logout",
                "http://web.example/logout",
                "http://127.0.0.1.web.example/logout",
                "ftp://web.example/logout",
                "https:///logout",
                "https:web.example",
                "/logout",
                "",
            })
    void ofWhenItCannotBeToldThereThenRefused(String uri) {
        assertThatThrownBy(() -> client("web", "{" + WEB + ", " + logoutUri(uri) + "}", true))
                .isInstanceOfAny(IllegalArgumentException.class, ParseException.class)
                .hasMessageContaining("backchannel_logout_uri");
    }

    private static String logoutUri(String uri) {
        return "\"backchannel_logout_uri\": \"" + uri + "\"";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{WEB} | false",
                "{WEB, \"dpop_bound_access_tokens\": false} | false",
                "{WEB, \"dpop_bound_access_tokens\": true} | true",
            })
    void ofWhenBoundTokensAreDemandedThenTheClientMustProveItsKey(String metadata, boolean must)
            throws ParseException {
        assertThat(client("web", metadata.replace("WEB", WEB), true).mustProveKey())
                .isEqualTo(must);
    }

    /**
     * The subject of a token tells a client from an account (RFC 9700 section 4.15), and no client
     * shares the sessions of the sign-in of Gatehouse itself.
     */
    @ParameterizedTest
    @CsvSource({
        "web, true",
        "a.b_c~D-1, true",
        "6f9619ff-8b86-d011-b42d-00c04fc964ff, false",
        "6F9619FF-8B86-D011-B42D-00C04FC964FF, false",
        "gatehouse, false",
        "gatehouse-cli, true",
        "'', false",
        "a b, false",
        "a/b, false",
        "a:b, false",
        "ä, false",
    })
    void isIdWhenItIsTakenOrNoNameThenFalse(String id, boolean expected) {
        assertThat(Client.isId(id)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "openid, openid",
        "openid profile, openid profile",
        "profile openid openid, profile openid",
        "openid offline_access admin, openid",
        "admin, ''",
        "'', ''",
        "'  ', ''",
        "OPENID, ''",
    })
    void allowedWhenMoreIsAskedForThenLeftOut(String scope, String allowed) throws ParseException {
        assertThat(client("web", "{" + WEB + "}", true).allowed(scope)).isEqualTo(allowed);
    }

    private static Client client(String id, String metadata, boolean withSecret)
            throws ParseException {
        OIDCClientMetadata parsed = OIDCClientMetadata.parse(JSONObjectUtils.parse(metadata));
        parsed.applyDefaults();
        return Client.of(
                id, parsed, Optional.of(SecretHash.of("secret")).filter(_ -> withSecret), true);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients discover works, and what does not work they do not discover. */
@ExtendWith(IdpServer.class)
class MetadataIT {
    private static final String PROVIDER = "/.well-known/openid-configuration";
    private static final String SERVER = "/.well-known/oauth-authorization-server";

    @Test
    void metadataWhenReadAsAClientDoesThenComplete() throws Exception {
        var provider = OIDCProviderMetadata.parse(Gate.anonymous().get(PROVIDER).text());
        var server = AuthorizationServerMetadata.parse(Gate.anonymous().get(SERVER).text());

        assertThat(provider.getIssuer().getValue()).isEqualTo(IdpServer.ISSUER);
        assertThat(provider.getAuthorizationEndpointURI())
                .isEqualTo(URI.create(IdpServer.ISSUER + "/oauth2/authorize"));
        assertThat(provider.supportsAuthorizationResponseIssuerParam()).isTrue();
        assertThat(provider.supportsRequestURIParam()).isFalse();
        assertThat(provider.supportsClaimsParam()).isTrue();
        assertThat(provider.getPushedAuthorizationRequestEndpointURI())
                .isEqualTo(URI.create(IdpServer.ISSUER + "/oauth2/par"));
        assertThat(provider.requiresPushedAuthorizationRequests()).isFalse();
        assertThat(provider.supportsBackChannelLogout()).isTrue();
        assertThat(provider.supportsBackChannelLogoutSession()).isTrue();
        assertThat(provider.getJWKSetURI()).isEqualTo(server.getJWKSetURI());
        assertThat(server.getJWKSetURI())
                .isEqualTo(URI.create(IdpServer.ISSUER + "/.well-known/jwks.json"));
        assertThat(server.getIntrospectionEndpointURI())
                .isEqualTo(URI.create(IdpServer.ISSUER + "/oauth2/introspect"));
        assertThat(server.getDeviceAuthorizationEndpointURI())
                .isEqualTo(URI.create(IdpServer.ISSUER + "/oauth2/device-authorization"));
        assertThat(server.getGrantTypes())
                .contains(GrantType.DEVICE_CODE, GrantType.TOKEN_EXCHANGE);
        assertThat(provider.getRegistrationEndpointURI())
                .isEqualTo(server.getRegistrationEndpointURI())
                .isEqualTo(URI.create(IdpServer.ISSUER + "/oauth2/register"));
        assertThat(
                        Gate.anonymous()
                                .get(SERVER)
                                .json()
                                .path("introspection_signing_alg_values_supported")
                                .toString())
                .isEqualTo("[\"RS256\"]");
    }

    @Test
    void metadataWhenReadThenSaysHowClientsAuthenticate() throws Exception {
        var server = AuthorizationServerMetadata.parse(Gate.anonymous().get(SERVER).text());

        assertThat(server.getTokenEndpointAuthMethods())
                .extracting(ClientAuthenticationMethod::getValue)
                .containsExactly(
                        "client_secret_basic",
                        "client_secret_post",
                        "private_key_jwt",
                        "tls_client_auth",
                        "none");
        assertThat(server.getRevocationEndpointAuthMethods())
                .isEqualTo(server.getTokenEndpointAuthMethods());
        assertThat(server.getIntrospectionEndpointAuthMethods())
                .extracting(ClientAuthenticationMethod::getValue)
                .containsExactly(
                        "client_secret_basic",
                        "client_secret_post",
                        "private_key_jwt",
                        "tls_client_auth");
        assertThat(server.getTokenEndpointJWSAlgs())
                .isEqualTo(server.getRevocationEndpointJWSAlgs())
                .isEqualTo(server.getIntrospectionEndpointJWSAlgs())
                .extracting(JWSAlgorithm::getName)
                .containsExactly("PS256", "ES256", "RS256", "EdDSA", "Ed25519");
    }

    /** RFC 8705 section 5: where the gate asks clients for their certificates. */
    @ParameterizedTest
    @ValueSource(strings = {PROVIDER, SERVER})
    void metadataWhenClientsMayHaveCertificatesThenSaysWhere(String path) throws Exception {
        var aliases =
                AuthorizationServerMetadata.parse(Gate.anonymous().get(path).text())
                        .getMtlsEndpointAliases();

        assertThat(
                        List.of(
                                aliases.getTokenEndpointURI(),
                                aliases.getRevocationEndpointURI(),
                                aliases.getIntrospectionEndpointURI(),
                                aliases.getPushedAuthorizationRequestEndpointURI(),
                                aliases.getDeviceAuthorizationEndpointURI()))
                .extracting(URI::toString)
                .containsExactly(
                        IdpServer.CERTIFICATE_URL + "/oauth2/token",
                        IdpServer.CERTIFICATE_URL + "/oauth2/revoke",
                        IdpServer.CERTIFICATE_URL + "/oauth2/introspect",
                        IdpServer.CERTIFICATE_URL + "/oauth2/par",
                        IdpServer.CERTIFICATE_URL + "/oauth2/device-authorization");
    }

    @Test
    void metadataWhenReadThenSaysHowClientsProveTheirKeys() throws Exception {
        var server = AuthorizationServerMetadata.parse(Gate.anonymous().get(SERVER).text());

        assertThat(server.getDPoPJWSAlgs())
                .extracting(JWSAlgorithm::getName)
                .containsExactly("ES256", "PS256", "RS256", "EdDSA", "Ed25519");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check_session_iframe",
                "frontchannel_logout_supported",
                "request_object_signing_alg_values_supported"
            })
    void metadataWhenSomethingIsNotOfferedThenNotNamed(String member) {
        assertThat(Gate.anonymous().get(PROVIDER).json().has(member)).isFalse();
        assertThat(Gate.anonymous().get(SERVER).json().has(member)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {PROVIDER, SERVER})
    void metadataWhenTheClientHasItAlreadyThenNotSentAgain(String path) {
        String tag = Gate.anonymous().get(path).header("etag").orElseThrow();

        assertThat(Gate.anonymous().with("if-none-match", tag).get(path).status()).isEqualTo(304);
        assertThat(Gate.anonymous().with("if-none-match", "\"other\"").get(path).status())
                .isEqualTo(200);
    }

    @Test
    void metadataWhenItNamesAnEndpointThenItIsThere() {
        var members = Gate.anonymous().get(PROVIDER).json();

        for (String name : (Iterable<String>) members::fieldNames) {
            if (name.endsWith("_endpoint")) {
                String path = URI.create(members.path(name).asText()).getPath();
                var gate = Gate.anonymous();
                var answer = gate.send(gate.request(path).POST(BodyPublishers.noBody()));

                assertThat(answer.status()).as(name).isIn(400, 401);
            }
        }
    }
}

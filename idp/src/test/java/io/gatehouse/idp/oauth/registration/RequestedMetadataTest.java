// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.testkit.Json;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for metadata, row by row (RFC 7591 section 2). */
class RequestedMetadataTest {

    private static final String REDIRECT = "'redirect_uris': ['https://new.example/callback']";
    private static final String PUBLIC_KEY = Clients.ec("k").toPublicJWK().toJSONString();

    @Test
    void readWhenLittleIsSaidThenTheDefaultsOfTheStandardsAreRegistered() {
        OIDCClientMetadata metadata = read("{" + REDIRECT + "}");

        assertThat(metadata.getScope()).isEqualTo(Scope.parse("openid profile email"));
        assertThat(metadata.getTokenEndpointAuthMethod().getValue())
                .isEqualTo("client_secret_basic");
        assertThat(metadata.getGrantTypes()).hasToString("[authorization_code]");
        assertThat(metadata.getResponseTypes()).hasToString("[code]");
    }

    @Test
    void readWhenMembersAreUnknownThenTheyAreLeftOut() {
        OIDCClientMetadata metadata =
                read(
                        """
                        {%s, 'logo_uri': 'https://new.example/logo', 'gatehouse_resources': ['a'], 'x': {'y': []},
                         'first_party': true, 'client_id': 'web', 'client_secret': 'mine', 'contacts': 17,
                         'client_name#de': 'Neu', 'client_name': ' ', 'policy_uri': null}
                        """
                                .formatted(REDIRECT));

        assertThat(metadata.toJSONObject())
                .containsOnlyKeys(
                        "redirect_uris",
                        "scope",
                        "grant_types",
                        "response_types",
                        "token_endpoint_auth_method",
                        "application_type",
                        "id_token_signed_response_alg");
    }

    @Test
    void readWhenNoBrowserTakesPartThenNoResponseType() {
        assertThat(read("{'grant_types': ['client_credentials']}").getResponseTypes()).isEmpty();
    }

    @Test
    void readWhenItHasKeysThenTheyAreKept() {
        OIDCClientMetadata metadata =
                read(
                        "{%s, 'token_endpoint_auth_method': 'private_key_jwt', 'jwks': {'keys': [%s]}}"
                                .formatted(REDIRECT, PUBLIC_KEY));

        assertThat(metadata.getJWKSet().getKeys()).hasSize(1);
    }

    @Test
    void readWhenItDemandsMoreForItselfThenThatIsKept() {
        OIDCClientMetadata metadata =
                read(
                        """
                        {%s, 'require_pushed_authorization_requests': true, 'dpop_bound_access_tokens': true,
                         'backchannel_logout_uri': 'https://new.example/logout',
                         'backchannel_logout_session_required': true, 'id_token_signed_response_alg': 'ES256'}
                        """
                                .formatted(REDIRECT));

        assertThat(metadata.requiresPushedAuthorizationRequests()).isTrue();
        assertThat(metadata.getDPoPBoundAccessTokens()).isTrue();
        assertThat(metadata.getBackChannelLogoutURI()).hasHost("new.example");
        assertThat(metadata.requiresBackChannelLogoutSession()).isTrue();
        assertThat(metadata.getIDTokenJWSAlg()).isEqualTo(JWSAlgorithm.ES256);
    }

    @Test
    void readWhenAScopeIsAdmittedThenItIsRegistered() {
        OIDCClientMetadata metadata =
                RequestedMetadata.read(
                        document("{" + REDIRECT + ", 'scope': 'stock openid'}"), _ -> true, true);

        assertThat(metadata.getScope()).isEqualTo(Scope.parse("stock openid"));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("'redirect_uris': 'https://a.example/'", "list"),
                Arguments.of("'redirect_uris': [17]", "text"),
                Arguments.of(
                        "'redirect_uris': ['" + "https://a.example/" + "a".repeat(2_000) + "']",
                        "2000"),
                Arguments.of("'redirect_uris': [" + uris(21) + "]", "at most 20"),
                Arguments.of("'redirect_uris': ['http://a.example/']", "https"),
                Arguments.of("'redirect_uris': ['https://a.example/#b']", "https"),
                Arguments.of("'redirect_uris': ['https://a@b.example/']", "https"),
                Arguments.of("'redirect_uris': ['https://a.example/ b']", "https"),
                Arguments.of("'redirect_uris': ['https://a.example/%zz']", "https"),
                Arguments.of("'redirect_uris': ['javascript:alert(1)']", "https"),
                Arguments.of("'redirect_uris': ['data:text/html,a']", "https"),
                Arguments.of("'redirect_uris': ['/callback']", "https"),
                Arguments.of("'redirect_uris': ['']", "https"),
                Arguments.of(
                        "'redirect_uris': ['https://a.example/', 'http://b.example/']", "https"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void readWhenARedirectUriIsWrongThenNamed(String members, String rule) {
        assertRefused("{" + members + "}", "invalid_redirect_uri", rule);
    }

    @Test
    void readWhenItHasACertificateThenTheNameInItIsKept() {
        String members =
                "{%s, 'token_endpoint_auth_method': 'tls_client_auth', 'tls_client_auth_subject_dn': 'CN=a'}"
                        .formatted(REDIRECT);

        assertThat(read(members).getTLSClientAuthSubjectDN()).isEqualTo("CN=a");
        assertThatThrownBy(() -> read(members, false))
                .isInstanceOfSatisfying(
                        OAuthException.class,
                        thrown ->
                                assertThat(thrown.error().getDescription())
                                        .contains("private_key_jwt")
                                        .doesNotContain("tls"));
    }

    static Stream<Arguments> invalid() {
        return Stream.of(
                Arguments.of("'post_logout_redirect_uris': ['http://a.example/']", "post_logout"),
                Arguments.of(
                        "'grant_types': ['implicit']", "authorization_code, client_credentials"),
                Arguments.of("'grant_types': ['password']", "grant_types may be"),
                Arguments.of(
                        "'grant_types': ['urn:ietf:params:oauth:grant-type:token-exchange']",
                        "grant_types may be"),
                Arguments.of("'grant_types': 'authorization_code'", "list"),
                Arguments.of("'grant_types': {}", "list"),
                Arguments.of("'response_types': ['token']", "response_types may be code"),
                Arguments.of("'response_types': ['code id_token']", "response_types may be code"),
                Arguments.of(
                        "'token_endpoint_auth_method': 'client_secret_jwt'", "private_key_jwt"),
                Arguments.of(
                        "'token_endpoint_auth_method': 'self_signed_tls_client_auth'",
                        "tls_client_auth"),
                Arguments.of("'token_endpoint_auth_method': 'tls_client_auth'", "exactly one"),
                Arguments.of(
                        "'token_endpoint_auth_method': 'tls_client_auth',"
                                + " 'tls_client_auth_san_dns': 'b', 'tls_client_auth_san_ip': '::1'",
                        "exactly one"),
                Arguments.of("'tls_client_auth_subject_dn': 7", "text"),
                Arguments.of("'tls_client_auth_san_dns': ['a.example']", "text"),
                Arguments.of("'tls_client_auth_san_uri': 'a\\nb'", "control"),
                Arguments.of("'tls_client_auth_san_uri': 'urn:" + "a".repeat(1_000) + "'", "1000"),
                Arguments.of("'token_endpoint_auth_method': ['none']", "text"),
                Arguments.of(
                        "'token_endpoint_auth_signing_alg': 'HS256'",
                        "ES256, Ed25519, EdDSA, PS256"),
                Arguments.of("'token_endpoint_auth_signing_alg': 'none'", "ES256"),
                Arguments.of("'jwks_uri': 'https://a.example/jwks'", "jwks_uri"),
                Arguments.of("'jwks': []", "keys"),
                Arguments.of("'jwks': {'keys': []}", "keys"),
                Arguments.of("'jwks': {'keys': [17]}", "cannot be read"),
                Arguments.of("'jwks': {'keys': [{}]}", "cannot be read"),
                Arguments.of("'jwks': {'keys': [" + "{},".repeat(10) + "{}]}", "1 to 10"),
                Arguments.of("'scope': 'openid admin'", "openid profile email"),
                Arguments.of("'scope': 'stock'", "openid profile email"),
                Arguments.of("'scope': ''", "openid profile email"),
                Arguments.of("'scope': 'openid  email'", "openid profile email"),
                Arguments.of("'scope': ['openid']", "text"),
                Arguments.of("'client_name': 'a\\u0000'", "control"),
                Arguments.of("'client_name': 'a\\nb'", "control"),
                Arguments.of("'client_name': 'a\\u202eb'", "control"),
                Arguments.of("'client_name': 'a\\ud800'", "control"),
                Arguments.of("'client_name': '" + "a".repeat(101) + "'", "100"),
                Arguments.of("'client_name': {}", "text"),
                Arguments.of("'subject_type': 'pairwise'", "public"),
                Arguments.of("'id_token_signed_response_alg': 'none'", "ES256, EdDSA, RS256"),
                Arguments.of("'id_token_signed_response_alg': 'HS256'", "ES256, EdDSA, RS256"),
                Arguments.of("'application_type': 'service'", "native, web"),
                Arguments.of("'require_pushed_authorization_requests': 'true'", "true or false"),
                Arguments.of("'dpop_bound_access_tokens': 'yes'", "true or false"),
                Arguments.of("'backchannel_logout_session_required': 1", "true or false"),
                Arguments.of("'backchannel_logout_uri': ['https://a.example/']", "text"),
                Arguments.of("'backchannel_logout_uri': 'http://[a/'", "cannot be read"),
                Arguments.of("'tls_client_certificate_bound_access_tokens': true", "not offered"));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void readWhenAMemberIsWrongThenTheAnswerSaysWhatIsOffered(String members, String rule) {
        assertRefused("{" + REDIRECT + ", " + members + "}", "invalid_client_metadata", rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "17", "'text'", "true"})
    void readWhenNoObjectThenRefused(String document) {
        assertRefused(document, "invalid_client_metadata", "JSON object");
    }

    @Test
    void readWhenThereIsASoftwareStatementThenNotApprovedOf() {
        assertRefused(
                "{" + REDIRECT + ", 'software_statement': 'a.b.c'}",
                "unapproved_software_statement",
                "statement");
    }

    private static void assertRefused(String document, String error, String rule) {
        assertThatThrownBy(() -> read(document))
                .isInstanceOfSatisfying(
                        OAuthException.class,
                        thrown -> {
                            assertThat(thrown.error().getCode()).isEqualTo(error);
                            assertThat(thrown.error().getHTTPStatusCode()).isEqualTo(400);
                            assertThat(thrown.error().getDescription())
                                    .contains(rule)
                                    .doesNotContain("a.example");
                        });
    }

    private static OIDCClientMetadata read(String document) {
        return read(document, true);
    }

    private static OIDCClientMetadata read(String document, boolean byCertificate) {
        return RequestedMetadata.read(
                document(document), scope -> "openid profile email".contains(scope), byCertificate);
    }

    private static JsonNode document(String text) {
        return Json.read(text.replace('\'', '"'));
    }

    private static String uris(int number) {
        return "'https://a.example/'" + ", 'https://a.example/'".repeat(number - 1);
    }
}

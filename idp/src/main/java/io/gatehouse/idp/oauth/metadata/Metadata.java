// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.metadata;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.openid.connect.sdk.Prompt;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.account.Assurance;
import io.gatehouse.idp.account.PersonClaims;
import io.gatehouse.idp.keys.KeyAlgorithm;
import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.Offered;
import io.gatehouse.idp.oauth.page.PageLocale;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The metadata (RFC 8414 section 2, OpenID Connect Discovery 1.0 section 3): all that works, and
 * nothing that does not.
 */
record Metadata(Map<String, Object> members) {

    Metadata {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    static Metadata of(IdpConfig.Site site) {
        String issuer = site.issuer().toString();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("issuer", issuer);
        members.put("jwks_uri", issuer + "/.well-known/jwks.json");
        members.put("authorization_endpoint", issuer + Endpoints.AUTHORIZE);
        members.put("userinfo_endpoint", issuer + Endpoints.USERINFO);
        members.putAll(authenticating(issuer));
        members.put("end_session_endpoint", issuer + Endpoints.LOGOUT);
        members.put("registration_endpoint", issuer + Endpoints.REGISTER);
        members.putAll(requests());
        members.putAll(authentication(site.certificateUrl().isPresent()));
        site.certificateUrl()
                .ifPresent(url ->
                        members.put("mtls_endpoint_aliases", authenticating(url.toString())));
        members.putAll(aboutPeople());
        members.put("backchannel_logout_supported", true);
        members.put("backchannel_logout_session_supported", true);
        members.put(
                "dpop_signing_alg_values_supported",
                Offered.PROOF_ALGORITHMS.stream().map(JWSAlgorithm::getName).toList());
        return new Metadata(members);
    }

    /** The endpoints at which clients authenticate. */
    private static Map<String, Object> authenticating(String base) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("device_authorization_endpoint", base + Endpoints.DEVICE_AUTHORIZATION);
        members.put("pushed_authorization_request_endpoint", base + Endpoints.PUSH);
        members.put("token_endpoint", base + Endpoints.TOKEN);
        members.put("revocation_endpoint", base + Endpoints.REVOKE);
        members.put("introspection_endpoint", base + Endpoints.INTROSPECT);
        return members;
    }

    private static Map<String, Object> aboutPeople() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("subject_types_supported", List.of("public"));
        members.put(
                "id_token_signing_alg_values_supported",
                Arrays.stream(KeyAlgorithm.values())
                        .map(algorithm -> algorithm.jws().getName())
                        .toList());
        members.put("acr_values_supported", Assurance.CLASSES);
        members.put("claims_supported", claims());
        members.put("claims_parameter_supported", true);
        return members;
    }

    private static Map<String, Object> requests() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("scopes_supported", Offered.SCOPES);
        members.put("response_types_supported", List.of(Offered.RESPONSE_TYPE.toString()));
        members.put("response_modes_supported", List.of(Offered.RESPONSE_MODE.getValue()));
        members.put(
                "grant_types_supported", Offered.GRANTS.stream().map(GrantType::getValue).toList());
        members.put(
                "code_challenge_methods_supported", List.of(Offered.CHALLENGE_METHOD.getValue()));
        members.put("authorization_response_iss_parameter_supported", true);
        members.put(
                "prompt_values_supported",
                Offered.PROMPTS.stream().map(Prompt.Type::toString).toList());
        members.put(
                "ui_locales_supported",
                PageLocale.ALL.stream().map(Locale::toLanguageTag).toList());
        // Of a client's own metadata; those of the server say so for all.
        members.put("require_pushed_authorization_requests", false);
        // The default of the standard is that it works. It is about the URIs of clients.
        members.put("request_uri_parameter_supported", false);
        return members;
    }

    private static Map<String, Object> authentication(boolean byCertificate) {
        List<ClientAuthenticationMethod> proving = Offered.proving(byCertificate);
        List<String> all =
                names(Stream.concat(proving.stream(), Stream.of(Offered.WITHOUT_SECRET)));
        Map<String, Object> members = new LinkedHashMap<>();
        authentication(members, "token", all);
        authentication(members, "revocation", all);
        authentication(members, "introspection", names(proving.stream()));
        members.put(
                "introspection_signing_alg_values_supported",
                List.of(KeyAlgorithm.RS256.jws().getName()));
        return members;
    }

    private static void authentication(
            Map<String, Object> members, String endpoint, List<String> methods) {
        members.put(endpoint + "_endpoint_auth_methods_supported", methods);
        members.put(
                endpoint + "_endpoint_auth_signing_alg_values_supported",
                Offered.ASSERTION_ALGORITHMS.stream().map(JWSAlgorithm::getName).toList());
    }

    private static List<String> names(Stream<ClientAuthenticationMethod> methods) {
        return methods.map(ClientAuthenticationMethod::getValue).toList();
    }

    private static List<String> claims() {
        return Stream.concat(
                        Stream.of(
                                "iss",
                                "aud",
                                "exp",
                                "iat",
                                "auth_time",
                                "acr",
                                "amr",
                                "nonce",
                                "at_hash",
                                "sid"),
                        PersonClaims.NAMES.stream())
                .toList();
    }
}

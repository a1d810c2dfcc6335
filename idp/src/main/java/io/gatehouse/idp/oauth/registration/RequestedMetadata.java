// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.registration;

import static io.gatehouse.idp.oauth.registration.MemberReader.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.client.RegistrationError;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.idp.keys.KeyAlgorithm;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Offered;
import io.gatehouse.idp.oauth.client.ClientCertificate;
import io.gatehouse.idp.oauth.client.RedirectUris;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the metadata with which a client wants to be registered (RFC 7591 section 2, OpenID Connect
 * Dynamic Client Registration 1.0 section 2). What stands here is kept. A value that is not offered
 * is refused with what is; a member that is not known is left out, so that the answer, which has
 * all that was registered, lacks it.
 */
final class RequestedMetadata {

    /**
     * The grants that a client may have without the operator. A grant that acts on somebody's
     * behalf without asking them is none of these.
     */
    static final List<GrantType> GRANTS =
            List.of(
                    GrantType.AUTHORIZATION_CODE,
                    GrantType.REFRESH_TOKEN,
                    GrantType.CLIENT_CREDENTIALS,
                    GrantType.DEVICE_CODE);

    private static final int MOST_URIS = 20;
    private static final int LONGEST_URI = 2_000;
    private static final int MOST_KEYS = 10;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_SCOPE = 1_000;
    private static final int LONGEST_NAME_IN_CERTIFICATE = 1_000;
    private static final int MOST_WORDS = 20;
    private static final int LONGEST_WORD = 100;

    private static final Pattern SCOPE =
            Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+( [\\x21\\x23-\\x5b\\x5d-\\x7e]+)*");

    /** Members of which something else than this is refused, and not ignored. */
    private static final Map<String, Set<String>> FIXED =
            Map.of(
                    "subject_type", Set.of("public"),
                    "id_token_signed_response_alg",
                            Arrays.stream(KeyAlgorithm.values())
                                    .map(Enum::name)
                                    .collect(Collectors.toUnmodifiableSet()),
                    "application_type", Set.of("web", "native"));

    /** What a client may demand for itself, and does not by default. */
    private static final List<String> FLAGS =
            List.of(
                    "require_pushed_authorization_requests",
                    "dpop_bound_access_tokens",
                    "backchannel_logout_session_required");

    /** Promises that a client may rely on, of which none is given. */
    private static final List<String> NEVER =
            List.of("tls_client_certificate_bound_access_tokens", "require_signed_request_object");

    private final MemberReader members;
    private final ObjectNode kept = Json.mapper().createObjectNode();

    private RequestedMetadata(MemberReader members) {
        this.members = members;
    }

    /**
     * The metadata of a document, with the defaults of the standards.
     *
     * @param admitsScope which scopes the client may have
     * @param byCertificate whether clients can authenticate by certificates
     * @throws OAuthException {@code invalid_redirect_uri}, {@code invalid_client_metadata} or
     *     {@code unapproved_software_statement}
     */
    static OIDCClientMetadata read(
            JsonNode document, Predicate<String> admitsScope, boolean byCertificate) {
        RequestedMetadata requested = new RequestedMetadata(new MemberReader(document));
        requested.refuseWhatIsNotOffered();
        requested.keepUris();
        requested.keepWhatItDoes();
        requested.keepCredential(byCertificate);
        requested.keepScope(admitsScope);
        requested
                .members
                .text("client_name", LONGEST_NAME)
                .filter(name -> !name.isBlank())
                .ifPresent(name -> requested.kept.put("client_name", name));
        return requested.metadata();
    }

    private void refuseWhatIsNotOffered() {
        if (members.has("software_statement")) {
            throw invalid(
                    RegistrationError.UNAPPROVED_SOFTWARE_STATEMENT,
                    "No software statement is approved of");
        }
        if (members.has("jwks_uri")) {
            throw invalid("jwks_uri is not offered: keys stand in jwks");
        }
        FIXED.forEach((name, offered) ->
                members.text(name, LONGEST_WORD).ifPresent(value -> keep(name, value, offered)));
        for (String name : NEVER) {
            if (members.flag(name)) {
                throw invalid(name + " is not offered");
            }
        }
    }

    private void keepUris() {
        try {
            uris("redirect_uris");
        } catch (OAuthException e) {
            throw invalid(
                    RegistrationError.INVALID_REDIRECT_URI,
                    Optional.ofNullable(e.error().getDescription()).orElse(""));
        }
        uris("post_logout_redirect_uris");
    }

    private void uris(String name) {
        Optional<List<String>> uris = members.texts(name, MOST_URIS, LONGEST_URI);
        try {
            uris.ifPresent(RedirectUris::of);
        } catch (IllegalArgumentException e) {
            // The cause may quote the URI.
            throw invalid(
                    name + " must be https, or http to this machine, without user and fragment");
        }
        uris.ifPresent(texts -> texts.forEach(kept.withArray(name)::add));
    }

    private void keepWhatItDoes() {
        List<String> grants = GRANTS.stream().map(GrantType::getValue).toList();
        members.texts("grant_types", MOST_WORDS, LONGEST_WORD)
                .ifPresent(values -> keepAll("grant_types", values, grants));
        members.texts("response_types", MOST_WORDS, LONGEST_WORD)
                .ifPresent(values ->
                        keepAll(
                                "response_types",
                                values,
                                List.of(Offered.RESPONSE_TYPE.toString())));
        for (String name : FLAGS) {
            if (members.flag(name)) {
                kept.put(name, true);
            }
        }
        members.text("backchannel_logout_uri", LONGEST_URI)
                .ifPresent(uri -> kept.put("backchannel_logout_uri", uri));
    }

    private void keepCredential(boolean byCertificate) {
        List<String> methods =
                Stream.concat(
                                Offered.proving(byCertificate).stream(),
                                Stream.of(Offered.WITHOUT_SECRET))
                        .map(ClientAuthenticationMethod::getValue)
                        .toList();
        members.text("token_endpoint_auth_method", LONGEST_WORD)
                .ifPresent(value -> keep("token_endpoint_auth_method", value, methods));
        List<String> algorithms =
                Offered.ASSERTION_ALGORITHMS.stream().map(JWSAlgorithm::getName).toList();
        members.text("token_endpoint_auth_signing_alg", LONGEST_WORD)
                .ifPresent(value -> keep("token_endpoint_auth_signing_alg", value, algorithms));
        keepNameInCertificate();
        if (members.has("jwks")) {
            JsonNode keys = members.document().path("jwks").path("keys");
            if (!keys.isArray() || keys.isEmpty() || keys.size() > MOST_KEYS) {
                throw invalid("jwks must have a list keys of 1 to " + MOST_KEYS);
            }
            kept.putObject("jwks").set("keys", keys);
        }
    }

    private void keepNameInCertificate() {
        for (String name : ClientCertificate.members()) {
            members.text(name, LONGEST_NAME_IN_CERTIFICATE)
                    .ifPresent(value -> kept.put(name, value));
        }
        boolean isNeeded =
                kept.path("token_endpoint_auth_method")
                        .asText()
                        .equals(Offered.WITH_CERTIFICATE.getValue());
        if (isNeeded && ClientCertificate.members().stream().filter(kept::has).count() != 1) {
            throw invalid(
                    "tls_client_auth needs exactly one of "
                            + String.join(", ", ClientCertificate.members()));
        }
    }

    private void keepScope(Predicate<String> admits) {
        String scope =
                members.text("scope", LONGEST_SCOPE)
                        .orElse(String.join(" ", Offered.PERSONAL_SCOPES));
        if (!SCOPE.matcher(scope).matches() || !Stream.of(scope.split(" ")).allMatch(admits)) {
            throw invalid("scope may have " + String.join(" ", Offered.PERSONAL_SCOPES));
        }
        kept.put("scope", scope);
    }

    private void keepAll(String name, List<String> values, Collection<String> offered) {
        kept.putArray(name);
        for (String value : values) {
            demand(name, value, offered);
            kept.withArray(name).add(value);
        }
    }

    private void keep(String name, String value, Collection<String> offered) {
        demand(name, value, offered);
        kept.put(name, value);
    }

    private static void demand(String name, String value, Collection<String> offered) {
        if (!offered.contains(value)) {
            throw invalid(
                    name + " may be " + String.join(", ", offered.stream().sorted().toList()));
        }
    }

    private OIDCClientMetadata metadata() {
        try {
            OIDCClientMetadata metadata =
                    OIDCClientMetadata.parse(JSONObjectUtils.parse(kept.toString()));
            metadata.applyDefaults();
            if (!metadata.getGrantTypes().contains(GrantType.AUTHORIZATION_CODE)) {
                metadata.setResponseTypes(Set.of());
            }
            return metadata;
        } catch (ParseException e) {
            // The cause may quote what was sent.
            throw invalid("The metadata cannot be read");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.Prompt;
import io.gatehouse.common.dpop.ProofRules;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is offered of OAuth and OpenID Connect. The metadata documents list it, and requests are
 * refused by it, so the two cannot differ.
 */
public final class Offered {

    public static final List<GrantType> GRANTS =
            List.of(
                    GrantType.AUTHORIZATION_CODE,
                    GrantType.REFRESH_TOKEN,
                    GrantType.CLIENT_CREDENTIALS,
                    GrantType.DEVICE_CODE,
                    GrantType.TOKEN_EXCHANGE);

    public static final ResponseType RESPONSE_TYPE = ResponseType.CODE;

    public static final ResponseMode RESPONSE_MODE = ResponseMode.QUERY;

    /** The plain method protects nobody who reads the request (RFC 9700 section 2.1.1). */
    public static final CodeChallengeMethod CHALLENGE_METHOD = CodeChallengeMethod.S256;

    /** The ways of authentication that prove a secret. */
    public static final List<ClientAuthenticationMethod> WITH_SECRET =
            List.of(
                    ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
                    ClientAuthenticationMethod.CLIENT_SECRET_POST);

    /** The way of authentication that proves a private key (RFC 7523 section 2.2). */
    public static final ClientAuthenticationMethod WITH_KEY =
            ClientAuthenticationMethod.PRIVATE_KEY_JWT;

    /** The way of authentication that proves the key of a certificate in TLS (RFC 8705, 2.1). */
    public static final ClientAuthenticationMethod WITH_CERTIFICATE =
            ClientAuthenticationMethod.TLS_CLIENT_AUTH;

    /**
     * The signatures of the assertions. All are asymmetric, and each has one kind of key (RFC 8725
     * section 3.1). The last two are the same, by the name of before RFC 9864 and by that of since.
     */
    public static final List<JWSAlgorithm> ASSERTION_ALGORITHMS =
            List.of(
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.EdDSA,
                    JWSAlgorithm.Ed25519);

    /** The signatures of the proofs that bind tokens to a key (RFC 9449). */
    public static final List<JWSAlgorithm> PROOF_ALGORITHMS = ProofRules.ALGORITHMS;

    /** That of a client which can keep no secret (RFC 6749 section 2.1). */
    public static final ClientAuthenticationMethod WITHOUT_SECRET = ClientAuthenticationMethod.NONE;

    /** The scopes that say something about a person; a client that acts for itself has none. */
    public static final List<String> PERSONAL_SCOPES = List.of("openid", "profile", "email");

    /** The scope that lets a session outlive that of the browser (OpenID Connect Core 1.0, 11). */
    public static final String OFFLINE_SCOPE = "offline_access";

    /** The scopes that are not a client's own. */
    public static final List<String> SCOPES =
            Stream.concat(PERSONAL_SCOPES.stream(), Stream.of(OFFLINE_SCOPE)).toList();

    public static final List<Prompt.Type> PROMPTS =
            List.of(
                    Prompt.Type.NONE,
                    Prompt.Type.LOGIN,
                    Prompt.Type.CONSENT,
                    Prompt.Type.SELECT_ACCOUNT);

    private Offered() {}

    /**
     * The ways of authentication that prove something.
     *
     * @param byCertificate whether the gate asks clients for their certificates anywhere
     */
    public static List<ClientAuthenticationMethod> proving(boolean byCertificate) {
        return Stream.of(
                        WITH_SECRET,
                        List.of(WITH_KEY),
                        byCertificate
                                ? List.of(WITH_CERTIFICATE)
                                : List.<ClientAuthenticationMethod>of())
                .flatMap(List::stream)
                .toList();
    }
}

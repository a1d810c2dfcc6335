// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.idtoken;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.gatehouse.common.jose.Verifiers;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Assertion;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.HttpAnswer;
import java.security.MessageDigest;
import java.text.ParseException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** ID tokens as a strict client validates them, by the algorithm that it has registered. */
@ExtendWith(IdpServer.class)
class IdTokenIT {

    private static final Nonce NONCE = new Nonce("n-1");

    /** Nimbus itself verifies none of these: {@code OidcClientsE2E} has clients that do. */
    @Test
    void idTokenWhenTheClientWantsEdDsaThenAKeyOfTheSetHasSignedItSo() throws Exception {
        HttpAnswer tokens = tokensOfSigner();
        SignedJWT idToken = SignedJWT.parse(tokens.field("id_token"));

        assertThat(idToken.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.EdDSA);
        JWK key = keys().getKeyByKeyId(idToken.getHeader().getKeyID());
        assertThat(key.getAlgorithm()).isEqualTo(JWSAlgorithm.EdDSA);
        assertThat(key.toOctetKeyPair().getCurve()).isEqualTo(Curve.Ed25519);
        assertThat(idToken.verify(Verifiers.of(key))).isTrue();
        // OpenID Connect leaves the hash to the algorithm, whose own is SHA-512.
        byte[] digest =
                MessageDigest.getInstance("SHA-512")
                        .digest(tokens.field("access_token").getBytes(US_ASCII));
        assertThat(idToken.getJWTClaimsSet().getStringClaim("at_hash"))
                .isEqualTo(Base64URL.encode(Arrays.copyOf(digest, 32)).toString());
        assertThat(SignedJWT.parse(tokens.field("access_token")).getHeader().getAlgorithm())
                .isEqualTo(JWSAlgorithm.RS256);
    }

    private static HttpAnswer tokensOfSigner() {
        Form request = Flow.request(Clients.SIGNER, Clients.SIGNER_REDIRECT);
        Form exchange =
                Flow.exchange(Flow.code(new Browser(), Person.register(), request))
                        .with("client_id", Clients.SIGNER, "redirect_uri", Clients.SIGNER_REDIRECT);
        return Flow.granted(Assertion.ofSigner().on(exchange).post(Flow.TOKEN));
    }

    @Test
    void idTokenWhenTheClientWantsEs256ThenItIsSignedSo() throws Exception {
        HttpAnswer tokens = tokensOfOther();
        SignedJWT idToken = SignedJWT.parse(tokens.field("id_token"));

        IDTokenClaimsSet claims =
                validator(Clients.OTHER, JWSAlgorithm.ES256).validate(idToken, NONCE);

        AccessTokenValidator.validate(
                new BearerAccessToken(tokens.field("access_token")),
                JWSAlgorithm.ES256,
                claims.getAccessTokenHash());
        // The gate takes RS256 alone, whatever the client wants for itself.
        assertThat(SignedJWT.parse(tokens.field("access_token")).getHeader().getAlgorithm())
                .isEqualTo(JWSAlgorithm.RS256);
    }

    @Test
    void idTokenWhenRefreshedThenSignedAsBefore() throws Exception {
        Form form =
                Form.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        Clients.OTHER,
                        "client_secret",
                        Clients.OTHER_SECRET,
                        "refresh_token",
                        tokensOfOther().field("refresh_token"));

        SignedJWT idToken = SignedJWT.parse(Flow.granted(form.post(Flow.TOKEN)).field("id_token"));

        assertThat(validator(Clients.OTHER, JWSAlgorithm.ES256).validate(idToken, null))
                .isNotNull();
    }

    @Test
    void idTokenWhenTheClientSaysNothingThenRs256() throws Exception {
        HttpAnswer tokens = Flow.tokens(new Browser(), Person.register());
        SignedJWT idToken = SignedJWT.parse(tokens.field("id_token"));

        assertThat(validator(Clients.CLI, JWSAlgorithm.RS256).validate(idToken, NONCE)).isNotNull();
        assertThatThrownBy(
                        () -> validator(Clients.CLI, JWSAlgorithm.ES256).validate(idToken, NONCE))
                .isInstanceOf(BadJOSEException.class);
    }

    private static HttpAnswer tokensOfOther() {
        Form request = Flow.request(Clients.OTHER, Clients.OTHER_REDIRECT);
        Form exchange =
                Flow.exchange(Flow.code(new Browser(), Person.register(), request))
                        .with(
                                "client_id",
                                Clients.OTHER,
                                "client_secret",
                                Clients.OTHER_SECRET,
                                "redirect_uri",
                                Clients.OTHER_REDIRECT);
        return Flow.granted(exchange.post(Flow.TOKEN));
    }

    private static IDTokenValidator validator(String client, JWSAlgorithm algorithm)
            throws Exception {
        return new IDTokenValidator(
                new Issuer(IdpServer.ISSUER), new ClientID(client), algorithm, keys());
    }

    private static JWKSet keys() throws ParseException {
        return JWKSet.parse(Gate.anonymous().get("/.well-known/jwks.json").text());
    }
}

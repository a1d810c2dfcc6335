// SPDX-License-Identifier: Apache-2.0
package example;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Token;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import net.minidev.json.JSONObject;

/** Signs in with Nimbus' OAuth 2.0 SDK; ../README.md says what it reads and prints. */
public final class Client {
    private static final URI REDIRECT_URI = URI.create(System.getenv("OIDC_REDIRECT_URI"));

    private final ClientID id = new ClientID(System.getenv("OIDC_CLIENT_ID"));
    private final Optional<ClientAuthentication> authentication =
            Optional.ofNullable(System.getenv("OIDC_CLIENT_SECRET"))
                    .map(secret -> new ClientSecretBasic(id, new Secret(secret)));
    private final OIDCProviderMetadata provider;

    private Client(OIDCProviderMetadata provider) {
        this.provider = provider;
    }

    public static void main(String[] args) throws Exception {
        Issuer issuer = new Issuer(System.getenv("OIDC_ISSUER"));
        new Client(OIDCProviderMetadata.resolve(issuer)).signIn();
    }

    private void signIn() throws Exception {
        OIDCTokens tokens = authorize();
        OIDCTokens refreshed = exchange(new RefreshTokenGrant(tokens.getRefreshToken()));
        System.out.println(call(refreshed.getAccessToken()));
        System.out.println(
                new LogoutRequest(
                                provider.getEndSessionEndpointURI(),
                                tokens.getIDToken(),
                                URI.create(System.getenv("OIDC_SIGNED_OUT_URI")),
                                null)
                        .toURI());

        RefreshToken last = refreshed.getRefreshToken();
        revocation(last).toHTTPRequest().send().ensureStatusCode(200);
        TokenResponse refusal = request(new RefreshTokenGrant(last));
        System.out.println(refusal.toErrorResponse().getErrorObject().getCode());
    }

    private OIDCTokens authorize() throws Exception {
        State state = new State();
        Nonce nonce = new Nonce();
        CodeVerifier verifier = new CodeVerifier();
        System.out.println(
                new AuthenticationRequest.Builder(
                                ResponseType.CODE,
                                new Scope("openid", "profile", "email"),
                                id,
                                REDIRECT_URI)
                        .endpointURI(provider.getAuthorizationEndpointURI())
                        .state(state)
                        .nonce(nonce)
                        .codeChallenge(verifier, CodeChallengeMethod.S256)
                        .build()
                        .toURI());

        AuthenticationResponse answer = AuthenticationResponseParser.parse(URI.create(line()));
        // The SDK compares neither of them.
        require(state.equals(answer.getState()), "the state is another");
        require(provider.getIssuer().equals(answer.getIssuer()), "the issuer is another");
        require(answer.indicatesSuccess(), "nobody was signed in");
        OIDCTokens tokens =
                exchange(
                        new AuthorizationCodeGrant(
                                answer.toSuccessResponse().getAuthorizationCode(),
                                REDIRECT_URI,
                                verifier));
        tell(verified(tokens, nonce), tokens.getAccessToken());
        return tokens;
    }

    private static String line() throws IOException {
        return new BufferedReader(new InputStreamReader(System.in)).readLine();
    }

    private static void require(boolean fulfilled, String otherwise) throws GeneralException {
        if (!fulfilled) {
            throw new GeneralException(otherwise);
        }
    }

    private IDTokenClaimsSet verified(OIDCTokens tokens, Nonce nonce) throws Exception {
        // By itself it gives up after half a second.
        DefaultResourceRetriever patient = new DefaultResourceRetriever(5_000, 5_000);
        return new IDTokenValidator(
                        provider.getIssuer(),
                        id,
                        JWSAlgorithm.RS256,
                        provider.getJWKSetURI().toURL(),
                        patient)
                .validate(tokens.getIDToken(), nonce);
    }

    private void tell(IDTokenClaimsSet claims, AccessToken token) throws Exception {
        UserInfo userInfo =
                UserInfoResponse.parse(
                                new UserInfoRequest(provider.getUserInfoEndpointURI(), token)
                                        .toHTTPRequest()
                                        .send())
                        .toSuccessResponse()
                        .getUserInfo();
        require(userInfo.getSubject().equals(claims.getSubject()), "the userinfo is another's");
        System.out.println(
                new JSONObject(
                        Map.of(
                                "sub", claims.getSubject().getValue(),
                                "id_token", claims.toJSONObject(),
                                "userinfo", userInfo.toJSONObject())));
    }

    private OIDCTokens exchange(AuthorizationGrant grant) throws Exception {
        TokenResponse response = request(grant);
        if (!response.indicatesSuccess()) {
            ErrorObject error = response.toErrorResponse().getErrorObject();
            throw new GeneralException(error.getCode(), error);
        }
        return response.toSuccessResponse().getTokens().toOIDCTokens();
    }

    private TokenResponse request(AuthorizationGrant grant) throws Exception {
        URI endpoint = provider.getTokenEndpointURI();
        TokenRequest.Builder request =
                authentication
                        .map(it -> new TokenRequest.Builder(endpoint, it, grant))
                        .orElseGet(() -> new TokenRequest.Builder(endpoint, id, grant));
        return OIDCTokenResponseParser.parse(request.build().toHTTPRequest().send());
    }

    private TokenRevocationRequest revocation(Token token) {
        URI endpoint = provider.getRevocationEndpointURI();
        return authentication
                .map(it -> new TokenRevocationRequest(endpoint, it, token))
                .orElseGet(() -> new TokenRevocationRequest(endpoint, id, token));
    }

    private static int call(AccessToken token) throws IOException {
        HTTPRequest request =
                new HTTPRequest(HTTPRequest.Method.GET, URI.create(System.getenv("PROTECTED_URL")));
        request.setAuthorization(token.toAuthorizationHeader());
        return request.send().getStatusCode();
    }
}

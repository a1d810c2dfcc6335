// SPDX-License-Identifier: Apache-2.0
// Signs in with oauth4webapi; ../README.md says what it reads and prints.
import * as oauth from 'oauth4webapi';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

const {
    OIDC_ISSUER,
    OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET,
    OIDC_CLIENT_KEY,
    OIDC_DPOP,
    OIDC_REDIRECT_URI,
    OIDC_SIGNED_OUT_URI,
    PROTECTED_URL,
} = process.env;

const issuer = new URL(OIDC_ISSUER);
const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer));
const client = { client_id: OIDC_CLIENT_ID };

async function proof() {
    if (OIDC_CLIENT_KEY) {
        const jwk = JSON.parse(await readFile(OIDC_CLIENT_KEY));
        const algorithm = jwk.kty === 'OKP' ? { name: 'Ed25519' } : { name: 'ECDSA', namedCurve: 'P-256' };
        const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign']);
        return oauth.PrivateKeyJwt({ key, kid: jwk.kid });
    }
    return OIDC_CLIENT_SECRET ? oauth.ClientSecretBasic(OIDC_CLIENT_SECRET) : oauth.None();
}

const authentication = await proof();
// With proofs of a key (RFC 9449) the library sends its tokens by the scheme DPoP.
const options = OIDC_DPOP ? { DPoP: oauth.DPoP(client, await oauth.generateKeyPair(OIDC_DPOP)) } : {};

// The library leaves URLs that a browser opens to its callers.
function page(endpoint, parameters) {
    const url = new URL(server[endpoint]);
    for (const [name, value] of Object.entries({ client_id: client.client_id, ...parameters })) {
        url.searchParams.set(name, value);
    }
    return url.href;
}

// The library keeps the nonce of an answer that demands one, and leaves it to its callers to send the request again.
async function again(call) {
    try {
        return await call();
    } catch (refusal) {
        if (oauth.isDPoPNonceError(refusal)) {
            return call();
        }
        throw refusal;
    }
}

async function pushed(parameters) {
    return again(async () => {
        const response = await oauth.pushedAuthorizationRequest(server, client, authentication, parameters, options);
        const { request_uri } = await oauth.processPushedAuthorizationResponse(server, client, response);
        return { request_uri };
    });
}

async function refresh(token) {
    return again(async () => {
        const response = await oauth.refreshTokenGrantRequest(server, client, authentication, token, options);
        return oauth.processRefreshTokenResponse(server, client, response);
    });
}

const codeVerifier = oauth.generateRandomCodeVerifier();
const state = oauth.generateRandomState();
const expectedNonce = oauth.generateRandomNonce();
const parameters = {
    response_type: 'code',
    redirect_uri: OIDC_REDIRECT_URI,
    scope: 'openid profile email',
    state,
    nonce: expectedNonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    // With a pushed request the library sends a proof itself.
    ...(OIDC_DPOP && !OIDC_CLIENT_KEY && { dpop_jkt: await options.DPoP.calculateThumbprint() }),
};
// A client with a key pushes what it asks for.
console.log(page('authorization_endpoint', OIDC_CLIENT_KEY ? await pushed(parameters) : parameters));

const lines = createInterface({ input: process.stdin });
const [callback] = await once(lines, 'line');
lines.close();
const answered = oauth.validateAuthResponse(server, client, new URL(callback), state);
const [granted, tokens] = await again(async () => {
    const response = await oauth.authorizationCodeGrantRequest(
        server,
        client,
        authentication,
        answered,
        OIDC_REDIRECT_URI,
        codeVerifier,
        options,
    );
    const checks = { expectedNonce, requireIdToken: true };
    return [response, await oauth.processAuthorizationCodeResponse(server, client, response, checks)];
});
// Without it an id_token that came by TLS from the token endpoint is taken unverified, as OpenID Connect allows.
await oauth.validateApplicationLevelSignature(server, granted);
const claims = oauth.getValidatedIdTokenClaims(tokens);
const userinfo = await again(async () => {
    const response = await oauth.userInfoRequest(server, client, tokens.access_token, options);
    return oauth.processUserInfoResponse(server, client, claims.sub, response);
});
console.log(JSON.stringify({ sub: claims.sub, id_token: claims, userinfo, token_type: tokens.token_type }));

const refreshed = await refresh(tokens.refresh_token);
const answer = await again(() =>
    oauth.protectedResourceRequest(
        refreshed.access_token,
        'GET',
        new URL(PROTECTED_URL),
        undefined,
        undefined,
        options,
    ),
);
console.log(answer.status);

console.log(
    page('end_session_endpoint', {
        id_token_hint: tokens.id_token,
        post_logout_redirect_uri: OIDC_SIGNED_OUT_URI,
    }),
);

const revoked = await oauth.revocationRequest(server, client, authentication, refreshed.refresh_token);
await oauth.processRevocationResponse(revoked);
try {
    await refresh(refreshed.refresh_token);
} catch (refusal) {
    console.log(refusal.error);
}

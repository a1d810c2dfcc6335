// SPDX-License-Identifier: Apache-2.0
// Signs in with openid-client; ../README.md says what it reads and prints.
import * as oidc from 'openid-client';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

const {
    OIDC_ISSUER,
    OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET,
    OIDC_CLIENT_KEY,
    OIDC_GRANT,
    OIDC_REDIRECT_URI,
    OIDC_SIGNED_OUT_URI,
    PROTECTED_URL,
} = process.env;
const scope = 'openid profile email';

const config = await oidc.discovery(
    new URL(OIDC_ISSUER),
    OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET,
    OIDC_CLIENT_KEY && (await signature()),
    // Without it an id_token that came by TLS from the token endpoint is taken unverified, as OpenID Connect allows.
    { execute: [oidc.enableNonRepudiationChecks] },
);

const tokens = OIDC_GRANT === 'device_code' ? await onDevice() : await inBrowser();
const claims = tokens.claims();
const userinfo = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
console.log(JSON.stringify({ sub: claims.sub, id_token: claims, userinfo }));

const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token);
const answer = await oidc.fetchProtectedResource(config, refreshed.access_token, new URL(PROTECTED_URL), 'GET');
console.log(answer.status);

const signingOut = oidc.buildEndSessionUrl(config, {
    id_token_hint: tokens.id_token,
    post_logout_redirect_uri: OIDC_SIGNED_OUT_URI,
});
console.log(signingOut.href);

await oidc.tokenRevocation(config, refreshed.refresh_token);
try {
    await oidc.refreshTokenGrant(config, refreshed.refresh_token);
} catch (refusal) {
    console.log(refusal.error);
}

async function signature() {
    const jwk = JSON.parse(await readFile(OIDC_CLIENT_KEY));
    const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
    return oidc.PrivateKeyJwt({ key, kid: jwk.kid });
}

async function inBrowser() {
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
    const expectedState = oidc.randomState();
    const expectedNonce = oidc.randomNonce();
    const parameters = {
        redirect_uri: OIDC_REDIRECT_URI,
        scope,
        state: expectedState,
        nonce: expectedNonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
    };
    // A client with a key pushes what it asks for.
    const authorization = OIDC_CLIENT_KEY
        ? await oidc.buildAuthorizationUrlWithPAR(config, parameters)
        : oidc.buildAuthorizationUrl(config, parameters);
    console.log(authorization.href);

    const lines = createInterface({ input: process.stdin });
    const [callback] = await once(lines, 'line');
    lines.close();
    return oidc.authorizationCodeGrant(config, new URL(callback), {
        pkceCodeVerifier,
        expectedState,
        expectedNonce,
        idTokenExpected: true,
    });
}

async function onDevice() {
    const device = await oidc.initiateDeviceAuthorization(config, { scope });
    console.log(device.verification_uri_complete);
    return oidc.pollDeviceAuthorizationGrant(config, device);
}

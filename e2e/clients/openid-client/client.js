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
    OIDC_DPOP,
    OIDC_GRANT,
    OIDC_INITIAL_ACCESS_TOKEN,
    OIDC_RESOURCE,
    OIDC_SERVICE_ID,
    OIDC_SERVICE_SECRET,
    OIDC_REDIRECT_URI: redirect_uri,
    OIDC_SIGNED_OUT_URI,
    PROTECTED_URL,
} = process.env;
const scope = 'openid profile email';

const config = await attached();
// Without it an id_token that came by TLS from the token endpoint is taken unverified, as OpenID Connect allows.
oidc.enableNonRepudiationChecks(config);

// With proofs of a key (RFC 9449) the library sends its tokens by the scheme DPoP.
const DPoP = OIDC_DPOP && oidc.getDPoPHandle(config, await oidc.randomDPoPKeyPair(OIDC_DPOP));

if (OIDC_GRANT === 'token-exchange') {
    console.log(JSON.stringify(await onBehalf()));
    process.exit();
}
const tokens = OIDC_GRANT === 'device_code' ? await onDevice() : await inBrowser();
const claims = tokens.claims();
const userinfo = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub, { DPoP });
console.log(JSON.stringify({ sub: claims.sub, id_token: claims, userinfo, token_type: tokens.token_type }));

const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token, undefined, { DPoP });
const answer = await oidc.fetchProtectedResource(
    config,
    refreshed.access_token,
    new URL(PROTECTED_URL),
    'GET',
    undefined,
    undefined,
    { DPoP },
);
console.log(answer.status);

const signingOut = oidc.buildEndSessionUrl(config, {
    id_token_hint: tokens.id_token,
    post_logout_redirect_uri: OIDC_SIGNED_OUT_URI,
});
console.log(signingOut.href);

await oidc.tokenRevocation(config, refreshed.refresh_token);
try {
    await oidc.refreshTokenGrant(config, refreshed.refresh_token, undefined, { DPoP });
} catch (refusal) {
    console.log(refusal.error);
}

if (OIDC_INITIAL_ACCESS_TOKEN) {
    await removed(config.clientMetadata());
}

async function attached() {
    if (OIDC_INITIAL_ACCESS_TOKEN) {
        return registered();
    }
    if (OIDC_CLIENT_KEY) {
        return oidc.discovery(new URL(OIDC_ISSUER), OIDC_CLIENT_ID, undefined, await signature());
    }
    const config = await oidc.discovery(new URL(OIDC_ISSUER), OIDC_CLIENT_ID, OIDC_CLIENT_SECRET);
    return config;
}

async function registered() {
    const metadata = {
        client_name: 'openid-client',
        redirect_uris: [redirect_uri],
        post_logout_redirect_uris: [OIDC_SIGNED_OUT_URI],
        grant_types: ['authorization_code', 'refresh_token'],
    };
    return oidc.dynamicClientRegistration(new URL(OIDC_ISSUER), metadata, undefined, {
        initialAccessToken: OIDC_INITIAL_ACCESS_TOKEN,
    });
}

// The library has no call for RFC 7592.
async function removed({ registration_client_uri, registration_access_token }) {
    const headers = { authorization: `Bearer ${registration_access_token}` };
    const removal = await fetch(registration_client_uri, { method: 'DELETE', headers });
    console.log(removal.status);
    try {
        await oidc.refreshTokenGrant(config, refreshed.refresh_token);
    } catch (refusal) {
        console.log(refusal.error);
    }
}

async function signature() {
    const jwk = JSON.parse(await readFile(OIDC_CLIENT_KEY));
    const algorithm = jwk.kty === 'OKP' ? { name: 'Ed25519' } : { name: 'ECDSA', namedCurve: 'P-256' };
    const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign']);
    return oidc.PrivateKeyJwt({ key, kid: jwk.kid });
}

async function inBrowser() {
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
    const code_challenge = await oidc.calculatePKCECodeChallenge(pkceCodeVerifier);
    const asked = new URLSearchParams({ redirect_uri, scope, code_challenge, code_challenge_method: 'S256' });
    const expectedState = oidc.randomState();
    asked.set('state', expectedState);
    const expectedNonce = oidc.randomNonce();
    asked.set('nonce', expectedNonce);
    // With a pushed request the library sends a proof itself.
    if (DPoP && !OIDC_CLIENT_KEY) {
        asked.set('dpop_jkt', await DPoP.calculateThumbprint());
    }
    // The service elsewhere, and the gate.
    if (OIDC_RESOURCE) {
        asked.append('resource', OIDC_RESOURCE);
        asked.append('resource', OIDC_ISSUER);
    }
    const authorization = oidc.buildAuthorizationUrl(config, asked);
    // A client with a key pushes what it asks for.
    const pushed = OIDC_CLIENT_KEY && (await oidc.buildAuthorizationUrlWithPAR(config, asked, { DPoP }));
    console.log((pushed || authorization).href);

    const lines = createInterface({ input: process.stdin });
    const [callback] = await once(lines, 'line');
    lines.close();
    const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
    const resource = OIDC_RESOURCE && { resource: OIDC_RESOURCE };
    return oidc.authorizationCodeGrant(config, new URL(callback), checks, resource, { DPoP });
}

// The client gets a token for a service, and one for the gate; the service exchanges the first to call the gate.
async function onBehalf() {
    const forService = await inBrowser();
    const forGate = await oidc.refreshTokenGrant(config, forService.refresh_token, { resource: OIDC_ISSUER });
    const service = await oidc.discovery(new URL(OIDC_ISSUER), OIDC_SERVICE_ID, OIDC_SERVICE_SECRET);
    const exchanged = await oidc.genericGrantRequest(service, 'urn:ietf:params:oauth:grant-type:token-exchange', {
        subject_token: forService.access_token,
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        audience: 'gatehouse',
    });
    return {
        for_service: forService.access_token,
        for_gate: forGate.access_token,
        on_behalf: exchanged.access_token,
        issued_token_type: exchanged.issued_token_type,
    };
}

async function onDevice() {
    const device = await oidc.initiateDeviceAuthorization(config, { scope });
    console.log(device.verification_uri_complete);
    return oidc.pollDeviceAuthorizationGrant(config, device, undefined, { DPoP });
}

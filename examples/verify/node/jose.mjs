// SPDX-License-Identifier: Apache-2.0
// A bearer token with jose. Node trusts the authority named in NODE_EXTRA_CA_CERTS.
import {createRemoteJWKSet, jwtVerify} from 'jose';

const {ISSUER: issuer, AUDIENCE: audience, TOKEN: token} = process.env;
const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));

const {payload} = await jwtVerify(token, keys, {
  issuer,
  audience,
  typ: 'at+jwt',
  algorithms: ['RS256'],
  requiredClaims: ['exp', 'sub'],
});
console.log(payload.sub, ...payload.groups);

// SPDX-License-Identifier: Apache-2.0
// An Express service that admits bearer tokens only. Node trusts the authority named in NODE_EXTRA_CA_CERTS.
import express from 'express';
import {auth} from 'express-oauth2-jwt-bearer';

const {ISSUER: issuerBaseURL, AUDIENCE: audience, TOKEN: token} = process.env;
const app = express();
app.use(auth({issuerBaseURL, audience, tokenSigningAlg: 'RS256', strict: true}));
app.get('/', (request, response) => {
  const {sub, groups} = request.auth.payload;
  response.send([sub, ...groups].join(' '));
});
app.use((error, request, response, next) => {
  response.status(error.status ?? 500).send(error.message);
});

const server = app.listen(0, '127.0.0.1', async () => {
  const answer = await fetch(`http://127.0.0.1:${server.address().port}/`, {
    headers: {authorization: `Bearer ${token}`},
  });
  console.log(await answer.text());
  process.exit(answer.ok ? 0 : 1);
});

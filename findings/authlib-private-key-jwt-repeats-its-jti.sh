#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Authlib 1.9.10, a client that authenticates by private_key_jwt (RFC 7523) and adds a claim of its own by the documented
# parameter `claims` of PrivateKeyJWT.
#
# Expected: each assertion has a jti of its own, as it has without `claims`, so that a server may take each one once
# (RFC 7523, section 3, number 7; OpenID Connect Core 1.0, section 9, even says that it must be used only once).
# Seen: with `claims` the first assertion writes its jti into that dictionary, and all later ones of the object repeat it.
# A server that counts answers the first request, and invalid_client to the second and every one after it.
# What helps: a new PrivateKeyJWT for each request, or no `claims`.
set -eu
work=$(mktemp -d "${TMPDIR:-/tmp}/finding.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check authlib==1.9.10 joserfc==1.8.0 cryptography==50.0.2
cat >finding.py <<'PYTHON'
from types import SimpleNamespace
from urllib.parse import parse_qs

from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc import jwt
from joserfc.jwk import RSAKey

KEY = RSAKey.generate_key(2048)
CLIENT = SimpleNamespace(client_id="client", client_secret=KEY)
ENDPOINT = "https://server.example/token"


def ids(authentication):
    """The jti of three token requests in a row."""
    seen = []
    for _ in range(3):
        _, _, body = authentication(CLIENT, "POST", ENDPOINT, {}, "grant_type=client_credentials")
        assertion = parse_qs(body)["client_assertion"][0]
        seen.append(jwt.decode(assertion, KEY).claims["jti"])
    return seen


plain = ids(PrivateKeyJWT(ENDPOINT))
with_claims = ids(PrivateKeyJWT(ENDPOINT, claims={"tenant": "one"}))
print("different jti in three requests: without claims", len(set(plain)), "- with claims", len(set(with_claims)))
assert len(set(plain)) == 3, plain
assert len(set(with_claims)) == 1, with_claims
PYTHON
venv/bin/python finding.py

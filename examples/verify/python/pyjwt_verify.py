# SPDX-License-Identifier: Apache-2.0
"""A bearer token with PyJWT."""
import os
import ssl

import jwt

issuer = os.environ["ISSUER"]
keys = jwt.PyJWKClient(
    issuer + "/.well-known/jwks.json",
    ssl_context=ssl.create_default_context(cafile=os.environ["CA"]),
)


def verify(token):
    claims = jwt.decode(
        token,
        keys.get_signing_key_from_jwt(token).key,
        algorithms=["RS256"],
        issuer=issuer,
        audience=os.environ["AUDIENCE"],
        options={"require": ["exp", "iat", "sub"]},
    )
    # PyJWT does not look at the type, and a token made for another use may have the same issuer and audience.
    if jwt.get_unverified_header(token).get("typ") != "at+jwt":
        raise jwt.InvalidTokenError("no access token")
    return claims


claims = verify(os.environ["TOKEN"])
print(claims["sub"], *claims["groups"])

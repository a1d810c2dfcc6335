# SPDX-License-Identifier: Apache-2.0
"""A bearer token with Authlib's validator of RFC 9068."""
import os

import requests
from authlib.oauth2.rfc9068 import JWTBearerTokenValidator
from joserfc.jwk import KeySet

issuer = os.environ["ISSUER"]


class Validator(JWTBearerTokenValidator):
    def get_jwks(self):
        answer = requests.get(issuer + "/.well-known/jwks.json", verify=os.environ["CA"], timeout=5)
        answer.raise_for_status()
        return KeySet.import_key_set(answer.json())


validator = Validator(issuer=issuer, resource_server=os.environ["AUDIENCE"])
token = validator.authenticate_token(os.environ["TOKEN"])
validator.validate_token(token, [], None)
print(token["sub"], *token["groups"])

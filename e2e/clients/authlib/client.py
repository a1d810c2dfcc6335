# SPDX-License-Identifier: Apache-2.0
"""Signs in with Authlib's client for Flask; ../README.md says what it reads and prints."""

import json
import os
import secrets
from urllib.parse import urlsplit

from authlib.integrations.flask_client import OAuth, OAuthError
from authlib.integrations.requests_client import OAuth2Session
from flask import Flask

CLIENT = {"client_id": os.environ["OIDC_CLIENT_ID"], "client_secret": os.environ.get("OIDC_CLIENT_SECRET")}
METADATA = os.environ["OIDC_ISSUER"] + "/.well-known/openid-configuration"
ASKED = {"scope": "openid profile email", "code_challenge_method": "S256"}
REDIRECT_URI = os.environ["OIDC_REDIRECT_URI"]

app = Flask(__name__)
app.secret_key = secrets.token_bytes(32)
# An error of the library ends the program, instead of becoming a page of it.
app.testing = True

refreshed = {}
oauth = OAuth(app, update_token=lambda _, token, **__: refreshed.update(token))
gatehouse = oauth.register("gatehouse", **CLIENT, server_metadata_url=METADATA, client_kwargs=ASKED)


@app.get("/sign-in")
def sign_in():
    return gatehouse.authorize_redirect(REDIRECT_URI)


@app.get(urlsplit(REDIRECT_URI).path)
def callback():
    token = gatehouse.authorize_access_token()
    return {"token": token, "userinfo": gatehouse.userinfo(token=token)}


def main():
    # The state is kept in its session with the browser, whose part is played here: only the gate's pages are real.
    browser = app.test_client()
    print(browser.get("/sign-in").location, flush=True)

    answer = urlsplit(input())
    signed_in = browser.get(f"{answer.path}?{answer.query}").json
    token = signed_in["token"]
    claims = token["userinfo"]
    print(json.dumps({"sub": claims["sub"], "id_token": claims, "userinfo": signed_in["userinfo"]}), flush=True)

    # It refreshes by itself what has expired.
    with app.app_context():
        print(gatehouse.get(os.environ["PROTECTED_URL"], token={**token, "expires_at": 1}).status_code, flush=True)

    signing_out = gatehouse.create_logout_url(
        post_logout_redirect_uri=os.environ["OIDC_SIGNED_OUT_URI"],
        id_token_hint=token["id_token"],
        client_id=CLIENT["client_id"],
    )
    print(signing_out["url"], flush=True)

    metadata = gatehouse.load_server_metadata()
    with OAuth2Session(**CLIENT) as session:
        last = refreshed["refresh_token"]
        session.revoke_token(metadata["revocation_endpoint"], token=last).raise_for_status()
        try:
            session.refresh_token(metadata["token_endpoint"], refresh_token=last)
        except OAuthError as refusal:
            print(refusal.error)


main()

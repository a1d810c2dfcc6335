#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Keycloak 26.7.3, token introspection (RFC 7662) by the confidential client to which the tokens were issued, and which an
# audience mapper puts into the aud of its access tokens, as the upgrading guide to 26.6 demands.
#
# Expected: a live token of its own is active, whatever the hint: section 2.1 makes token_type_hint optional, and a server
# that does not find the token by the hint must look through all other types that it supports.
# Seen: a live refresh token is inactive without a hint, and by the hint access_token; a live access token is inactive by the
# hint refresh_token. Each is active by its own hint alone, the access token also without one. The answer is the one that an
# ended token has, so that a client which asks without a hint takes every live session for ended.
# What helps: always send the right hint.
# Wants a JDK, Maven, curl and python3; takes a minute, and 340 MB of download the first time.
set -eu
work=$(mktemp -d "${TMPDIR:-/tmp}/finding.XXXXXX")
server=
end() {
    if [ -n "$server" ]; then
        kill "$server"
        wait "$server" || true
    fi
    rm -rf "$work"
}
trap end EXIT
cd "$work"
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:unpack \
    -Dartifact=org.keycloak:keycloak-quarkus-dist:26.7.3:zip -DoutputDirectory=.
mkdir -p keycloak-26.7.3/data/import
cat >keycloak-26.7.3/data/import/shop.json <<'JSON'
{
  "realm": "shop",
  "enabled": true,
  "clients": [
    {
      "clientId": "app",
      "secret": "app-secret",
      "directAccessGrantsEnabled": true,
      "protocolMappers": [
        {
          "name": "own audience",
          "protocol": "openid-connect",
          "protocolMapper": "oidc-audience-mapper",
          "config": {"included.client.audience": "app", "access.token.claim": "true"}
        }
      ]
    }
  ],
  "users": [
    {
      "username": "person",
      "enabled": true,
      "email": "person@shop.example",
      "firstName": "A",
      "lastName": "Person",
      "credentials": [{"type": "password", "value": "a-password"}]
    }
  ]
}
JSON
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
keycloak-26.7.3/bin/kc.sh start-dev --db=dev-mem --import-realm --http-host=127.0.0.1 "--http-port=$port" >server.log 2>&1 &
server=$!
realm=http://127.0.0.1:$port/realms/shop
curl -s -o /dev/null --retry 60 --retry-delay 2 --retry-all-errors "$realm/.well-known/openid-configuration"

post() {
    path=$1
    shift
    curl -s -u app:app-secret "$realm/protocol/openid-connect/$path" "$@"
}

field() {
    python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"
}

post token -d grant_type=password -d username=person -d password=a-password >tokens.json
for kind in access_token refresh_token; do
    token=$(field "$kind" <tokens.json)
    for hint in '' access_token refresh_token; do
        active=$(post token/introspect --data-urlencode "token=$token" ${hint:+-d "token_type_hint=$hint"} | field active)
        echo "live $kind, hint ${hint:-none}: active $active"
    done
done >seen
cat seen
diff - seen <<'TEXT'
live access_token, hint none: active True
live access_token, hint access_token: active True
live access_token, hint refresh_token: active False
live refresh_token, hint none: active False
live refresh_token, hint access_token: active False
live refresh_token, hint refresh_token: active True
TEXT

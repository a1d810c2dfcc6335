#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# go-oidc 2.5.0 with go-jose 2.6.3, which kube-apiserver 1.36 verifies tokens with, beside go-oidc 3.21.0.
#
# A key set (RFC 7517) with an RSA key and one of another type. Section 5 says that implementations should ignore keys
# of a type they do not understand, so the RSA key should go on verifying.
# Seen: beside a key of type AKP (ML-DSA) or an EC key on secp256k1, version 2 refuses the whole set,
# and with it every token of the issuer; version 3 passes over the key and verifies. A key with `alg` RSA-OAEP does
# not disturb either, and nor does one on Ed25519.
# What helps: no new type of key in a set that a kube-apiserver reads; give it a set of its own.
set -eu
work=$(mktemp -d "${TMPDIR:-/tmp}/finding.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >go.mod <<'MOD'
module finding

go 1.26

require (
	github.com/coreos/go-oidc v2.5.0+incompatible
	github.com/coreos/go-oidc/v3 v3.21.0
	github.com/go-jose/go-jose/v4 v4.1.4
	gopkg.in/go-jose/go-jose.v2 v2.6.3
)
MOD
cat >main.go <<'GO'
package main

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"

	oidc2 "github.com/coreos/go-oidc"
	oidc3 "github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
)

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func said(err error) string {
	if err == nil {
		return "verified"
	}
	return "refused"
}

func main() {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	check(err)
	public, err := json.Marshal(jose.JSONWebKey{Key: key.Public(), KeyID: "1", Algorithm: "RS256", Use: "sig"})
	check(err)
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: key, KeyID: "1"}}, nil)
	check(err)
	signed, err := signer.Sign([]byte("{}"))
	check(err)
	token, err := signed.CompactSerialize()
	check(err)
	// The base point of the curve, which is a valid public key.
	x, err := hex.DecodeString("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")
	check(err)
	y, err := hex.DecodeString("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8")
	check(err)
	encode := base64.RawURLEncoding.EncodeToString
	for _, other := range []struct{ name, key string }{
		{"none", ""},
		{"RSA-OAEP", `{"kty":"RSA","kid":"2","use":"enc","alg":"RSA-OAEP","n":"` + encode(key.N.Bytes()) + `","e":"AQAB"}`},
		{"Ed25519", `{"kty":"OKP","kid":"2","use":"sig","alg":"EdDSA","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}`},
		{"AKP", `{"kty":"AKP","kid":"2","use":"sig","alg":"ML-DSA-44","pub":"` + encode(make([]byte, 1312)) + `"}`},
		{"secp256k1", `{"kty":"EC","kid":"2","use":"sig","alg":"ES256K","crv":"secp256k1","x":"` + encode(x) + `","y":"` + encode(y) + `"}`},
	} {
		set := `{"keys":[` + string(public) + `]}`
		if other.key != "" {
			set = `{"keys":[` + string(public) + `,` + other.key + `]}`
		}
		server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, _ *http.Request) {
			answer.Header().Set("Content-Type", "application/jwk-set+json")
			fmt.Fprint(answer, set)
		}))
		_, second := oidc2.NewRemoteKeySet(context.Background(), server.URL).VerifySignature(context.Background(), token)
		_, third := oidc3.NewRemoteKeySet(context.Background(), server.URL).VerifySignature(context.Background(), token)
		fmt.Printf("%s: 2.5.0 %s, 3.21.0 %s\n", other.name, said(second), said(third))
		server.Close()
	}
}
GO
go mod tidy >tidy.log 2>&1 || { cat tidy.log; exit 1; }
go run . | tee seen
cat >expected <<'TEXT'
none: 2.5.0 verified, 3.21.0 verified
RSA-OAEP: 2.5.0 verified, 3.21.0 verified
Ed25519: 2.5.0 verified, 3.21.0 verified
AKP: 2.5.0 refused, 3.21.0 verified
secp256k1: 2.5.0 refused, 3.21.0 verified
TEXT
cmp -s seen expected || { echo 'this has changed'; exit 1; }

// SPDX-License-Identifier: Apache-2.0

// Command go-oidc verifies a bearer token with go-oidc. Go trusts the authority named in SSL_CERT_FILE.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
)

func main() {
	ctx := context.Background()
	provider, err := oidc.NewProvider(ctx, os.Getenv("ISSUER"))
	if err != nil {
		log.Fatal(err)
	}
	verifier := provider.VerifierContext(ctx, &oidc.Config{
		ClientID:             os.Getenv("AUDIENCE"),
		SupportedSigningAlgs: []string{oidc.RS256},
	})
	// What go-oidc calls an ID token is any JWT of the issuer for this audience.
	token, err := verifier.Verify(ctx, os.Getenv("TOKEN"))
	if err != nil {
		log.Fatal(err)
	}
	var claims struct {
		Groups []string `json:"groups"`
	}
	if err := token.Claims(&claims); err != nil {
		log.Fatal(err)
	}
	fmt.Println(token.Subject, strings.Join(claims.Groups, " "))
}

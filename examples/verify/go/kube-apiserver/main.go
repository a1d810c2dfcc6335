// SPDX-License-Identifier: Apache-2.0

// Command kube-apiserver verifies a bearer token with the code of kube-apiserver --authentication-config.
package main

import (
	"context"
	_ "embed"
	"fmt"
	"log"
	"os"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/apiserver/pkg/apis/apiserver"
	"k8s.io/apiserver/pkg/apis/apiserver/install"
	"k8s.io/apiserver/pkg/apis/apiserver/validation"
	authenticationcel "k8s.io/apiserver/pkg/authentication/cel"
	"k8s.io/apiserver/pkg/server/dynamiccertificates"
	"k8s.io/apiserver/plugin/pkg/authenticator/token/oidc"
)

//go:embed authentication.yaml
var file string

func main() {
	ca, err := os.ReadFile(os.Getenv("CA"))
	check(err)
	indented := "        " + strings.ReplaceAll(strings.TrimSpace(string(ca)), "\n", "\n        ")
	filled := strings.NewReplacer("${ISSUER}", os.Getenv("ISSUER"), "${AUDIENCE}", os.Getenv("AUDIENCE"), "${CA}", indented).Replace(file)

	scheme := runtime.NewScheme()
	install.Install(scheme)
	var config apiserver.AuthenticationConfiguration
	codecs := serializer.NewCodecFactory(scheme, serializer.EnableStrict)
	check(runtime.DecodeInto(codecs.UniversalDecoder(apiserver.SchemeGroupVersion), []byte(filled), &config))
	check(validation.ValidateAuthenticationConfiguration(authenticationcel.NewDefaultCompiler(), &config, nil).ToAggregate())

	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	roots, err := dynamiccertificates.NewStaticCAContent("issuer", []byte(config.JWT[0].Issuer.CertificateAuthority))
	check(err)
	verifier, err := oidc.New(ctx, oidc.Options{
		JWTAuthenticator:     config.JWT[0],
		CAContentProvider:    roots,
		SupportedSigningAlgs: []string{"RS256"},
	})
	check(err)
	check(wait.PollUntilContextCancel(ctx, 100*time.Millisecond, true, func(context.Context) (bool, error) {
		return verifier.HealthCheck() == nil, nil
	}))

	answer, known, err := verifier.AuthenticateToken(ctx, os.Getenv("TOKEN"))
	check(err)
	if !known {
		log.Fatal("no issuer of this token is configured")
	}
	fmt.Println(answer.User.GetName(), strings.Join(answer.User.GetGroups(), " "))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

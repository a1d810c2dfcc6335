// SPDX-License-Identifier: Apache-2.0

// Runs oauth2-proxy before a page that shows what it hands on; ../README.md says what it reads.
package main

import (
	"crypto/rand"
	"encoding/base64"
	"log"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"

	"example/page"
)

var here = "127.0.0.1:" + os.Getenv("PORT")

func main() {
	log.SetFlags(0)
	upstream, err := page.Proxy{
		Name:     "oauth2-proxy",
		Subject:  "X-Forwarded-User",
		Username: "X-Forwarded-Preferred-Username",
		Email:    "X-Forwarded-Email",
		Groups:   "X-Forwarded-Groups",
		Token:    "X-Forwarded-Access-Token",
		SignOut:  "/sign_out?" + url.Values{"rd": {endSession()}}.Encode(),
	}.Serve()
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(proxy(upstream).Run())
}

func proxy(upstream string) *exec.Cmd {
	issuer, err := url.Parse(os.Getenv("OIDC_ISSUER"))
	if err != nil {
		log.Fatal(err)
	}
	command := exec.Command(filepath.Join(filepath.Dir(os.Args[0]), "oauth2-proxy"),
		"--http-address="+here,
		"--upstream="+upstream,
		"--provider=oidc",
		"--oidc-issuer-url="+issuer.String(),
		"--client-id="+os.Getenv("OIDC_CLIENT_ID"),
		"--code-challenge-method=S256",
		"--scope=openid profile email",
		"--redirect-url=http://"+here+"/callback",
		// It wants the callback below this prefix, which is /oauth2 by itself.
		"--proxy-prefix=",
		"--skip-provider-button",
		// Nobody has confirmed an address of the gate: X-Forwarded-User is who it is.
		"--email-domain=*",
		"--insecure-oidc-allow-unverified-email",
		"--pass-access-token",
		// As soon as the second is over, to be seen to do so; in earnest a little less than five minutes.
		"--cookie-refresh=1ns",
		"--cookie-secure=false",
		// Signing out leads to the gate, and from there to a page for everybody.
		"--whitelist-domain="+issuer.Host,
		"--skip-auth-route=^/signed-out$",
	)
	command.Env = append(os.Environ(), "OAUTH2_PROXY_COOKIE_SECRET="+secret())
	if known, confidential := os.LookupEnv("OIDC_CLIENT_SECRET"); confidential {
		command.Env = append(command.Env, "OAUTH2_PROXY_CLIENT_SECRET="+known)
	} else {
		// It insists on a secret, but not that there is something in it.
		command.Args = append(command.Args, "--client-secret-file=/dev/null")
	}
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	return command
}

func secret() string {
	key := make([]byte, 32)
	rand.Read(key)
	return base64.URLEncoding.EncodeToString(key)
}

// It puts the ID token in the place of its name.
func endSession() string {
	return os.Getenv("OIDC_ISSUER") + "/oauth2/logout?id_token_hint={id_token}&" +
		url.Values{"post_logout_redirect_uri": {"http://" + here + "/signed-out"}}.Encode()
}

// SPDX-License-Identifier: Apache-2.0

// Runs oauth2-proxy before a page that shows what it hands on; ../README.md says what it reads.
package main

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"log"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
)

var here = "127.0.0.1:" + os.Getenv("PORT")

var page = template.Must(template.New("page").Parse(`<!doctype html>
<title>Behind oauth2-proxy</title>
{{with .Header.Get "X-Forwarded-User"}}<p>Account <b id="sub">{{.}}</b>{{end}}
<p><b id="preferred_username">{{.Header.Get "X-Forwarded-Preferred-Username"}}</b>,
mail to <b id="email">{{.Header.Get "X-Forwarded-Email"}}</b>,
roles <b id="groups">{{.Header.Get "X-Forwarded-Groups"}}</b>
<p>Access token <b id="token">{{.Token}}</b>
{{with .Status}}<p>Answered with <b id="status">{{.}}</b>{{end}}
<form id="sign-out" method="post" action="/sign_out">
  <input type="hidden" name="rd" value="{{.SignOut}}">
  <button>Sign out</button>
</form>
`))

func main() {
	log.SetFlags(0)
	upstream, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	go func() {
		log.Fatal(http.Serve(upstream, http.HandlerFunc(show)))
	}()
	log.Fatal(proxy("http://" + upstream.Addr().String()).Run())
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

func show(w http.ResponseWriter, r *http.Request) {
	token := r.Header.Get("X-Forwarded-Access-Token")
	sum := sha256.Sum256([]byte(token))
	status := 0
	if r.URL.Path == "/protected" {
		status = call(token)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	page.Execute(w, map[string]any{
		"Header":  r.Header,
		"Token":   base64.RawURLEncoding.EncodeToString(sum[:6]),
		"Status":  status,
		"SignOut": endSession(),
	})
}

func call(token string) int {
	request, err := http.NewRequest(http.MethodGet, os.Getenv("PROTECTED_URL"), nil)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Print(err)
		return http.StatusBadGateway
	}
	defer answer.Body.Close()
	return answer.StatusCode
}

// It puts the ID token in the place of its name.
func endSession() string {
	return os.Getenv("OIDC_ISSUER") + "/oauth2/logout?id_token_hint={id_token}&" +
		url.Values{"post_logout_redirect_uri": {"http://" + here + "/signed-out"}}.Encode()
}

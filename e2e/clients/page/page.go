// SPDX-License-Identifier: Apache-2.0

// Package page is an application that leaves signing in to a proxy before it, and shows what that hands on.
package page

import (
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"log"
	"net"
	"net/http"
	"os"
)

// Proxy is what stands before the page: what it is called, the headers in which it hands on who has signed in, and the
// path to which it wants a browser that signs out.
type Proxy struct {
	Name                                    string
	Subject, Username, Email, Groups, Token string
	SignOut                                 string
}

var shown = template.Must(template.New("page").Parse(`<!doctype html>
<title>Behind {{.Name}}</title>
{{with .Subject}}<p>Account <b id="sub">{{.}}</b>{{end}}
<p><b id="preferred_username">{{.Username}}</b>, mail to <b id="email">{{.Email}}</b>, roles <b id="groups">{{.Groups}}</b>
<p>Access token <b id="token">{{.Token}}</b>
{{with .Status}}<p>Answered with <b id="status">{{.}}</b>{{end}}
<form id="sign-out" method="post" action="/sign-out"><button>Sign out</button></form>
`))

// Serve answers at a free port of loopback, and returns its origin.
func (proxy Proxy) Serve() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/", proxy.show)
	mux.Handle("POST /sign-out", http.RedirectHandler(proxy.SignOut, http.StatusSeeOther))
	go func() {
		log.Fatal(http.Serve(listener, mux))
	}()
	return "http://" + listener.Addr().String(), nil
}

func (proxy Proxy) show(w http.ResponseWriter, r *http.Request) {
	token := r.Header.Get(proxy.Token)
	sum := sha256.Sum256([]byte(token))
	status := 0
	if r.URL.Path == "/protected" {
		status = call(token)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	shown.Execute(w, map[string]any{
		"Name":     proxy.Name,
		"Subject":  r.Header.Get(proxy.Subject),
		"Username": r.Header.Get(proxy.Username),
		"Email":    r.Header.Get(proxy.Email),
		"Groups":   r.Header.Get(proxy.Groups),
		"Token":    base64.RawURLEncoding.EncodeToString(sum[:6]),
		"Status":   status,
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

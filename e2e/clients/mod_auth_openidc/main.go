// SPDX-License-Identifier: Apache-2.0

// Runs Apache with mod_auth_openidc before a page that shows what it hands on; ../README.md says what it reads.
package main

import (
	"crypto/rand"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"log"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"text/template"

	"example/page"
)

var here = "127.0.0.1:" + os.Getenv("PORT")

//go:embed httpd.conf
var text string

var config = template.Must(template.New("httpd.conf").Parse(text))

func main() {
	log.SetFlags(0)
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	upstream, err := page.Proxy{
		Name:     "mod_auth_openidc",
		Subject:  "OIDC_CLAIM_sub",
		Username: "OIDC_CLAIM_preferred_username",
		Email:    "OIDC_CLAIM_email",
		Groups:   "OIDC_CLAIM_groups",
		Token:    "OIDC_access_token",
		SignOut:  "/callback?" + url.Values{"logout": {"http://" + here + "/signed-out"}}.Encode(),
	}.Serve()
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "mod_auth_openidc")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	if err := fill(folder, upstream); err != nil {
		return err
	}
	apache := exec.Command("/usr/sbin/apache2",
		"-d", "/usr/lib/apache2", "-f", filepath.Join(folder, "httpd.conf"), "-E", "/dev/stderr", "-D", "FOREGROUND")
	apache.Stdout = os.Stdout
	// By way of a pipe: it opens /dev/stderr anew, and in a file would write over what stands there.
	apache.Stderr = struct{ io.Writer }{os.Stderr}
	if err := apache.Start(); err != nil {
		return fmt.Errorf("%w; the Debian package libapache2-mod-auth-openidc brings it", err)
	}
	// Both end together.
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-ended
		apache.Process.Signal(syscall.SIGTERM)
	}()
	return apache.Wait()
}

// What its processes read without being root stands where all may read; its configuration, with the secret, does not.
func fill(folder, upstream string) error {
	authority, err := os.ReadFile(os.Getenv("SSL_CERT_FILE"))
	if err != nil {
		return err
	}
	conf, err := os.OpenFile(filepath.Join(folder, "httpd.conf"), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(
		os.Chmod(folder, 0o755),
		os.WriteFile(filepath.Join(folder, "ca.crt"), authority, 0o644),
		config.Execute(conf, map[string]string{
			"Folder":       folder,
			"Port":         os.Getenv("PORT"),
			"Issuer":       os.Getenv("OIDC_ISSUER"),
			"ClientID":     os.Getenv("OIDC_CLIENT_ID"),
			"ClientSecret": os.Getenv("OIDC_CLIENT_SECRET"),
			"Passphrase":   rand.Text(),
			"Upstream":     upstream,
		}),
		conf.Close())
}

// SPDX-License-Identifier: Apache-2.0

// Signs in with golang.org/x/oauth2 and go-oidc; ../README.md says what it reads and prints.
package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// What go-oidc reads of the metadata for its callers alone.
type endpoints struct {
	EndSession string `json:"end_session_endpoint"`
	Revocation string `json:"revocation_endpoint"`
}

type learnt struct {
	Subject  string         `json:"sub"`
	IDToken  map[string]any `json:"id_token"`
	UserInfo map[string]any `json:"userinfo"`
}

func main() {
	log.SetFlags(0)
	if err := signIn(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func signIn(ctx context.Context) error {
	provider, err := oidc.NewProvider(ctx, os.Getenv("OIDC_ISSUER"))
	if err != nil {
		return err
	}
	config := &oauth2.Config{Endpoint: provider.Endpoint(), RedirectURL: os.Getenv("OIDC_REDIRECT_URI")}
	config.ClientID, config.ClientSecret = os.Getenv("OIDC_CLIENT_ID"), os.Getenv("OIDC_CLIENT_SECRET")
	config.Scopes = []string{oidc.ScopeOpenID, "profile", "email"}
	grant := inBrowser
	if os.Getenv("OIDC_GRANT") == "device_code" {
		grant = onDevice
	}
	token, nonce, err := grant(ctx, config)
	if err != nil {
		return err
	}
	rawIDToken, err := learn(ctx, provider, config, token, nonce)
	if err != nil {
		return err
	}

	refreshed, err := refresh(ctx, config, token.RefreshToken)
	if err != nil {
		return err
	}
	answer, err := oauth2.NewClient(ctx, oauth2.StaticTokenSource(refreshed)).Get(os.Getenv("PROTECTED_URL"))
	if err != nil {
		return err
	}
	answer.Body.Close()
	fmt.Println(answer.StatusCode)

	var known endpoints
	if err := provider.Claims(&known); err != nil {
		return err
	}
	fmt.Println(known.EndSession + "?" + url.Values{
		"client_id":                {config.ClientID},
		"id_token_hint":            {rawIDToken},
		"post_logout_redirect_uri": {os.Getenv("OIDC_SIGNED_OUT_URI")},
	}.Encode())

	if err := revoke(config, known.Revocation, refreshed.RefreshToken); err != nil {
		return err
	}
	_, err = refresh(ctx, config, refreshed.RefreshToken)
	var refusal *oauth2.RetrieveError
	if errors.As(err, &refusal) {
		fmt.Println(refusal.ErrorCode)
	}
	return nil
}

// The tokens, and the nonce that the ID token must have. The libraries compare neither state nor nonce: their documentation
// asks their callers to.
func inBrowser(ctx context.Context, config *oauth2.Config) (*oauth2.Token, string, error) {
	state, nonce, verifier := rand.Text(), rand.Text(), oauth2.GenerateVerifier()
	authorization := config.AuthCodeURL(state, oidc.Nonce(nonce), oauth2.S256ChallengeOption(verifier))
	fmt.Println(authorization)

	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil {
		return nil, "", err
	}
	callback, err := url.Parse(strings.TrimSpace(line))
	if err != nil {
		return nil, "", err
	}
	if callback.Query().Get("state") != state {
		return nil, "", errors.New("the state is another")
	}
	token, err := config.Exchange(ctx, callback.Query().Get("code"), oauth2.VerifierOption(verifier))
	return token, nonce, err
}

func onDevice(ctx context.Context, config *oauth2.Config) (*oauth2.Token, string, error) {
	device, err := config.DeviceAuth(ctx)
	if err != nil {
		return nil, "", err
	}
	fmt.Println(device.VerificationURIComplete)
	token, err := config.DeviceAccessToken(ctx, device)
	return token, "", err
}

func learn(ctx context.Context, provider *oidc.Provider, config *oauth2.Config, token *oauth2.Token, nonce string) (string, error) {
	rawIDToken, _ := token.Extra("id_token").(string)
	idToken, err := provider.Verifier(&oidc.Config{ClientID: config.ClientID}).Verify(ctx, rawIDToken)
	if err != nil {
		return "", err
	}
	if idToken.Nonce != nonce {
		return "", errors.New("the nonce is another")
	}
	if err := idToken.VerifyAccessToken(token.AccessToken); err != nil {
		return "", err
	}
	return rawIDToken, tell(ctx, provider, idToken, token)
}

func tell(ctx context.Context, provider *oidc.Provider, idToken *oidc.IDToken, token *oauth2.Token) error {
	told := learnt{Subject: idToken.Subject}
	if err := idToken.Claims(&told.IDToken); err != nil {
		return err
	}
	userinfo, err := provider.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return err
	}
	if userinfo.Subject != idToken.Subject {
		return errors.New("the userinfo is another's")
	}
	if err := userinfo.Claims(&told.UserInfo); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(told)
}

func refresh(ctx context.Context, config *oauth2.Config, token string) (*oauth2.Token, error) {
	return config.TokenSource(ctx, &oauth2.Token{RefreshToken: token}).Token()
}

// Neither library has a call for it (RFC 7009).
func revoke(config *oauth2.Config, endpoint, token string) error {
	form := url.Values{"token": {token}}
	if config.ClientSecret == "" {
		form.Set("client_id", config.ClientID)
	}
	request, err := http.NewRequest(http.MethodPost, endpoint, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if config.ClientSecret != "" {
		request.SetBasicAuth(url.QueryEscape(config.ClientID), url.QueryEscape(config.ClientSecret))
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the revocation was answered with %s", answer.Status)
	}
	return nil
}

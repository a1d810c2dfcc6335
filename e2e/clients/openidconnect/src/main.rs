// SPDX-License-Identifier: Apache-2.0

//! Signs in with openidconnect; ../README.md says what it reads and prints.

use std::{collections::HashMap, env, error::Error, io};

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthenticationFlow, CoreClaimName, CoreClaimType, CoreClient, CoreClientAuthMethod,
    CoreGrantType, CoreIdToken, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm,
    CoreProviderMetadata, CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType, CoreTokenResponse,
    CoreUserInfoClaims,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AdditionalProviderMetadata, AuthorizationCode, ClientId, ClientSecret, CsrfToken,
    EndSessionUrl, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, LogoutRequest, Nonce, OAuth2TokenResponse,
    PkceCodeChallenge, PostLogoutRedirectUrl, ProviderMetadata, RedirectUrl, RefreshToken, RequestTokenError,
    RevocationUrl, Scope, TokenResponse,
};
use reqwest::{Url, blocking::Client as Http, redirect::Policy};
use serde::{Deserialize, Serialize};
use serde_json::json;

type Outcome<T> = Result<T, Box<dyn Error>>;

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// What the library reads of the metadata only when it is told the names.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Endpoints {
    end_session_endpoint: EndSessionUrl,
    revocation_endpoint: RevocationUrl,
}

impl AdditionalProviderMetadata for Endpoints {}

type MoreMetadata = ProviderMetadata<
    Endpoints,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

fn main() -> Outcome<()> {
    let http = Http::builder().redirect(Policy::none()).build()?;
    let gate = CoreProviderMetadata::discover(&IssuerUrl::new(env::var("OIDC_ISSUER")?)?, &http)?;
    let secret = env::var("OIDC_CLIENT_SECRET").ok().map(ClientSecret::new);
    let client = CoreClient::from_provider_metadata(gate, ClientId::new(env::var("OIDC_CLIENT_ID")?), secret)
        .set_redirect_uri(RedirectUrl::new(env::var("OIDC_REDIRECT_URI")?)?);

    let (tokens, nonce) = sign_in(&client, &http)?;
    learn(&client, &http, &tokens, &nonce)?;

    let refreshed = client.exchange_refresh_token(refresh_token(&tokens)?)?.request(&http)?;
    println!("{}", call(&http, refreshed.access_token())?);

    let more = MoreMetadata::discover(&IssuerUrl::new(env::var("OIDC_ISSUER")?)?, &http)?;
    let endpoints = more.additional_metadata().clone();
    println!("{}", end_session(endpoints.end_session_endpoint, &client, id_token(&tokens)?)?);
    let last = refresh_token(&refreshed)?.clone();
    client
        .clone()
        .set_revocation_url(endpoints.revocation_endpoint)
        .revoke_token(last.clone().into())?
        .request(&http)?;
    if let Err(RequestTokenError::ServerResponse(refusal)) = client.exchange_refresh_token(&last)?.request(&http) {
        println!("{}", refusal.error());
    }
    Ok(())
}

/// The tokens, and the nonce that the ID token must have.
fn sign_in(client: &Client, http: &Http) -> Outcome<(CoreTokenResponse, Nonce)> {
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (authorization, state, nonce) = client
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
        .add_scopes(["profile", "email"].map(|scope| Scope::new(scope.into())))
        .set_pkce_challenge(challenge)
        .url();
    println!("{authorization}");

    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    let mut answer: HashMap<String, String> = Url::parse(line.trim())?.query_pairs().into_owned().collect();
    // The library leaves this to its caller.
    if answer.get("state") != Some(state.secret()) {
        return Err("the state is another".into());
    }
    let code = AuthorizationCode::new(answer.remove("code").ok_or("no code")?);
    let tokens = client.exchange_code(code)?.set_pkce_verifier(verifier).request(http)?;
    Ok((tokens, nonce))
}

fn learn(client: &Client, http: &Http, tokens: &CoreTokenResponse, nonce: &Nonce) -> Outcome<()> {
    let id_token = id_token(tokens)?;
    let verifier = client.id_token_verifier();
    let claims = id_token.claims(&verifier, nonce)?;
    // This, too, is for its caller to compare.
    let hash =
        AccessTokenHash::from_token(tokens.access_token(), id_token.signing_alg()?, id_token.signing_key(&verifier)?)?;
    if claims.access_token_hash() != Some(&hash) {
        return Err("the access token is another".into());
    }
    let userinfo: CoreUserInfoClaims =
        client.user_info(tokens.access_token().clone(), Some(claims.subject().clone()))?.request(http)?;
    println!("{}", json!({"sub": claims.subject(), "id_token": claims, "userinfo": userinfo}));
    Ok(())
}

fn call(http: &Http, token: &AccessToken) -> Outcome<u16> {
    let answer = http.get(env::var("PROTECTED_URL")?).bearer_auth(token.secret()).send()?;
    Ok(answer.status().as_u16())
}

fn end_session(endpoint: EndSessionUrl, client: &Client, id_token: &CoreIdToken) -> Outcome<Url> {
    let back = PostLogoutRedirectUrl::new(env::var("OIDC_SIGNED_OUT_URI")?)?;
    let request = LogoutRequest::from(endpoint)
        .set_client_id(client.client_id().clone())
        .set_id_token_hint(id_token)
        .set_post_logout_redirect_uri(back);
    Ok(request.http_get_url())
}

fn id_token(tokens: &CoreTokenResponse) -> Outcome<&CoreIdToken> {
    tokens.id_token().ok_or("no ID token".into())
}

fn refresh_token(tokens: &CoreTokenResponse) -> Outcome<&RefreshToken> {
    tokens.refresh_token().ok_or("no refresh token".into())
}

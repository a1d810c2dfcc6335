// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.browser;

import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.idp.HostCookie;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.oauth.RandomSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * The two cookies of a browser: the session, and a random value to which the forms of a page are
 * bound, so that no other site can make a browser send one. No script reads them and no other host
 * sets them (RFC 6265bis, {@code __Host-}).
 */
@ApplicationScoped
public class BrowserCookies {

    private static final String SESSION = "__Host-gatehouse-session";
    private static final String FORM = "__Host-gatehouse-form";

    private final RandomSecrets secrets;
    private final KeyedHash tags;
    private final Duration age;

    /**
     * What a page must hold for its form to be accepted.
     *
     * @param value of the cookie
     * @param isNew whether the browser does not have the cookie yet
     */
    public record FormKey(String value, boolean isNew) {}

    @Inject
    BrowserCookies(RandomSecrets secrets, KeyedHash hash, IdpConfig config) {
        this.secrets = secrets;
        this.tags = hash.purpose("oauth-form");
        this.age = config.sessions().absolute();
    }

    /** The secret of the browser's session, if it has one. */
    public Optional<String> session(HttpHeaders headers) {
        return value(headers, SESSION);
    }

    public String setSession(String secret) {
        return HostCookie.lasting(SESSION, secret, age);
    }

    public String clearSession() {
        return HostCookie.lasting(SESSION, "", Duration.ZERO);
    }

    /** The key of the browser's forms; a new one when it has none. */
    public FormKey formKey(HttpHeaders headers) {
        return value(headers, FORM)
                .map(value -> new FormKey(value, false))
                .orElseGet(() -> new FormKey(secrets.next(), true));
    }

    /** Sets the cookie with the key of the forms, until the browser is closed. */
    public String setForm(FormKey key) {
        return HostCookie.untilClosed(FORM, key.value());
    }

    /**
     * The hidden field of a form.
     *
     * @param purpose of the form, with all of it that must not be changed
     */
    public String formToken(FormKey key, String purpose) {
        byte[] tag = tags.hash(key.value() + "\n" + purpose);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(tag);
    }

    /** Whether a form comes from a page that this browser was given. */
    public boolean isOurs(HttpHeaders headers, String purpose, Optional<String> token) {
        FormKey key = formKey(headers);
        byte[] expected = formToken(key, purpose).getBytes(StandardCharsets.US_ASCII);
        byte[] sent = token.orElse("").getBytes(StandardCharsets.UTF_8);
        return !key.isNew() && MessageDigest.isEqual(expected, sent);
    }

    private static Optional<String> value(HttpHeaders headers, String name) {
        return Optional.ofNullable(headers.getCookies().get(name))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty());
    }
}

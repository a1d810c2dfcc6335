// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.resource;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.token.AccessTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;

/**
 * The audiences of access tokens, from the resources that clients name. The gate, which the URL of
 * the issuer stands for, is the one of whoever names none; any other resource is an audience by its
 * own URI, for the clients whose metadata name it. Several can be granted, but a token has one: a
 * scope never means two things in it.
 */
@ApplicationScoped
public class Audiences {

    /** The parameter, which may be there more than once. */
    public static final String RESOURCE = "resource";

    /** The parameter of a token exchange that names a service in another way. */
    public static final String AUDIENCE = "audience";

    private final String issuer;

    @Inject
    Audiences(IdpConfig config) {
        this.issuer = config.site().issuer().toString();
    }

    /**
     * The audiences that an authorization request asks for, at least one.
     *
     * @throws OAuthException {@code invalid_target} when the client may not have one of them
     */
    public List<String> asked(Client client, Parameters parameters) {
        List<String> named = named(parameters);
        if (!named.stream().allMatch(audience -> may(client, audience))) {
            throw refused();
        }
        return named.isEmpty() ? List.of(AccessTokens.AUDIENCE) : named;
    }

    /**
     * The audience of the token that a token request asks for.
     *
     * @param granted the audiences to choose from; a single one need not be named
     * @throws OAuthException {@code invalid_target} when it is none of them, not a single one, or
     *     one that the client may not have any more
     */
    public String chosen(Client client, List<String> granted, Parameters form) {
        List<String> named = named(form);
        List<String> wanted = named.isEmpty() ? granted : named;
        if (wanted.size() != 1 || !granted.containsAll(wanted) || !may(client, wanted.getFirst())) {
            throw refused();
        }
        return wanted.getFirst();
    }

    /**
     * The audience of a token for which nobody was asked before.
     *
     * @throws OAuthException {@code invalid_target} when there are several, or the client may not
     *     have it
     */
    public String single(Client client, Parameters form) {
        return chosen(client, asked(client, form), form);
    }

    /**
     * The audience of a token that is exchanged, named as a resource or by its name (RFC 8693
     * section 2.1); the gate has the name {@code gatehouse}.
     *
     * @throws OAuthException {@code invalid_target} as {@link #single}
     */
    public String delegated(Client client, Parameters form) {
        List<String> named =
                Stream.concat(form.all(AUDIENCE).stream(), named(form).stream())
                        .distinct()
                        .toList();
        if (named.size() > 1 || !named.stream().allMatch(audience -> may(client, audience))) {
            throw refused();
        }
        return named.isEmpty() ? AccessTokens.AUDIENCE : named.getFirst();
    }

    /** Those of granted audiences that are another service than the gate. */
    public static Stream<String> elsewhere(List<String> granted) {
        return granted.stream().filter(audience -> !audience.equals(AccessTokens.AUDIENCE));
    }

    /** The refusal of all that is malformed, unknown or not allowed (RFC 8707 section 2). */
    public static OAuthException refused() {
        return new OAuthException(
                OAuth2Error.INVALID_TARGET.setDescription(
                        "No token for this resource can be issued"));
    }

    private List<String> named(Parameters parameters) {
        return parameters.all(RESOURCE).stream().map(this::audience).distinct().toList();
    }

    private String audience(String resource) {
        if (resource.equals(AccessTokens.AUDIENCE)) {
            // A resource is a URI, and this one would be a second name of the gate.
            throw refused();
        }
        return resource.equals(issuer) ? AccessTokens.AUDIENCE : resource;
    }

    private static boolean may(Client client, String audience) {
        return Stream.concat(
                        Stream.of(AccessTokens.AUDIENCE), client.services().resources().stream())
                .anyMatch(audience::equals);
    }
}

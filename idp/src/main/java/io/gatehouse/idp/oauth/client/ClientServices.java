// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import static io.gatehouse.idp.oauth.client.Client.require;

import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import io.gatehouse.idp.account.Role;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The services besides the gate that a client has to do with. Only the operator says so, by members
 * of its metadata that no standard has.
 *
 * @param resources those that it may ask for tokens for (RFC 8707), each by an absolute URI
 * @param own those that it is itself: tokens for them reach it, and it may exchange them
 * @param roles with which it may act at the gate in the name of somebody whose token it exchanges
 */
public record ClientServices(Set<String> resources, Set<String> own, Set<Role> roles) {

    private static final int LONGEST = 256;

    /** Consent keeps it beside the scope (RFC 6749 section 3.3). */
    private static final Pattern SCOPE_WORD = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+");

    /** The members of a client's metadata, in the order of the components. */
    enum Member {
        RESOURCES,
        AUDIENCES,
        ROLES;

        String text() {
            return "gatehouse_" + name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Refuses a resource that could be taken for something else.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public ClientServices {
        resources = Set.copyOf(resources);
        own = Set.copyOf(own);
        roles = Set.copyOf(roles);
        require(
                Stream.concat(resources.stream(), own.stream())
                        .allMatch(ClientServices::isResource),
                "a resource must be an absolute URI of at most %d characters, without fragment"
                        .formatted(LONGEST));
    }

    /**
     * Those of a client's metadata.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static ClientServices of(OIDCClientMetadata metadata) {
        return new ClientServices(
                texts(metadata, Member.RESOURCES),
                texts(metadata, Member.AUDIENCES),
                texts(metadata, Member.ROLES).stream()
                        .map(ClientServices::role)
                        .collect(Collectors.toSet()));
    }

    /** The names of the members, all others being nobody's. */
    static List<String> members() {
        return Arrays.stream(Member.values()).map(Member::text).toList();
    }

    private static Set<String> texts(OIDCClientMetadata metadata, Member member) {
        Object value = metadata.getCustomField(member.text());
        if (value == null) {
            return Set.of();
        }
        require(
                value instanceof List<?> list && list.stream().allMatch(String.class::isInstance),
                member.text() + " must be a list of texts");
        return ((List<?>) value).stream().map(String.class::cast).collect(Collectors.toSet());
    }

    private static Role role(String text) {
        Optional<Role> role = Role.of(text);
        require(role.isPresent(), Member.ROLES.text() + " holds what is no name of a role");
        return role.get();
    }

    private static boolean isResource(String text) {
        try {
            URI uri = new URI(text);
            return text.length() <= LONGEST
                    && uri.isAbsolute()
                    && uri.getRawFragment() == null
                    && SCOPE_WORD.matcher(text).matches();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import java.util.Arrays;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The claims about a person that a client gets beside those of its scope, since it has asked for
 * them by name (OpenID Connect Core 1.0 section 5.5).
 *
 * @param idToken those in the ID token
 * @param userInfo those at the UserInfo endpoint
 */
public record ExtraClaims(Set<String> idToken, Set<String> userInfo) {

    public static final ExtraClaims NONE = new ExtraClaims(Set.of(), Set.of());

    private static final String ID_TOKEN = "id_token:";
    private static final String USER_INFO = "userinfo:";

    public ExtraClaims {
        idToken = Set.copyOf(idToken);
        userInfo = Set.copyOf(userInfo);
    }

    /** The names, wherever the claims are given. */
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(idToken);
        names.addAll(userInfo);
        return names;
    }

    /** The text that is stored, such as {@code id_token:email userinfo:roles}. */
    public String text() {
        return Stream.concat(
                        idToken.stream().sorted().map(ID_TOKEN::concat),
                        userInfo.stream().sorted().map(USER_INFO::concat))
                .collect(Collectors.joining(" "));
    }

    /** Parses the output of {@link #text()}. */
    public static ExtraClaims ofText(String text) {
        return new ExtraClaims(names(text, ID_TOKEN), names(text, USER_INFO));
    }

    private static Set<String> names(String text, String place) {
        return Arrays.stream(text.split(" "))
                .filter(word -> word.startsWith(place))
                .map(word -> word.substring(place.length()))
                .collect(Collectors.toSet());
    }
}

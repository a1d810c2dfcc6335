// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a person has proved who they are, and what that is worth.
 *
 * @param methods by the names of RFC 8176, never empty
 */
public record Assurance(List<String> methods) {

    /** A password, and nothing else. */
    public static final Assurance PASSWORD = new Assurance(List.of("pwd"));

    /** A password and a code that counts once. */
    public static final Assurance PASSWORD_AND_CODE = new Assurance(List.of("pwd", "otp"));

    /** The values of {@code acr}, from the least to the most. */
    public static final List<String> CLASSES =
            Stream.of(PASSWORD, PASSWORD_AND_CODE).map(Assurance::acr).toList();

    public Assurance {
        methods = List.copyOf(methods);
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("nothing was proved");
        }
    }

    /** The claim {@code acr} (OpenID Connect Core 1.0 section 2): the number of methods. */
    public String acr() {
        return Integer.toString(methods.size());
    }

    /** Whether two things were proved. */
    public boolean isTwofold() {
        return methods.size() > 1;
    }

    /** Whether it is all that a sign-in of this account demands. */
    public boolean suffices(Account account) {
        return isTwofold() || !account.secondFactor();
    }

    /** What a sign-in of this account has proved, of which only that is known. */
    public static Assurance demandedOf(Account account) {
        return account.secondFactor() ? PASSWORD_AND_CODE : PASSWORD;
    }

    /** The text that is stored, such as {@code pwd otp}. */
    public String text() {
        return String.join(" ", methods);
    }

    /**
     * Parses the output of {@link #text()}; rows of instances that knew passwords alone have none.
     */
    public static Assurance ofText(Optional<String> text) {
        return text.map(words -> new Assurance(Arrays.asList(words.split(" ")))).orElse(PASSWORD);
    }
}

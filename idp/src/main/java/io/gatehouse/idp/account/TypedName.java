// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Reads what a person typed as a name: the same at registration and at sign-in. */
final class TypedName {

    // Every space of Unicode is this one after NFKC. Line breaks and other controls are no slip of
    // the hand: they stay, and are refused.
    private static final Pattern SPACES_AROUND = Pattern.compile("^ +| +$");

    private TypedName() {}

    /** In compatibility form (NFKC), without the spaces around it. */
    static String normalise(String raw) {
        String text = Normalizer.normalize(raw, Normalizer.Form.NFKC);
        return SPACES_AROUND.matcher(text).replaceAll("");
    }
}

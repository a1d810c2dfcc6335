// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Normalises typed names, in the same way at registration and at sign-in. */
final class TypedName {

    // NFKC maps every space of Unicode to this one. Line breaks and other control characters are no
    // slip of the hand: they stay, and are refused.
    private static final Pattern SPACES_AROUND = Pattern.compile("^ +| +$");

    private TypedName() {}

    /** The text in compatibility form (NFKC), without the spaces around it. */
    static String normalise(String raw) {
        String text = Normalizer.normalize(raw, Normalizer.Form.NFKC);
        return SPACES_AROUND.matcher(text).replaceAll("");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.password;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * The most common passwords, which are refused (NIST SP 800-63B 5.1.1.2). The list ships as sorted
 * lower-case lines of at least eight characters; shorter ones are refused by length already.
 */
final class CommonPasswords {

    private static final String LIST = "common-passwords.txt.gz";

    private final String[] sorted;

    private CommonPasswords(String[] sorted) {
        this.sorted = sorted;
    }

    static CommonPasswords load() {
        try (InputStream list = CommonPasswords.class.getResourceAsStream(LIST);
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(new GZIPInputStream(list), US_ASCII))) {
            String[] sorted = lines.lines().toArray(String[]::new);
            Arrays.sort(sorted);
            return new CommonPasswords(sorted);
        } catch (IOException e) {
            throw new UncheckedIOException("the list of common passwords cannot be read", e);
        }
    }

    boolean contains(String password) {
        return Arrays.binarySearch(sorted, password.toLowerCase(Locale.ROOT)) >= 0;
    }

    int size() {
        return sorted.length;
    }
}

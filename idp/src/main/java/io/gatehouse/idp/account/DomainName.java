// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import com.ibm.icu.text.IDNA;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Normalises the domain of an e-mail address to ASCII, by IDNA 2008 (RFC 5891). {@code
 * straße.example} and {@code strasse.example} are two domains, which the JDK's own {@code
 * java.net.IDN} (IDNA 2003) maps to one.
 *
 * @see <a href="https://www.unicode.org/reports/tr46/">Unicode IDNA compatibility processing</a>
 */
final class DomainName {

    private static final IDNA RULES =
            IDNA.getUTS46Instance(
                    IDNA.USE_STD3_RULES
                            | IDNA.CHECK_BIDI
                            | IDNA.CHECK_CONTEXTJ
                            | IDNA.CHECK_CONTEXTO
                            | IDNA.NONTRANSITIONAL_TO_ASCII
                            | IDNA.NONTRANSITIONAL_TO_UNICODE);

    /**
     * Letters, digits, and the characters allowed beside some of them (RFC 5892 sections 2.1, 2.6).
     * The compatibility processing would also accept symbols and pictographs.
     */
    private static final Pattern UNICODE =
            Pattern.compile(
                    "[\\p{Ll}\\p{Lo}\\p{Lm}\\p{Mn}\\p{Mc}\\p{Nd}.\\-"
                            + "\\x{b7}\\x{375}\\x{5f3}\\x{5f4}\\x{30fb}\\x{200c}\\x{200d}]+");

    private static final Pattern ASCII =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}");

    private static final Pattern NUMERIC_TOP = Pattern.compile(".*\\.[0-9]+");

    private DomainName() {}

    /** The ASCII form; empty when the domain is not valid. */
    static Optional<String> toAscii(String raw) {
        String unicode = RULES.nameToUnicode(raw, new StringBuilder(), new IDNA.Info()).toString();
        IDNA.Info info = new IDNA.Info();
        String ascii = RULES.nameToASCII(raw, new StringBuilder(), info).toString();
        boolean right =
                !info.hasErrors()
                        && UNICODE.matcher(unicode).matches()
                        && ASCII.matcher(ascii).matches()
                        && !NUMERIC_TOP.matcher(ascii).matches();
        return right ? Optional.of(ascii) : Optional.empty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.account.Account;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;

/**
 * Writes what authenticator apps read as a QR code, in the format that Google Authenticator has
 * given ("Key Uri Format").
 */
@ApplicationScoped
class OtpAuthUri {

    /** What an app shows above the user name. */
    private final String issuer;

    @Inject
    OtpAuthUri(IdpConfig config) {
        this.issuer = config.site().issuer().getHost();
    }

    /**
     * The URI.
     *
     * @param secret in base32, without padding
     */
    String of(Account account, String secret) {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d"
                .formatted(
                        text(issuer),
                        text(account.username()),
                        secret,
                        text(issuer),
                        Totp.DIGITS,
                        Totp.STEP.toSeconds());
    }

    private static String text(String plain) {
        return URLEncoder.encode(plain, UTF_8).replace("+", "%20");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.page;

import java.util.Locale;

/** The kinds of pages, each with a template. */
public enum PageKind {
    SIGN_IN,
    SIGN_IN_CODE,
    SIGN_UP,
    PASSWORD_RESET,
    PASSWORD_RESET_SENT,
    NEW_PASSWORD,
    PASSWORD_CHANGED,
    EMAIL_CONFIRMATION,
    EMAIL_CONFIRMED,
    SIGN_OUT,
    SIGNED_OUT,
    CONSENT,
    DEVICE,
    DEVICE_CONFIRM,
    DEVICE_ALLOWED,
    DEVICE_DENIED,
    ERROR;

    String template() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

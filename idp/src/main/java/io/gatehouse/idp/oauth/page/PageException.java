// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.page;

import java.util.Optional;

/** Refuses a request by an error page: nothing of what was sent can be trusted to lead back. */
public final class PageException extends RuntimeException {

    private final int status;
    private final Optional<String> uiLocales;

    /**
     * A refusal.
     *
     * @param status of the response
     * @param text the key of the message, among the texts of the pages
     * @param uiLocales that the client asked for
     */
    public PageException(int status, String text, Optional<String> uiLocales) {
        super(text);
        this.status = status;
        this.uiLocales = uiLocales;
    }

    int status() {
        return status;
    }

    Optional<String> uiLocales() {
        return uiLocales;
    }
}

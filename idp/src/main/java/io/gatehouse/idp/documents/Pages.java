// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.documents;

/** Constants of all HTML pages. */
final class Pages {
    static final String HTML = "text/html;charset=utf-8";

    /** The header that limits what a page may load and do (Content Security Policy Level 3). */
    static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

    private Pages() {}
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.page;

import jakarta.inject.Inject;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Maps a refusal to its error page. */
@Provider
public class PageExceptionMapper implements ExceptionMapper<PageException> {

    private final Pages pages;

    @Context private HttpHeaders headers;

    @Inject
    public PageExceptionMapper(Pages pages) {
        this.pages = pages;
    }

    @Override
    public Response toResponse(PageException thrown) {
        return pages.error(
                thrown.status(), PageLocale.of(headers, thrown.uiLocales()), thrown.getMessage());
    }
}

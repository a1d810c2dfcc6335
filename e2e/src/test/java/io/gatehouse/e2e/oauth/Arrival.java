// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** Where a browser is after all redirects. */
sealed interface Arrival {
    /** The page that is shown. */
    default Page page() {
        throw new AssertionError("not a page, but " + this);
    }

    /** The address outside all sites that the browser visits, to which it was sent. */
    default URI elsewhere() {
        throw new AssertionError("not sent elsewhere, but " + this);
    }

    /** A page of a site that it visits. */
    record Page(URI address, int status, HttpHeaders headers, Document document)
            implements Arrival {

        static Page of(URI address, HttpResponse<String> answer) {
            assertThat(answer.headers().firstValue("content-type"))
                    .as("%d at %s: %s", answer.statusCode(), address.getPath(), answer.body())
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
            return new Page(
                    address,
                    answer.statusCode(),
                    answer.headers(),
                    Jsoup.parse(answer.body(), address.toString()));
        }

        @Override
        public Page page() {
            return this;
        }

        boolean hasForm(String id) {
            return document.selectFirst("form#" + id) != null;
        }

        /** What an element says. */
        String text(String id) {
            Element element = document.getElementById(id);
            assertThat(element).as("#%s in%n%s", id, this).isNotNull();
            return element.text();
        }

        /** A form with these answers filled in, by the ids of its fields. */
        FormElement form(String id, Map<String, String> answers) {
            assertThat(hasForm(id)).as("form #%s in%n%s", id, this).isTrue();
            FormElement form = (FormElement) document.expectFirst("form#" + id);
            answers.forEach((field, answer) -> form.expectFirst("#" + field).val(answer));
            return form;
        }

        /** What a browser looks up at each address to which a form leads. */
        void assertFormMayLeadTo(URI target) {
            FormAction policy =
                    FormAction.of(
                            address, headers.firstValue("content-security-policy").orElse(""));
            assertThat(policy.allows(target))
                    .as("%s of %s allows %s", policy, address.getPath(), target)
                    .isTrue();
        }

        /** What a form of it says of its origin (Fetch, 3.2). */
        String origin() {
            boolean silent =
                    headers.firstValue("referrer-policy").filter("no-referrer"::equals).isPresent();
            return silent ? "null" : address.getScheme() + "://" + address.getAuthority();
        }

        @Override
        public String toString() {
            return status + " at " + address.getPath() + "\n" + document.text();
        }
    }

    /** An address outside those sites: the browser reads it and stays where it is. */
    record Elsewhere(URI elsewhere) implements Arrival {

        @Override
        public String toString() {
            return elsewhere.toString().replaceAll("([?&]code=)[^&]*", "$1(kept back)");
        }
    }
}

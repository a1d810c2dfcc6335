// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.util.stream.Stream;

/** What is no token of the payment provider, in JSON, and the status of the refusal. */
public record BadSource(String json, int status) {
    private static final String MESSAGE = "must be a token of the payment provider";

    public static Stream<BadSource> all() {
        return Stream.of(
                broken("\"\""),
                broken("\"tok_\""),
                broken("\"4242424242424242\""),
                broken("\"4242 4242 4242 4242\""),
                broken("\"card_4242\""),
                broken("\"TOK_of_a_customer\""),
                broken("\" tok_of_a_customer\""),
                broken("\"tok_of_a_customer \""),
                broken("\"tok_of a_customer\""),
                broken("\"tok_of_a_customer\\n\""),
                broken("\"tok_of-a-customer\""),
                broken("\"tok_of_a_customér\""),
                broken("\"tok_of_a_customer\\u0007\""),
                broken("\"tok_" + "x".repeat(97) + "\""),
                unreadable("\"tok_\\u0000\""),
                unreadable("4242424242424242"),
                unreadable("true"),
                unreadable("[\"tok_of_a_customer\"]"),
                unreadable("{\"token\":\"tok_of_a_customer\"}"));
    }

    /**
     * Looks at the answer to it.
     *
     * @throws AssertionError unless it refuses, names the field and what it must be, and does not
     *     say what came
     */
    public void check(HttpAnswer answer, String field) {
        boolean isRefused =
                answer.status() == status
                        && answer.blamed().equals(field)
                        && answer.code().equals(status == 422 ? "rule_broken" : "malformed_request")
                        && answer.text().contains(MESSAGE) == (status == 422)
                        && !answer.text().contains("42424242")
                        && !answer.text().contains("tok_");
        if (!isRefused) {
            throw new AssertionError(json + ": " + answer);
        }
    }

    private static BadSource broken(String json) {
        return new BadSource(json, 422);
    }

    private static BadSource unreadable(String json) {
        return new BadSource(json, 400);
    }
}

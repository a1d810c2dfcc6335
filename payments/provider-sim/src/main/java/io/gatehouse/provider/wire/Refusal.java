// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.wire;

/** A request that is answered with an error, and that changed nothing. */
public final class Refusal extends RuntimeException {
    private final int status;
    private final String code;

    /**
     * Creates a refusal.
     *
     * @param code stable, for programs
     * @param message for people; it holds nothing secret
     */
    public Refusal(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    public static Refusal malformed(String message) {
        return new Refusal(400, "malformed", message);
    }

    public static Refusal notFound(String message) {
        return new Refusal(404, "not_found", message);
    }

    public static Refusal invalidAmount() {
        return new Refusal(
                422, "invalid_amount", "The amount must be a number from 1 to 999999999999.");
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}

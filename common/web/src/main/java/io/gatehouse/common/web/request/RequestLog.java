// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.request;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The one log line that every request gets. Neither query nor body is logged: they may hold what
 * must not be kept.
 */
public final class RequestLog {
    private static final Logger LOG = System.getLogger("io.gatehouse.request");

    private RequestLog() {}

    /**
     * What is said of every request; more can be added.
     *
     * @param path without the query
     */
    public static Map<String, Object> fields(String method, String path, int status) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("method", method);
        fields.put("path", path);
        fields.put("status", status);
        return fields;
    }

    public static void write(Map<String, Object> fields) {
        LOG.log(Level.INFO, "request", fields);
    }

    /** The same where nobody looks for it. */
    static void writeQuietly(Map<String, Object> fields) {
        LOG.log(Level.DEBUG, "request", fields);
    }
}

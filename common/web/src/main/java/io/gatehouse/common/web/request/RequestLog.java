// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.request;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the one log line of every request. Neither query nor body is logged: they may contain data
 * that must not be stored.
 */
public final class RequestLog {
    private static final Logger LOG = System.getLogger("io.gatehouse.request");

    private RequestLog() {}

    /**
     * The fields of every request, in a map that accepts more.
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

    /** Writes the line at DEBUG, for a polled resource. */
    static void writeQuietly(Map<String, Object> fields) {
        LOG.log(Level.DEBUG, "request", fields);
    }
}

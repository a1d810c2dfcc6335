// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.policy;

/**
 * The path of a request: {@code :path} without the query. A path is clean when every hop reads it
 * the same way: letters, digits and {@code . _ ~ - /}, without percent-encoding, matrix parameters,
 * empty or dot segments. The gateway enforces the same alphabet.
 */
public final class RequestPath {
    private static final int MAX_LENGTH = 2048;

    private RequestPath() {}

    /** Removes the query, on which no decision depends. */
    public static String of(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Whether the path is clean, and has at most 2048 characters. */
    public static boolean isClean(String path) {
        if (path.isEmpty() || path.charAt(0) != '/' || path.length() > MAX_LENGTH) {
            return false;
        }
        int segment = 1;
        for (int i = 1; i <= path.length(); i++) {
            if (i == path.length() || path.charAt(i) == '/') {
                if (isAmbiguous(path, segment, i)) {
                    return false;
                }
                segment = i + 1;
            } else if (!isPlain(path.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** An empty segment is allowed only at the end: a trailing slash makes another path. */
    private static boolean isAmbiguous(String path, int from, int to) {
        return switch (to - from) {
            case 0 -> to < path.length();
            case 1 -> path.charAt(from) == '.';
            case 2 -> path.charAt(from) == '.' && path.charAt(from + 1) == '.';
            default -> false;
        };
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || c == '-'
                || c == '_'
                || c == '.'
                || c == '~';
    }
}

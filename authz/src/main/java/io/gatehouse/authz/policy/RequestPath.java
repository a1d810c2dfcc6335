// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.policy;

/**
 * The part of {@code :path} before the query. Only paths that every hop reads the same way are
 * clean: letters, digits and {@code . _ ~ - /}, without percent-encoding, matrix parameters, empty
 * or dot segments. The gateway refuses the same alphabet.
 */
public final class RequestPath {
    private static final int MAX_LENGTH = 2048;

    private RequestPath() {}

    /** Cuts the query off; it carries nothing that decides. */
    public static String of(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** True when there is only one way to read the path. */
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

    /** An empty segment is fine only as the end: a trailing slash is simply another path. */
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

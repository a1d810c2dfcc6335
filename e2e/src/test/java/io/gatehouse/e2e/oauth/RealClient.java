// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import java.nio.file.Path;

/** The clients of others, as they come; each in a program in {@code e2e/clients}. */
enum RealClient {
    OPENID_CLIENT("openid-client", Language.NODE),
    OAUTH4WEBAPI("oauth4webapi", Language.NODE),
    AUTHLIB("authlib", Language.PYTHON),
    GO_OIDC("go-oidc", Language.GO);

    private final String folder;
    private final Language language;

    RealClient(String folder, Language language) {
        this.folder = folder;
        this.language = language;
    }

    ProcessBuilder program(Path ca) {
        return language.program(folder, ca);
    }

    String missing(ProcessBuilder program) {
        return language.missing(program);
    }

    @Override
    public String toString() {
        return folder;
    }
}

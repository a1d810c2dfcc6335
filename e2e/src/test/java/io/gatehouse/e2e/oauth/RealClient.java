// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import io.gatehouse.e2e.Target;
import java.util.Map;

/** The clients of others, as they come; each in a program in {@code e2e/clients}. */
enum RealClient {
    OPENID_CLIENT("openid-client", Language.NODE),
    OAUTH4WEBAPI("oauth4webapi", Language.NODE),
    AUTHLIB("authlib", Language.PYTHON),
    GO_OIDC("go-oidc", Language.GO),
    NIMBUS("nimbus", Language.JAVA),
    OPENIDCONNECT("openidconnect", Language.RUST);

    private final String folder;
    private final Language language;

    RealClient(String folder, Language language) {
        this.folder = folder;
        this.language = language;
    }

    /** Builds it, if that was not done yet, which can take longer than a test may. */
    void build(Target target) {
        language.program(folder, target.ca());
    }

    /** Starts it, with settings besides those that all have. */
    RunningProgram start(RegisteredClient registered, Map<String, String> settings, Target target) {
        return RunningProgram.start(folder, language, registered, settings, target);
    }

    @Override
    public String toString() {
        return folder;
    }
}

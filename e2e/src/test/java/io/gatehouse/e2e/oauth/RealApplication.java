// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import io.gatehouse.e2e.Target;
import java.util.Map;

/** Web applications that sign people in with what others wrote; each in {@code e2e/clients}. */
enum RealApplication {
    SPRING("spring", Language.JAVA),
    OAUTH2_PROXY("oauth2-proxy", Language.GO);

    private final String folder;
    private final Language language;

    RealApplication(String folder, Language language) {
        this.folder = folder;
        this.language = language;
    }

    RunningProgram start(RegisteredClient registered, Target target) {
        return RunningProgram.start(
                folder, language, registered, Map.of("OIDC_GRANT", "authorization_code"), target);
    }

    @Override
    public String toString() {
        return folder;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import io.gatehouse.e2e.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Web applications that sign people in with what others wrote; each in {@code e2e/clients}. */
enum RealApplication {
    SPRING("spring", Language.JAVA),
    OAUTH2_PROXY("oauth2-proxy", Language.GO),
    MOD_AUTH_OPENIDC("mod_auth_openidc", Language.GO) {
        // Apache and its module come as packages of Debian, and can be asked for there alone.
        @Override
        boolean canBeHere() {
            if (Files.exists(Path.of("/usr/bin/apt-get"))) {
                return true;
            }
            System.err.println(
                    """

                    ******************************************************************************
                    *  NOT CHECKED: signing in through Apache's mod_auth_openidc.                *
                    *  It comes as a package of Debian and its kin, and this machine has none.   *
                    ******************************************************************************
                    """);
            return false;
        }
    };

    private final String folder;
    private final Language language;

    RealApplication(String folder, Language language) {
        this.folder = folder;
        this.language = language;
    }

    /** Those that a machine of this kind can have; it is an error when one of them is missing. */
    static Stream<RealApplication> here() {
        return Stream.of(values()).filter(RealApplication::canBeHere);
    }

    boolean canBeHere() {
        return true;
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

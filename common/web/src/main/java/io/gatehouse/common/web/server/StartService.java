// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.server;

import io.helidon.Main;
import io.helidon.logging.common.LogConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The main class of every service. Each required key that is not set is logged in one line without
 * a stack trace; the modules that read the keys list them in {@code gatehouse.required.*}.
 */
public final class StartService {
    private static final String REQUIRED = "gatehouse.required.";

    private StartService() {}

    public static void main(String[] args) {
        LogConfig.configureRuntime();
        Logger log = System.getLogger(StartService.class.getName());
        Set<String> missing = missing(ConfigProvider.getConfig());
        if (!missing.isEmpty()) {
            missing.forEach(key -> log.log(Level.ERROR, key + " must be set"));
            System.exit(1);
        }
        try {
            Main.main(args);
        } catch (RuntimeException | Error failed) {
            log.log(Level.ERROR, "cannot start: " + reasons(failed), failed);
            System.exit(1);
        }
    }

    private static Set<String> missing(Config config) {
        Set<String> missing = new TreeSet<>();
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(REQUIRED))
                .flatMap(name -> config.getValues(name, String.class).stream())
                .filter(key -> config.getOptionalValue(key, String.class).isEmpty())
                .forEach(missing::add);
        return missing;
    }

    private static String reasons(Throwable failed) {
        Set<String> reasons = new LinkedHashSet<>();
        Stream.iterate(failed, cause -> cause != null, Throwable::getCause)
                .forEach(cause -> reasons.add(String.valueOf(cause.getMessage())));
        return String.join(": ", reasons);
    }
}

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Helidon MP 4.3.0 (Weld 5.1.6): a method with @CircuitBreaker or @Bulkhead, called while a request is served.
#
# Expected: a call that has ended leaves nothing behind.
# Seen: each intercepted call leaves one creational context in the container for good, some 190 bytes with what hangs on it; a
# call of a method without annotation leaves none, nor does a call outside of a request. Nothing throws and no metric shows
# it: at 100 calls a second it is 1.6 GB a day. To carry the request scope along, the interceptor looks up the bean manager
# through CDI.current() at each call, and a dependent instance got there lives as long as the container. What helps: Helidon's
# own CircuitBreaker and Bulkhead (helidon-fault-tolerance), on which the annotations build, used without them.
set -eu
work=$(mktemp -d "${TMPDIR:-/tmp}/finding.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p src/main/java src/main/resources/META-INF
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
    <modelVersion>4.0.0</modelVersion>
    <groupId>finding</groupId>
    <artifactId>finding</artifactId>
    <version>1</version>
    <properties>
        <maven.compiler.release>21</maven.compiler.release>
        <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
    </properties>
    <dependencies>
        <dependency>
            <groupId>io.helidon.microprofile.bundles</groupId>
            <artifactId>helidon-microprofile-core</artifactId>
        </dependency>
        <dependency>
            <groupId>io.helidon.microprofile</groupId>
            <artifactId>helidon-microprofile-fault-tolerance</artifactId>
        </dependency>
        <dependency>
            <groupId>io.helidon.microprofile.metrics</groupId>
            <artifactId>helidon-microprofile-metrics</artifactId>
        </dependency>
    </dependencies>
    <dependencyManagement>
        <dependencies>
            <dependency>
                <groupId>io.helidon</groupId>
                <artifactId>helidon-dependencies</artifactId>
                <version>4.3.0</version>
                <type>pom</type>
                <scope>import</scope>
            </dependency>
        </dependencies>
    </dependencyManagement>
    <build>
        <plugins>
            <plugin>
                <groupId>org.apache.maven.plugins</groupId>
                <artifactId>maven-compiler-plugin</artifactId>
                <version>3.16.0</version>
            </plugin>
            <plugin>
                <groupId>org.apache.maven.plugins</groupId>
                <artifactId>maven-dependency-plugin</artifactId>
                <version>3.11.0</version>
                <executions>
                    <execution>
                        <phase>package</phase>
                        <goals><goal>copy-dependencies</goal></goals>
                    </execution>
                </executions>
            </plugin>
        </plugins>
    </build>
</project>
XML
cat >src/main/resources/META-INF/beans.xml <<'XML'
<beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated"/>
XML
printf 'server.host=127.0.0.1\nserver.port=0\n' >src/main/resources/META-INF/microprofile-config.properties
cat >src/main/java/Finding.java <<'JAVA'
import io.helidon.microprofile.server.Server;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Application;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import javax.management.ObjectName;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

public final class Finding {
    private static final int REQUESTS = 1000;

    @ApplicationScoped
    public static class Calls {
        public String plain() {
            return "";
        }

        @CircuitBreaker
        public String breaker() {
            return "";
        }

        @Bulkhead
        public String bulkhead() {
            return "";
        }
    }

    @Path("/calls/{kind}")
    @RequestScoped
    public static class Resource {
        @Inject Calls calls;

        @GET
        public String call(@PathParam("kind") String kind) {
            return switch (kind) {
                case "breaker" -> calls.breaker();
                case "bulkhead" -> calls.bulkhead();
                default -> calls.plain();
            };
        }
    }

    @ApplicationScoped
    public static class Service extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Resource.class);
        }
    }

    public static void main(String[] args) throws Exception {
        Server server = Server.create(Service.class).start();
        HttpClient client = HttpClient.newHttpClient();
        for (String kind : new String[] {"plain", "breaker", "bulkhead"}) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/calls/" + kind)).build();
            client.send(request, HttpResponse.BodyHandlers.ofString());
            long before = contexts();
            for (int i = 0; i < REQUESTS; i++) {
                client.send(request, HttpResponse.BodyHandlers.ofString());
            }
            System.out.println(kind + ": " + (contexts() - before) + " kept of " + REQUESTS + " requests");
        }
        System.exit(0);
    }

    /** Counts the creational contexts in use, after a collection. */
    private static long contexts() throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()})
                .toString()
                .lines()
                .filter(line -> line.endsWith(" org.jboss.weld.contexts.CreationalContextImpl"))
                .mapToLong(line -> Long.parseLong(line.strip().split(" +")[1]))
                .sum();
    }
}
JAVA
mvn -q -B -ntp clean package >maven.log 2>&1 || { cat maven.log; exit 1; }
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -cp 'target/classes:target/dependency/*' Finding 2>/dev/null | grep ' kept of ' | tee seen
cat >expected <<'TEXT'
plain: 0 kept of 1000 requests
breaker: 1000 kept of 1000 requests
bulkhead: 1000 kept of 1000 requests
TEXT
cmp -s seen expected || { echo 'this has changed'; exit 1; }

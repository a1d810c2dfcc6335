#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Helidon MP 4.3.0: HEAD on a resource that has GET.
#
# Expected (RFC 9110, section 8.6): the Content-Length of an answer to HEAD is the one that GET would have, or it is left out.
# Seen: GET answers with Content-Length 11; HEAD, which Jersey answers by the same method, with Content-Length 0. A client
# that asks for the size first, or a cache that updates what it has by HEAD, takes the document for empty.
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
            <version>4.3.0</version>
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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Application;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;

public final class Finding {
    @ApplicationScoped
    public static class Service extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Document.class);
        }
    }

    @Path("/document")
    @RequestScoped
    public static class Document {
        @GET
        @Produces("text/plain")
        public String read() {
            return "hello world";
        }
    }

    public static void main(String[] args) throws Exception {
        Server server = Server.create(Service.class).start();
        for (String method : new String[] {"GET", "HEAD"}) {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(
                                                    URI.create("http://127.0.0.1:" + server.port() + "/document"))
                                            .method(method, HttpRequest.BodyPublishers.noBody())
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
            System.out.println(
                    method + ": " + answer.statusCode() + ", Content-Length "
                            + answer.headers().firstValue("content-length").orElse("left out"));
        }
        System.exit(0);
    }
}
JAVA
mvn -q -B -ntp clean package >maven.log 2>&1 || { cat maven.log; exit 1; }
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -cp 'target/classes:target/dependency/*' Finding 2>/dev/null | grep -E '^(GET|HEAD):' | tee seen
cat >expected <<'TEXT'
GET: 200, Content-Length 11
HEAD: 200, Content-Length 0
TEXT
cmp -s seen expected || { echo 'this has changed'; exit 1; }

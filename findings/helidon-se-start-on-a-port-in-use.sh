#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Helidon SE 4.3.0: WebServer.start() on a port that another process listens on.
#
# Expected: an exception, as from ServerSocket, com.sun.net.httpserver and Helidon's own MicroProfile server, so that main()
# fails and whoever started the program learns of it.
# Seen: start() returns as if all were well; a line at SEVERE is logged, isRunning() is false and port() is -1. A program
# that does not ask isRunning() says "up", and a supervisor that waits for its end waits for ever or finds exit code 0.
set -eu
work=$(mktemp -d "${TMPDIR:-/tmp}/finding.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p src/main/java
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
            <groupId>io.helidon.webserver</groupId>
            <artifactId>helidon-webserver</artifactId>
            <version>4.3.0</version>
        </dependency>
    </dependencies>
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
cat >src/main/java/Finding.java <<'JAVA'
import io.helidon.webserver.WebServer;
import java.net.InetAddress;
import java.net.ServerSocket;

public final class Finding {
    public static void main(String[] args) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            WebServer server =
                    WebServer.builder()
                            .address(InetAddress.getLoopbackAddress())
                            .port(taken.getLocalPort())
                            .build();
            try {
                server.start();
                System.out.println("start() returned");
            } catch (RuntimeException expected) {
                System.out.println("start() threw " + expected.getClass().getName());
            }
            System.out.println("isRunning() " + server.isRunning() + ", port() " + server.port());
        }
        System.exit(0);
    }
}
JAVA
mvn -q -B -ntp clean package >maven.log 2>&1 || { cat maven.log; exit 1; }
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -cp 'target/classes:target/dependency/*' Finding 2>log | tee seen
cat >expected <<'TEXT'
start() returned
isRunning() false, port() -1
TEXT
cmp -s seen expected || { cat log; echo 'this has changed'; exit 1; }

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# stripe-java 33.3.0: an answer with an error's status and an empty body, as a proxy or a load balancer on the way gives it.
#
# Expected: a StripeException, of which all errors of a call are one by the signature of each method (throws
# StripeException); the same answer with a text that is no JSON is an ApiException with its status.
# Seen: NullPointerException from within the library. A caller that catches StripeException to note a charge as "outcome
# unknown, look it up" does not get there.
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
        <maven.compiler.release>17</maven.compiler.release>
        <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
    </properties>
    <dependencies>
        <dependency>
            <groupId>com.stripe</groupId>
            <artifactId>stripe-java</artifactId>
            <version>33.3.0</version>
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
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

public final class Finding {
    public static void main(String[] args) throws Exception {
        ask("text", "no healthy upstream");
        ask("empty", "");
        System.exit(0);
    }

    private static void ask(String name, String body) throws Exception {
        HttpServer proxy =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext(
                "/",
                exchange -> {
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(503, bytes.length == 0 ? -1 : bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        proxy.start();
        StripeClient client =
                StripeClient.builder()
                        .setApiKey("sk_test_finding")
                        .setApiBase("http://127.0.0.1:" + proxy.getAddress().getPort())
                        .setMaxNetworkRetries(0)
                        .build();
        try {
            client.v1().paymentIntents().retrieve("pi_1");
            System.out.println(name + ": an answer");
        } catch (StripeException error) {
            System.out.println(
                    name + ": " + error.getClass().getName() + ", " + error.getStatusCode());
        } catch (RuntimeException unexpected) {
            System.out.println(name + ": " + unexpected.getClass().getName());
        }
        proxy.stop(0);
    }
}
JAVA
mvn -q -B -ntp clean package >maven.log 2>&1 || { cat maven.log; exit 1; }
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -cp 'target/classes:target/dependency/*' Finding 2>log | tee seen
cat >expected <<'TEXT'
text: com.stripe.exception.ApiException, 503
empty: java.lang.NullPointerException
TEXT
cmp -s seen expected || { cat log; echo 'this has changed'; exit 1; }

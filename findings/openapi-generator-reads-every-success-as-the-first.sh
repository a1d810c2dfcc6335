#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# openapi-generator 7.25.0, generator java, library native: an operation with two successes of different shapes, here 201 with
# an order and 202 with a purchase that is not decided yet.
#
# Expected: a method by which a caller can tell them apart, or an error while it is generated.
# Seen: the method returns the order of the 201, and the body of a 202 is read as that without a word: fields of the same
# name are filled, the others are null. A caller that does not look at the status holds an order without a total for a
# purchase that may yet be declined; the class of the 202 is generated and nothing uses it. What helps: one shape for both,
# with the state in it.
set -eu
work=$(mktemp -d "${TMPDIR:-/tmp}/finding.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p src/main/java
cat >api.yaml <<'YAML'
openapi: 3.0.3
info: {title: shop, version: "1"}
paths:
  /purchases:
    post:
      operationId: buy
      responses:
        "201":
          description: bought
          content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}
        "202":
          description: not decided yet
          content: {application/json: {schema: {$ref: "#/components/schemas/Purchase"}}}
components:
  schemas:
    Order: {type: object, required: [id, total], properties: {id: {type: string}, total: {type: integer}}}
    Purchase: {type: object, required: [id, state], properties: {id: {type: string}, state: {type: string}}}
YAML
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
            <groupId>com.fasterxml.jackson.datatype</groupId>
            <artifactId>jackson-datatype-jsr310</artifactId>
            <version>2.19.2</version>
        </dependency>
        <dependency>
            <groupId>jakarta.annotation</groupId>
            <artifactId>jakarta.annotation-api</artifactId>
            <version>3.0.0</version>
        </dependency>
    </dependencies>
    <build>
        <plugins>
            <plugin>
                <groupId>org.openapitools</groupId>
                <artifactId>openapi-generator-maven-plugin</artifactId>
                <version>7.25.0</version>
                <executions>
                    <execution>
                        <goals><goal>generate</goal></goals>
                        <configuration>
                            <inputSpec>${project.basedir}/api.yaml</inputSpec>
                            <generatorName>java</generatorName>
                            <library>native</library>
                            <apiPackage>shop</apiPackage>
                            <modelPackage>shop</modelPackage>
                            <invokerPackage>shop</invokerPackage>
                            <generateApiTests>false</generateApiTests>
                            <generateModelTests>false</generateModelTests>
                            <configOptions>
                                <openApiNullable>false</openApiNullable>
                                <useJakartaEe>true</useJakartaEe>
                            </configOptions>
                        </configuration>
                    </execution>
                </executions>
            </plugin>
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
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import shop.ApiClient;
import shop.DefaultApi;
import shop.Order;

public final class Finding {
    public static void main(String[] args) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] body = "{\"id\":\"o-1\",\"state\":\"OPEN\"}".getBytes(StandardCharsets.UTF_8);
        server.createContext(
                "/purchases",
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(202, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        ApiClient client = new ApiClient();
        client.updateBaseUri("http://127.0.0.1:" + server.getAddress().getPort());
        Order order = new DefaultApi(client).buy();
        System.out.println("202 is read as an order: id " + order.getId() + ", total " + order.getTotal());
        server.stop(0);
    }
}
JAVA
mvn -q -B -ntp clean package >maven.log 2>&1 || { cat maven.log; exit 1; }
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -cp 'target/classes:target/dependency/*' Finding | tee seen
cat >expected <<'TEXT'
202 is read as an order: id o-1, total null
TEXT
cmp -s seen expected || { echo 'this has changed'; exit 1; }

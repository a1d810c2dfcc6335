#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# cyclonedx-maven-plugin 2.9.3, makeBom bound to a phase, and `mvn -o` with every artefact in the local repository.
#
# Expected: the list of libraries is made, since nothing has to be fetched for it; or the build fails, because the goal
# that was asked for did not run.
# Seen: the goal says that it needs to be online, so Maven passes over it with one warning: the build is a success with
# status 0, and there is no bom.json. The same goal makes it without -o, with no network at all.
# What helps: whoever packs a bom.json makes sure that it is there.
set -eu
for program in mvn unshare; do
    command -v $program >/dev/null || { echo "$program is not on the PATH"; exit 2; }
done
work=$(mktemp -d "${TMPDIR:-/tmp}/finding.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
    <modelVersion>4.0.0</modelVersion>
    <groupId>example</groupId>
    <artifactId>example</artifactId>
    <version>1</version>
    <packaging>pom</packaging>
    <dependencies>
        <dependency>
            <groupId>org.jspecify</groupId>
            <artifactId>jspecify</artifactId>
            <version>1.0.0</version>
        </dependency>
    </dependencies>
    <build>
        <plugins>
            <plugin>
                <groupId>org.cyclonedx</groupId>
                <artifactId>cyclonedx-maven-plugin</artifactId>
                <version>2.9.3</version>
                <executions>
                    <execution>
                        <phase>package</phase>
                        <goals>
                            <goal>makeBom</goal>
                        </goals>
                    </execution>
                </executions>
            </plugin>
        </plugins>
    </build>
</project>
XML

# build NAME COMMAND...: whether it ends well, whether there is a list, and what was said of being online.
build() {
    name=$1
    shift
    rm -rf target
    "$@" -q -B package >"$name.log" 2>&1 && ended=success || ended=failure
    [ -f target/bom.json ] && list=a || list=no
    echo "$name: $ended, $list bom.json"
}

build 'first, to fill the repository' mvn
{
    build 'offline' mvn -o
    build 'without a network' unshare -rn mvn
} | tee seen
grep -h 'online mode' offline.log || true
printf 'offline: success, no bom.json\nwithout a network: success, a bom.json\n' | cmp -s - seen ||
    { echo 'this has changed'; exit 1; }

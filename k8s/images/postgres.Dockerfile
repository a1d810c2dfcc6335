# SPDX-License-Identifier: Apache-2.0
# PostgreSQL for component postgres: Debian's package, of the laptop's major version, and a user that is not root. Not the
# laptop's own binaries: those have no psql, no pg_dump and an OpenSSL that is mended no more.
ARG DEBIAN=debian:trixie-slim@sha256:a29215f6a35e51e22adffa17f89e9d2ef06214e64a2bad10d765c46aea49f11f
FROM ${DEBIAN}
# The folder made without a registry brings the package along.
RUN test -x /usr/lib/postgresql/17/bin/postgres || \
    { apt-get update && apt-get install -y --no-install-recommends postgresql-17 && rm -rf /var/lib/apt/lists/*; }
# initdb wants its user to have a name. The same number as everywhere in Gatehouse.
RUN groupadd -g 10001 gatehouse && useradd -u 10001 -g 10001 -M -d /nonexistent -s /usr/sbin/nologin gatehouse
ENV PATH=/usr/lib/postgresql/17/bin:/usr/bin:/bin
USER 10001:10001
EXPOSE 5432
# Fast shutdown; on SIGTERM it would wait for the clients to leave.
STOPSIGNAL SIGINT
ENTRYPOINT ["/usr/lib/postgresql/17/bin/postgres"]

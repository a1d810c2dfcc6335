# SPDX-License-Identifier: Apache-2.0
# PostgreSQL for component postgres: Debian's package and a user that is not root.
ARG DEBIAN=debian:bookworm-slim
FROM ${DEBIAN}
# The folder made without a registry brings the package along.
RUN test -x /usr/lib/postgresql/15/bin/postgres || \
    { apt-get update && apt-get install -y --no-install-recommends postgresql-15 && rm -rf /var/lib/apt/lists/*; }
# initdb wants its user to have a name. The same number as everywhere in Gatehouse.
RUN groupadd -g 10001 gatehouse && useradd -u 10001 -g 10001 -M -d /nonexistent -s /usr/sbin/nologin gatehouse
ENV PATH=/usr/lib/postgresql/15/bin:/usr/bin:/bin
USER 10001:10001
EXPOSE 5432
# Fast shutdown; on SIGTERM it would wait for the clients to leave.
STOPSIGNAL SIGINT
ENTRYPOINT ["/usr/lib/postgresql/15/bin/postgres"]

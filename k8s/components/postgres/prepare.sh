#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs before the server: makes the cluster once, and each time the databases and roles that are missing.
# The passwords are set each time, so a new secret counts from the next start.
set -eu
data=/var/lib/postgresql/17
fresh=$data.fresh

if [ ! -f "$data/PG_VERSION" ]; then
    for other in /var/lib/postgresql/*/PG_VERSION; do
        # An empty database instead of the one that was there would be taken for a loss.
        [ ! -f "$other" ] || [ "$other" = "$fresh/PG_VERSION" ] || {
            echo "This volume holds a database of PostgreSQL $(cat "$other"), which 17 cannot read." \
                "Dump it with the image it was made with and restore it on a new volume: docs/operations.md." >&2
            exit 1
        }
    done
    # Into another folder first: a half-made cluster must not look like a whole one.
    rm -rf "$fresh"
    # C: strings in the order of their bytes, as in CockroachDB.
    initdb -D "$fresh" -U postgres --encoding=UTF8 --locale=C --auth=trust --data-checksums >/dev/null
    mv "$fresh" "$data"
fi

pg_ctl -D "$data" -w -t 120 -s -o "-c config_file=/etc/gatehouse/postgresql.conf -c listen_addresses=''" start
for password in /run/gatehouse/roles/*; do
    case $password in *_owner) continue ;; esac
    service=${password##*/}
    # Only a service of ours has an owner beside its role: the one that migrates.
    owner=$service
    [ ! -f "${password}_owner" ] || owner=${service}_owner
    psql -h /run/postgresql -U postgres -d postgres -X -q -v ON_ERROR_STOP=1 \
        -v service="$service" -v owner="$owner" \
        -v service_file="$password" -v owner_file="/run/gatehouse/roles/$owner" \
        -f /etc/gatehouse/roles.sql
done
pg_ctl -D "$data" -w -s -m fast stop

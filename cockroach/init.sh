#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Safe to run again: starts a cluster once, and brings settings, databases and roles to what the files beside it say.
set -eu
export HOME=/tmp
first=cockroachdb-0.cockroachdb.gatehouse-data.svc.cluster.local
any=cockroachdb-public.gatehouse-data.svc.cluster.local

fail() {
    printf 'cockroach-init: %s\n' "$1" >&2
    exit 1
}

cockroach() {
    command="$1"
    shift
    /cockroach/cockroach "$command" --certs-dir=/cockroach/certs "$@"
}

sql() {
    cockroach sql --host="$any" --set=errexit=true --format=csv "$@"
}

tries=60
while :; do
    if answer=$(cockroach init --host="$first" 2>&1); then break; fi
    case $answer in *"already been initialized"*) break ;; esac
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail "the first node does not answer: $answer"
    sleep 2
done
until sql -e 'SELECT 1' >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail 'no node takes SQL'
    sleep 2
done

sql -f /etc/gatehouse/settings.sql >/dev/null
for service in idp products orders; do
    owner_password=$(cat "/run/gatehouse/roles/${service}_owner")
    password=$(cat "/run/gatehouse/roles/$service")
    # The statement is in quotes; a password with one would end it.
    case $owner_password$password in
    *[!A-Za-z0-9_-]*) fail "a password of $service has other than A-Z a-z 0-9 _ -" ;;
    esac
    # By the input and not as an argument, which others on the node could read.
    sed -e "s/@service@/$service/g" /etc/gatehouse/roles.sql | while IFS= read -r line; do
        case $line in
        *@owner_password@*) printf '%s\n' "${line%%@owner_password@*}$owner_password${line#*@owner_password@}" ;;
        *@password@*) printf '%s\n' "${line%%@password@*}$password${line#*@password@}" ;;
        *) printf '%s\n' "$line" ;;
        esac
    done | sql >/dev/null
    printf '%s: database and roles are there\n' "$service"
done

if [ -f /run/gatehouse/licence/organization ]; then
    {
        printf "SET CLUSTER SETTING cluster.organization = '%s';\n" "$(cat /run/gatehouse/licence/organization)"
        printf "SET CLUSTER SETTING enterprise.license = '%s';\n" "$(cat /run/gatehouse/licence/key)"
    } | sql >/dev/null
    echo 'licence set'
else
    echo 'no licence: this cluster is throttled after seven days' >&2
fi

if [ -f /run/gatehouse/backup/url ]; then
    # Changes each hour, all of it each night; ten seconds back, so that it does not disturb what runs.
    printf "CREATE EXTERNAL CONNECTION IF NOT EXISTS backup AS '%s';\n" "$(cat /run/gatehouse/backup/url)" |
        sql >/dev/null
    sql -e "CREATE SCHEDULE IF NOT EXISTS gatehouse FOR BACKUP INTO 'external://backup' WITH revision_history
        RECURRING '@hourly' FULL BACKUP '@daily' WITH SCHEDULE OPTIONS first_run = 'now'" >/dev/null
    echo 'backups scheduled'
else
    echo 'no backup: secret cockroach-backup is not there' >&2
fi

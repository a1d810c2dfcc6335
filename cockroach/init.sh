#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Safe to run again: starts a cluster once, and brings settings, databases and roles to what the files beside it say.
set -eu
export HOME=/tmp
first=cockroachdb-0.cockroachdb.gatehouse-data.svc.cluster.local
any=cockroachdb-public.gatehouse-data.svc.cluster.local
files=/etc/gatehouse

fail() {
    printf 'cockroach-init: %s\n' "$1" >&2
    exit 1
}

cockroach() {
    command="$1"
    shift
    /cockroach/cockroach "$command" --certs-dir=/cockroach/certs "$@"
}

# fill FILE NAME VALUE...: the file with the value for each @name@.
fill() {
    filled=$(cat "$1")
    shift
    while [ $# -gt 0 ]; do
        # The place is in quotes; a value with one would end it.
        case $2 in *\'*) fail "$1 holds a quote" ;; esac
        rest=$filled
        filled=
        while :; do
            case $rest in *"@$1@"*) ;; *) break ;; esac
            filled=$filled${rest%%"@$1@"*}$2
            rest=${rest#*"@$1@"}
        done
        filled=$filled$rest
        shift 2
    done
    printf '%s\n' "$filled"
}

# run SQL: by the input and not as an argument, which others on the node could read.
run() {
    printf '%s\n' "$1" | cockroach sql --host="$any" --set=errexit=true --format=csv >/dev/null
}

tries=60
while :; do
    if answer=$(cockroach init --host="$first" 2>&1); then break; fi
    case $answer in *"already been initialized"*) break ;; esac
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail "the first node does not answer: $answer"
    sleep 2
done
settings=$(cat "$files/settings.sql")
until answer=$(run "$settings" 2>&1); do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail "no node takes the settings: $answer"
    sleep 2
done

for file in /run/gatehouse/roles/*; do
    case $file in *_owner) continue ;; esac
    service=${file##*/}
    # Only a service of ours has an owner beside its role: the one that migrates.
    owner=$service
    [ ! -f "${file}_owner" ] || owner=${service}_owner
    owner_password=$(cat "/run/gatehouse/roles/$owner")
    password=$(cat "$file")
    case $owner_password$password in
    *[!A-Za-z0-9_-]*) fail "a password of $service has other than A-Z a-z 0-9 _ -" ;;
    esac
    statements=$(fill "$files/roles.sql" service "$service" owner "$owner" \
        owner_password "$owner_password" password "$password")
    run "$statements"
    printf '%s: database and roles are there\n' "$service"
done

if [ -f /run/gatehouse/licence/organization ]; then
    organization=$(cat /run/gatehouse/licence/organization)
    key=$(cat /run/gatehouse/licence/key)
    statements=$(fill "$files/licence.sql" organization "$organization" key "$key")
    run "$statements"
    echo 'licence set'
else
    echo 'no licence: this cluster is throttled after seven days' >&2
fi

if [ -f /run/gatehouse/backup/url ]; then
    url=$(cat /run/gatehouse/backup/url)
    statements=$(fill "$files/backup.sql" url "$url")
    run "$statements"
    echo 'backups scheduled'
else
    echo 'no backup: secret cockroach-backup is not there' >&2
fi

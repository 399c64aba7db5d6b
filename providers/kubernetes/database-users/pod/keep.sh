#!/bin/sh
# Keeps the roles of a database and their passwords as they should be: as soon as the mounted credentials change, and every few
# minutes, because migrations make schemas. The file `ready` is there while what is mounted has been applied.
set -u

: "${CONFIGURATION:?the directory of roles.sql, password.sql and wanted.json}"
: "${CREDENTIALS:?the directory of what is known of the server, of its owner, and of a password for each role}"
: "${STATE:?a directory that can be written to}"
: "${AGAIN_SECONDS:=300}"
: "${LOOK_SECONDS:=10}"

export PGCONNECT_TIMEOUT=10 PGAPPNAME=database-users PSQL_HISTORY=/dev/null PGSSLROOTCERT="$CREDENTIALS/ca"

say() { echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) $*"; }

value() { cat "$CREDENTIALS/$1"; }

mounted() { cat "$CREDENTIALS"/* | sha256sum; }

# sql ROLE FILE-OF-ITS-PASSWORD ARGUMENTS…
sql() {
  role=$1 password=$2
  shift 2
  PGHOST=$(value host) PGPORT=$(value port) PGDATABASE=$(value database) PGSSLMODE=$(value sslmode) \
    PGUSER=$role PGPASSWORD=$(value "$password") psql --no-psqlrc --no-password --quiet --set=ON_ERROR_STOP=1 "$@"
}

as_owner() { sql "$(value owner)" owner-password "$@"; }

signs_in() { sql "$1" "password.$1" --command='SELECT 1' >/dev/null 2>&1; }

# psql computes the verifier, so that the password is in no statement, and reads the password twice.
set_password() {
  printf '%s\n%s\n' "$(value "password.$1")" "$(value "password.$1")" |
    as_owner --set=role="$1" --file="$CONFIGURATION/password.sql" 2>&1 | sed 's/^\(Enter [^:]*: *\)*//; /^$/d' >&2
}

apply() {
  as_owner --set=wanted="$(cat "$CONFIGURATION/wanted.json")" --file="$CONFIGURATION/roles.sql" || return 1
  for file in "$CREDENTIALS"/password.*; do
    [ -e "$file" ] || continue
    role=${file##*/password.}
    signs_in "$role" && continue
    set_password "$role"
    signs_in "$role" || {
      say "\"$role\" cannot sign in with the password that was set"
      return 1
    }
    say "set the password of \"$role\""
  done
}

trap 'exit 0' TERM INT
applied=
wait_seconds=0
rm -f "$STATE/ready"
while :; do
  now=$(mounted)
  if [ "$now" != "$applied" ] || [ "$wait_seconds" -le 0 ]; then
    [ "$now" = "$applied" ] || rm -f "$STATE/ready"
    # What was mounted in the meantime is applied in the next turn.
    if apply && [ "$(mounted)" = "$now" ]; then
      [ "$now" = "$applied" ] || say "applied"
      applied=$now wait_seconds=$AGAIN_SECONDS
      touch "$STATE/ready"
    else
      say "not applied: trying again"
      wait_seconds=0
    fi
  fi
  touch "$STATE/alive"
  sleep "$LOOK_SECONDS" &
  wait $!
  wait_seconds=$((wait_seconds - LOOK_SECONDS))
done

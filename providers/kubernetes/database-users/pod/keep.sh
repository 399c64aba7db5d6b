#!/bin/sh
# Keeps the roles of a database and their passwords as they should be: as soon as the mounted credentials change, and every few
# minutes, because migrations make schemas. The file `ready` is there while what is mounted has been applied.
set -u

: "${CONFIGURATION:?the directory of auditing.sql, roles.sql, identities.sql, password.sql and wanted.json}"
: "${CREDENTIALS:?the directory of what is known of the server, of its owner, and of a password for each role}"
: "${STATE:?a directory that can be written to}"
# Whether the database has the extension of pgaudit: on or off.
: "${AUDITING:=off}"
# As whom identities.sql runs, and what it makes roles from; neither where the cloud or the owner does that.
: "${ADMINISTRATOR:=}"
: "${LOGINS:=[]}"
: "${AGAIN_SECONDS:=300}"
: "${LOOK_SECONDS:=10}"

export PGCONNECT_TIMEOUT=10 PGAPPNAME=database-users PSQL_HISTORY=/dev/null PGSSLROOTCERT="$CREDENTIALS/ca"

say() { echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) $*"; }

value() { cat "$CREDENTIALS/$1"; }

mounted() { cat "$CREDENTIALS"/* | sha256sum; }

# sql ROLE PASSWORD ARGUMENTS…
sql() {
  role=$1 password=$2
  shift 2
  PGHOST=$(value host) PGPORT=$(value port) PGDATABASE=$(value database) PGSSLMODE=$(value sslmode) \
    PGUSER=$role PGPASSWORD=$password psql --no-psqlrc --no-password --quiet --set=ON_ERROR_STOP=1 "$@"
}

as_owner() { sql "$(value owner)" "$(value owner-password)" "$@"; }

# The administrator's token for PostgreSQL, for the one of the service account, which is mounted. The image's wget checks certificates.
token() {
  request=$STATE/request
  (
    umask 077
    printf '%s' "grant_type=client_credentials&client_id=$AZURE_CLIENT_ID" \
      '&scope=https%3A%2F%2Fossrdbms-aad.database.windows.net%2F.default' \
      '&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer' \
      "&client_assertion=$(cat "$AZURE_FEDERATED_TOKEN_FILE")" >"$request"
  )
  wget -q -T 20 -O - --post-file "$request" "${AZURE_AUTHORITY_HOST%/}/$AZURE_TENANT_ID/oauth2/v2.0/token" |
    sed -n 's/.*"access_token" *: *"\([^"]*\)".*/\1/p'
  rm -f "$request"
}

as_administrator() {
  password=$(token)
  [ -n "$password" ] || {
    say "no token for \"$ADMINISTRATOR\""
    return 1
  }
  sql "$ADMINISTRATOR" "$password" --dbname=postgres "$@"
}

signs_in() { sql "$1" "$(value "password.$1")" --command='SELECT 1' >/dev/null 2>&1; }

# psql computes the verifier, so that the password is in no statement, and reads the password twice.
set_password() {
  printf '%s\n%s\n' "$(value "password.$1")" "$(value "password.$1")" |
    as_owner --set=role="$1" --file="$CONFIGURATION/password.sql" 2>&1 | sed 's/^\(Enter [^:]*: *\)*//; /^$/d' >&2
}

apply() {
  if [ -n "$ADMINISTRATOR" ]; then
    as_administrator --set=wanted="$LOGINS" --file="$CONFIGURATION/identities.sql" || return 1
  fi
  # First, because roles.sql gives rights, which is DDL.
  as_owner --set=auditing="$AUDITING" --file="$CONFIGURATION/auditing.sql" || return 1
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

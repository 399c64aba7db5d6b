#!/bin/bash
# Makes a backup on a server of each shard, and deletes those that are too old. The program beside each server does the work: this
# asks for it, and waits.
set -euo pipefail

: "${SERVERS:?the servers, one of each shard}"
: "${PORT:?the port on which they are asked}"
: "${FULL_EVERY:?how many backups there are from one with all data to the next}"
: "${RETENTION_DAYS:?how long a backup is kept}"
: "${API_USERNAME:?whom the servers know}"
: "${API_PASSWORD:?the password}"
: "${LOOK_SECONDS:=10}"

export LC_ALL=C TZ=UTC

# Names that sort by time. Others, made by hand, are left alone.
STAMP='%Y-%m-%dT%H-%M-%S'
OURS='[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}-[0-9]{2}-[0-9]{2}-(full|increment)'
now=$(printf "%($STAMP)T" "$EPOCHSECONDS")
expired=$(printf "%($STAMP)T" "$((EPOCHSECONDS - RETENTION_DAYS * 86400))")

# ask SERVER PATH ARGUMENTS…
ask() {
  local server=$1 path=$2
  shift 2
  curl --silent --show-error --fail-with-body --max-time 3600 --user "$API_USERNAME:$API_PASSWORD" "$@" \
    "http://$server:$PORT/backup/$path"
}

# Names in a list of backups, the oldest first.
names() { { grep -oE "\"name\":\"$OURS\"" || true; } | cut -d'"' -f4 | sort; }

# The same of those that are whole.
whole() { { grep -v '"desc":"broken' || true; } | names; }

# What follows on some names: a name and, for an increment, the one before.
next() {
  local name before='' increments=0
  for name in "$@"; do
    before=$name
    if [[ $name == *-full ]]; then increments=0; else increments=$((increments + 1)); fi
  done
  if [[ -z $before ]] || ((increments + 1 >= FULL_EVERY)); then
    echo "name=$now-full"
  else
    echo "name=$now-increment&diff-from-remote=$before"
  fi
}

# Waits until an operation has ended, and fails if it has not succeeded.
finish() {
  local server=$1 operation=$2 state
  while state=$(ask "$server" "status?operationid=$operation") && [[ $state == *'"status":"in progress"'* ]]; do
    sleep "$LOOK_SECONDS"
  done
  echo "$server: $state"
  [[ $state == *'"status":"success"'* ]]
}

# Deletes what is too old, the newest first: the one before an increment that is kept is kept, too.
forget() {
  local server=$1 list name needed=no
  list=$(ask "$server" list/remote)
  for name in $(printf '%s\n' "$list" | names | sort -r); do
    if [[ $needed == yes || ! $name < $expired ]]; then
      if [[ $name == *-increment ]]; then needed=yes; else needed=no; fi
    else
      ask "$server" "delete/remote/$name" --request POST
    fi
  done
}

declare -A operations
for server in $SERVERS; do
  list=$(ask "$server" list/remote)
  # shellcheck disable=SC2046 # names have no spaces
  wanted=$(next $(printf '%s\n' "$list" | whole))
  started=$(ask "$server" "create_remote?$wanted" --request POST)
  echo "$server: $started"
  operations[$server]=$(printf '%s\n' "$started" | grep -oE '"operation_id":"[^"]+"' | cut -d'"' -f4)
done

failed=no
for server in $SERVERS; do finish "$server" "${operations[$server]}" || failed=yes; done
[[ $failed == no ]]
for server in $SERVERS; do forget "$server"; done

<% set works = decided.background_work == "separate-process" and not later.background_work %>
#!/usr/bin/env bash
# Deploy to a host that runs Docker and is reached by SSH, or take the last release back.
#
#   DEPLOY_HOST=deploy@host.example scripts/deploy.sh
#   DEPLOY_HOST=deploy@host.example scripts/deploy.sh back
#
# On the host, DEPLOY_ENV_FILE holds the settings (see .env.example). A release that does not become
# healthy is taken back; the schema stays as migrated, so migrations must suit the release before.
set -euo pipefail
cd "$(dirname "$0")/.."

host=${DEPLOY_HOST:?say where to deploy, such as deploy@host.example}
env_file=${DEPLOY_ENV_FILE:-/etc/<{ service.name }>.env}
port=${DEPLOY_PORT:-8000}
name=<{ service.name }>

# The remote shell reads the script from its input and the values as its arguments.
on_host() {
  ssh "$host" bash -s -- "$name" "$1" "$env_file" "$port" <<'REMOTE'
set -euo pipefail
name=$1 image=$2 env_file=$3 port=$4

run() {
  docker run --detach --restart unless-stopped --env-file "$env_file" --read-only --tmpfs /tmp \
    --cap-drop ALL --security-opt no-new-privileges:true "$@" >/dev/null
}

start() {
  run --name "$name" --publish "127.0.0.1:$port:8000" "$1"
<% if works %>
  run --name "$name-worker" --no-healthcheck --stop-timeout 60 "$1" work
<% endif %>
}

stop() {
<% if works %>
  for container in "$name" "$name-worker"; do
    if docker inspect "$container" >/dev/null 2>&1; then
      docker stop "$container" >/dev/null
      docker rm "$container" >/dev/null
    fi
  done
<% else %>
  if docker inspect "$name" >/dev/null 2>&1; then
    docker stop --time 30 "$name" >/dev/null
    docker rm "$name" >/dev/null
  fi
<% endif %>
}

healthy() {
  for _ in $(seq 30); do
    [[ $(docker inspect --format '{{.State.Health.Status}}' "$name") == healthy ]] && return 0
    sleep 2
  done
  return 1
}

# Images by their ids: a tag can come to mean another one.
before=$(docker inspect --format '{{.Image}}' "$name" 2>/dev/null || true)
if [[ $image == back ]]; then
  image=$(docker image inspect --format '{{.Id}}' "$name:before")
<% if uses.entities %>
else
  docker run --rm --env-file "$env_file" "$image" migrate
<% endif %>
fi

stop
start "$image"
if healthy; then
  echo "$image is healthy"
  if [[ -n $before ]]; then
    docker tag "$before" "$name:before"
  fi
  exit 0
fi

echo "$image does not become healthy:" >&2
docker logs --tail 50 "$name" >&2
stop
if [[ -n $before ]]; then
  echo "Going back to $before" >&2
  start "$before"
fi
exit 1
REMOTE
}

if [[ ${1:-} == back ]]; then
  on_host back
  exit
fi

if [[ -n $(git status --porcelain) ]]; then
  echo "There are changes that are not committed: what runs must be found again in git." >&2
  exit 1
fi
image="$name:$(git rev-parse --short=12 HEAD)"

echo "Building $image"
docker build --tag "$image" .

echo "Copying it to $host"
docker save "$image" | gzip | ssh "$host" 'gunzip | docker load'

echo "Starting it"
on_host "$image"

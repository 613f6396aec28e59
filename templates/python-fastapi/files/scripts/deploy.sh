#!/usr/bin/env bash
# Deploy to a host that runs Docker and is reached by SSH.
#
#   DEPLOY_HOST=deploy@host.example scripts/deploy.sh
#
# On the host, DEPLOY_ENV_FILE holds the settings (see .env.example). A release that does not become
# healthy is taken back; the schema stays as migrated, so migrations must suit the release before.
set -euo pipefail

host=${DEPLOY_HOST:?say where to deploy, such as deploy@host.example}
env_file=${DEPLOY_ENV_FILE:-/etc/<{ service.name }>.env}
port=${DEPLOY_PORT:-8000}
name=<{ service.name }>
image="$name:$(git rev-parse --short=12 HEAD)"

if [[ -n $(git status --porcelain) ]]; then
  echo "There are changes that are not committed: what runs must be found again in git." >&2
  exit 1
fi

echo "Building $image"
docker build --tag "$image" .

echo "Copying it to $host"
docker save "$image" | gzip | ssh "$host" 'gunzip | docker load'

echo "Starting it"
# The remote shell reads the script from its input and the values as its arguments.
ssh "$host" bash -s -- "$name" "$image" "$env_file" "$port" <<'REMOTE'
set -euo pipefail
name=$1 image=$2 env_file=$3 port=$4

start() {
  docker run --detach --name "$name" --restart unless-stopped --env-file "$env_file" \
    --publish "127.0.0.1:$port:8000" --read-only --tmpfs /tmp --cap-drop ALL \
    --security-opt no-new-privileges:true "$1" >/dev/null
}

healthy() {
  for _ in $(seq 30); do
    [[ $(docker inspect --format '{{.State.Health.Status}}' "$name") == healthy ]] && return 0
    sleep 2
  done
  return 1
}

<% if uses.entities %>
docker run --rm --env-file "$env_file" "$image" migrate

<% endif %>
before=$(docker inspect --format '{{.Config.Image}}' "$name" 2>/dev/null || true)
if [[ -n $before ]]; then
  docker stop --time 30 "$name" >/dev/null
  docker rm "$name" >/dev/null
fi

start "$image"
if healthy; then
  echo "$image is healthy"
  exit 0
fi

echo "$image does not become healthy:" >&2
docker logs --tail 50 "$name" >&2
docker rm --force "$name" >/dev/null
if [[ -n $before ]]; then
  echo "Going back to $before" >&2
  start "$before"
fi
exit 1
REMOTE

#!/usr/bin/env bash
# Bring an image to an environment of the cluster that kubectl points to, or take the last release back.
#
#   scripts/deploy.sh <{ environments[-1].name }> registry.example.com/<{ service.name }>@sha256:...
#   scripts/deploy.sh back <{ environments[-1].name }>
#   scripts/deploy.sh render <{ environments[-1].name }> IMAGE     prints the manifests and changes nothing
#
# A release that does not get ready is taken back; the schema stays as migrated, so migrations must suit
# the release before.
set -euo pipefail
cd "$(dirname "$0")/.."

name=<{ service.name }>
verb=upgrade
case ${1:?say where to deploy} in
  render | back)
    verb=$1
    shift
    ;;
esac
environment=${1:?say which environment}
namespace=$name-$environment
if [[ $verb == back ]]; then
  exec helm rollback "$name" --namespace "$namespace" --wait --timeout 5m
fi

image=${2:?say which image}
if [[ $image != *@sha256:* ]]; then
  echo "$image is no digest: a tag can be moved, and what runs must be known." >&2
  exit 1
fi
given=(
  --namespace "$namespace"
  --values "deploy/helm/values-$environment.yaml"
  --set "image.repository=${image%@*}"
  --set "image.digest=${image#*@}"
)
if [[ $verb == render ]]; then
  exec helm template "$name" deploy/helm "${given[@]}"
fi
helm upgrade --install "$name" deploy/helm "${given[@]}" --atomic --wait --timeout 15m

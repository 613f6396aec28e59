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

# The overlay of an environment with the image that is released.
render() {
  local release=deploy/kubernetes/release
  rm -rf "$release"
  mkdir "$release"
  cat >"$release/kustomization.yaml" <<EOF
resources: [../overlays/$1]
images: [{ name: $name, newName: ${2%@*}, digest: ${2#*@} }]
EOF
  kubectl kustomize "$release"
  rm -rf "$release"
}

settled() {
  kubectl --namespace "$namespace" rollout status --timeout 5m deployment --selector "app.kubernetes.io/name=$name"
}

back() {
  kubectl --namespace "$namespace" rollout undo deployment --selector "app.kubernetes.io/name=$name"
  settled
}

apply() {
  kubectl apply --selector "$1" --filename - <<<"$manifests"
}

<% if uses.entities and decided.migration_rollout == "step-before-release" %>
migrate() {
  kubectl --namespace "$namespace" delete job "$name-migration" --ignore-not-found
  apply app.kubernetes.io/component=migration
  for _ in $(seq 180); do
    case $(kubectl --namespace "$namespace" get job "$name-migration" \
      --output 'jsonpath={.status.conditions[?(@.status=="True")].type}') in
      *Complete*) return 0 ;;
      *Failed*) break ;;
    esac
    sleep 5
  done
  kubectl --namespace "$namespace" logs "job/$name-migration" >&2
  echo "The migrations did not go through; the old release serves on." >&2
  return 1
}

<% endif %>
case ${1:?say where to deploy} in
  render)
    render "${2:?say which environment}" "${3:?say which image}"
    exit
    ;;
  back)
    namespace=$name-${2:?say which environment}
    back
    exit
    ;;
esac

namespace=$name-$1
image=${2:?say which image}
if [[ $image != *@sha256:* ]]; then
  echo "$image is no digest: a tag can be moved, and what runs must be known." >&2
  exit 1
fi
manifests=$(render "$1" "$image")

apply app.kubernetes.io/component=settings
<% if decided.secrets in ["aws-secrets-manager", "google-secret-manager"] %>
kubectl --namespace "$namespace" wait --for=condition=Ready --timeout 2m "externalsecret/$name"
<% endif %>
<% if uses.entities and decided.migration_rollout == "step-before-release" %>
migrate
<% endif %>
apply "app.kubernetes.io/component notin (settings, migration)"
if ! settled; then
  echo "Not ready; taking it back." >&2
  back
  exit 1
fi

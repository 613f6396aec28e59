#!/usr/bin/env bash
# Renders each overlay and gives its manifests to a command: kustomize.sh COMMAND… . Kinds that are not Kubernetes' own have
# no schema and are left out.
set -euo pipefail
own='^(apps|autoscaling|batch|networking\.k8s\.io|policy|rbac\.authorization\.k8s\.io)/v[0-9]+$|^v1$'
for overlay in deploy/kubernetes/overlays/*/; do
  file=$OUT/$(basename "$overlay").yaml
  kubectl kustomize "$overlay" | python3 -c '
import re, sys
documents = sys.stdin.read().split("\n---\n")
version = re.compile(r"^apiVersion: (\S+)", re.M)
print("\n---\n".join(d for d in documents if re.search(sys.argv[1], version.search(d)[1])))' "$own" >"$file"
  "$@" "$file"
done

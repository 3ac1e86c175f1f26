#!/usr/bin/env bash
# Holds docker-compose.yml against the compose specification, and against what it must keep to.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=.ci/tools.sh
. .ci/tools.sh

fail() { echo "docker-compose.yml: $1" >&2; exit 1; }

model=$(mktemp)
trap 'rm -f "$model"' EXIT
if docker compose version >/dev/null 2>&1; then
    docker compose --env-file .env.example config >"$model"
else
    compose=$(go_tool compose-go github.com/compose-spec/compose-go/v2/cmd v2.4.9)
    (set -a && . ./.env.example && "$compose" docker-compose.yml) >"$model"
fi

for service in postgresql temporal temporal-ui worker; do
    grep -q "^ *$service:" "$model" || fail "service $service is missing"
done
images=$(sed -n 's/^ *image: *//p' "$model")
while read -r image; do
    [[ $image == *:* && $image != *:latest ]] || fail "image $image is not pinned"
done <<<"$images"
# Every setting that the file passes is one that the program knows.
settings=src/main/java/dev/askdesk/workers/Setting.java
sed -n 's/^ *\(ASKDESK_[A-Z0-9_]*\):.*/\1/p' docker-compose.yml | while read -r variable; do
    grep -q "^ *${variable#ASKDESK_}(" "workers/$settings" || fail "$variable is no setting"
done
# And every file that the image is built from is there.
for path in $(sed -n 's/^!//p' .dockerignore | tr -d '*' | sed 's#^/##'); do
    compgen -G "$path" >/dev/null || compgen -G "*/$path" >/dev/null || fail ".dockerignore names $path"
done
echo "docker-compose.yml is valid: $(wc -l <<<"$images") pinned images."

# Functions that find or install what the checks need. Sourced by .ci/run; installs go outside the checkout.
cache=${XDG_CACHE_HOME:-$HOME/.cache}/askdesk-ci

java_major() {
    "$1/bin/java" -version 2>&1 | sed -n '1s/.*version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p'
}

install_java_and_maven() {
    local missing=()
    [ -n "$(java_homes)" ] || missing+=(openjdk-17-jdk-headless)
    command -v mvn >/dev/null || missing+=(maven)
    if [ ${#missing[@]} -gt 0 ]; then
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
    fi
}

# Charts are drawn with fonts of the system's.
install_fonts() {
    [ -n "$(fc-list 2>/dev/null)" ] && return
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq fontconfig fonts-dejavu-core; } >/dev/null
}

# Tests start servers of their own from these programs; no cluster of the system's is needed.
install_postgresql() {
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null && return
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql; } >/dev/null
}

# The oldest JDK from 17 on, and the newest where that is 25 or later; one a line.
java_homes() {
    local home major
    local -A seen=()
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
        if [ -n "$home" ] && [ -x "$home/bin/javac" ]; then
            home=$(readlink -f "$home")
            major=$(java_major "$home")
            [ "${major:-0}" -ge 17 ] && seen[$major]=$home
        fi
    done
    [ ${#seen[@]} -gt 0 ] || return 0
    local oldest newest
    oldest=$(printf '%s\n' "${!seen[@]}" | sort -n | head -n 1)
    newest=$(printf '%s\n' "${!seen[@]}" | sort -n | tail -n 1)
    printf '%s\n' "${seen[$oldest]}"
    if [ "$newest" -ge 25 ] && [ "$newest" != "$oldest" ]; then
        printf '%s\n' "${seen[$newest]}"
    fi
}

# go_tool NAME PACKAGE VERSION: the path of a Go program, built once and kept in the cache.
go_tool() {
    local bin=$cache/go/$1-$3/$1
    if [ ! -x "$bin" ]; then
        local go
        go=$(command -v go || echo /usr/local/go/bin/go)
        [ -x "$go" ] || { echo "needs Go to build $1" >&2; return 1; }
        mkdir -p "$(dirname "$bin")"
        local staging
        staging=$(mktemp -d)
        GOBIN=$staging GOFLAGS=-trimpath "$go" install "$2@$3" >&2
        mv "$staging/$(basename "$2")" "$bin"
        rmdir "$staging"
    fi
    printf '%s\n' "$bin"
}

# mlflow_tool VERSION: the path of the mlflow command, installed once into the cache (about a minute, 850 MB).
mlflow_tool() {
    local home=$cache/mlflow/$1
    # Its commands name their own folder, so it cannot be moved into place: the mark says that it is whole.
    if [ ! -e "$home/installed" ]; then
        rm -rf "$home"
        mkdir -p "$(dirname "$home")"
        python3 -m venv "$home" >&2
        "$home/bin/pip" install --quiet --disable-pip-version-check "mlflow==$1" >&2
        touch "$home/installed"
    fi
    printf '%s\n' "$home/bin/mlflow"
}

# The path of a Chromium, installed where there is none (about half a minute).
browser_tool() {
    if ! command -v chromium >/dev/null; then
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >&2
    fi
    command -v chromium
}

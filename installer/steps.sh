# A proof in steps, each a line of a table; sourced by the scripts that prove an installer.
table=() failed=0

# Do one step and note how it went: its words, then a command; what it prints is shown only when it fails.
step() {
    local words=$1 began=$SECONDS said code
    shift
    set +e
    said=$(set -e; "$@" 2>&1)  # no condition around it: there "set -e" would not count
    code=$?
    set -e
    if [ $code -eq 0 ]; then table+=("できた|$((SECONDS - began)) s|$words"); else
        failed=1
        table+=("だめ|$((SECONDS - began)) s|$words")
        printf '%s\n%s\n' "-- $words" "$(tail -40 <<<"$said")" >&2
    fi
}

say_steps() { printf '%s\n' "${table[@]}" | column -t -s '|'; }

# Python 3.13 under wine 8 takes neither a file nor /dev/null for a standard stream, so everything goes through pipes.
in_wine() { true | wine "$@" 2>&1 | cat; }
as_windows() { printf 'Z:%s' "${1//\//\\}"; }

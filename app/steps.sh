# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# For app/run and tests/run to source: steps with their times, quiet unless they fail.
# Expects $top, the top of the tree.

# Qt wants UTF-8, and a bare machine has no locale set.
[[ $(locale charmap 2> /dev/null) == UTF-8 ]] || export LC_ALL=C.UTF-8

# Clones of the same tree share what ccache keeps, wherever they stand.
# shellcheck disable=SC2154 # who sources this sets it
export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$top} CCACHE_NOHASHDIR=1

if ! mkdir -p "$top/build/log" 2> /dev/null || [[ ! -w $top/build/log ]]; then
    echo "$top/build cannot be written: run this as its owner, or in a clone of your own." >&2
    exit 1
fi

# shown NAME COMMAND…: runs it with its output shown, then says how long it took.
shown()
{
    local name=$1 start=$SECONDS status=0
    shift
    "$@" || status=$?
    echo "== $name: $((SECONDS - start)) s"
    return "$status"
}

# quiet NAME COMMAND…: the same with the output in build/log, of which the end is shown when it fails.
quiet()
{
    local name=$1 start=$SECONDS status=0 log
    shift
    log=$top/build/log/${name// /-}.log
    "$@" > "$log" 2>&1 < /dev/null || status=$?
    if (( status )); then
        tail -n 60 "$log" >&2
        echo "== $name failed after $((SECONDS - start)) s; all of its output: $log" >&2
        return "$status"
    fi
    echo "== $name: $((SECONDS - start)) s"
}

#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# app/packages.sh GROUP…: installs what is missing of these groups of app/packages.txt, as root or with sudo.
# When nothing is missing it asks dpkg and is done: no apt, no network, no password.
set -euo pipefail

list=$(dirname "$(readlink -f "$0")")/packages.txt
readonly policy=/usr/sbin/policy-rc.d
readonly policy_kept=$policy.hop101-kept
readonly policy_mark='# made by hop101 for the time of an install'

packages_of()
{
    local group
    for group in "$@"; do
        awk -v group="[$group]" '/^\[/ { wanted = ($1 == group); known += wanted; next }
                                 wanted && NF && $1 !~ /^#/ { print $1 }
                                 END { exit !known }' "$list" \
            || { echo "$0: no group \"$group\" in $list" >&2; exit 2; }
    done
}

missing_of()
{
    local installed
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
    comm -23 <(printf '%s\n' "$@" | sort -u) <(awk '$1 == "installed" { print $2 }' <<< "$installed" | sort -u)
}

# Maintainer scripts start services unless policy-rc.d says no (exit 101).
forbid_services()
{
    if [[ -e $policy || -L $policy ]] && ! grep -qsF "$policy_mark" "$policy"; then
        mv "$policy" "$policy_kept"
    fi
    printf '#!/bin/sh\n%s\nexit 101\n' "$policy_mark" > "$policy"
    chmod 755 "$policy"
}

allow_services()
{
    if [[ -e $policy_kept || -L $policy_kept ]]; then
        mv -f "$policy_kept" "$policy"
    else
        rm -f "$policy"
    fi
}

install_packages()
{
    export DEBIAN_FRONTEND=noninteractive PATH=$PATH:/usr/sbin:/sbin
    exec 9> /run/lock/hop101-packages
    flock 9
    log=$(mktemp)
    trap 'allow_services; rm -f "$log"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    forbid_services
    echo "Installing: $*"
    apt_install "$@" 9>&- > "$log" 2>&1 < /dev/null \
        || { tail -n 30 "$log" >&2; echo "These packages could not be installed: $*" >&2; exit 1; }
}

apt_install()
{
    dpkg --configure -a || true # an install that was cut off before
    apt-get update -qq -o DPkg::Lock::Timeout=600 || echo "The package lists are not up to date; trying with those at hand."
    apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 "$@"
}

main()
{
    local wanted missing
    wanted=$(packages_of "$@")
    [[ -n $wanted ]] || exit 0
    # shellcheck disable=SC2086 # package names hold no blanks
    missing=$(missing_of $wanted)
    [[ -n $missing ]] || exit 0
    if (( EUID != 0 )); then
        command -v sudo > /dev/null \
            || { echo "Only root, or a user with sudo, can install what is missing: apt-get install ${missing//$'\n'/ }" >&2; exit 1; }
        exec sudo -- "$(readlink -f "$0")" "$@"
    fi
    # shellcheck disable=SC2086
    install_packages $missing
}

main "$@"

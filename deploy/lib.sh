# Shell functions shared by deploy/ and tests/: saying things, and installing Debian packages.
# Sourced by sh and bash; needs nothing but coreutils and dpkg.

say() {
    printf 'tablee: %s\n' "$*" >&2
}

# pick FRENCH ENGLISH prints the one of the two that suits, as the server itself does.
pick() {
    case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
    fr*) printf '%s' "$1" ;;
    *) printf '%s' "$2" ;;
    esac
}

go_online() {
    pick "reliez cet ordinateur à Internet et relancez." \
        "connect this computer to the Internet and run this again."
}

# One clear sentence, then out.
die() {
    say "$*"
    exit 1
}

# wanted_packages FILE... prints the packages of these lists that are not there yet.
# A line is a package, or package:command when having that command is enough (a Node.js that did
# not come from Debian, say); # starts a comment.
wanted_packages() {
    sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$@" | sort -u |
        while IFS=: read -r name command; do
            [ -n "$command" ] && command -v "$command" >/dev/null 2>&1 && continue
            status=$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) || status=
            [ "$status" = installed ] || printf '%s\n' "$name"
        done
}

# as_root COMMAND... runs it as root, by sudo when we are not.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo -- "$@"
    fi
}

may_become_root() {
    [ "$(id -u)" -eq 0 ] && return 0
    command -v sudo >/dev/null 2>&1 || return 1
    sudo -n true 2>/dev/null && return 0
    [ -t 0 ] # sudo can ask for a password only on a terminal
}

# install_packages FILE... installs what these lists want and is not there.
install_packages() {
    missing=$(wanted_packages "$@" | tr '\n' ' ')
    missing=${missing% }
    [ -n "$missing" ] || return 0
    command -v apt-get >/dev/null 2>&1 ||
        die "$(pick "cet ordinateur n’a pas apt-get; installez l’équivalent de ceci," \
            "this computer has no apt-get; install the like of these,")" \
            "$(pick "puis relancez avec --no-install :" "then run with --no-install:") $missing"
    may_become_root ||
        die "$(pick "il manque des paquets Debian, et sudo ne peut pas servir ici;" \
            "some Debian packages are missing and sudo cannot be used here;")" \
            "$(pick "en tant que root, lancez :" "as root, run:")" \
            "apt-get install --no-install-recommends $missing"
    say "$(pick "installation depuis Debian :" "installing from Debian:") $missing"
    log=$(mktemp)
    if ! apt_get update >"$log" 2>&1 || grep -q '^[EW]: Failed to fetch' "$log"; then
        # Old lists may still do, so only a failed installation is told as such.
        lists_are_old=1
    fi
    # shellcheck disable=SC2086 # a list of words on purpose
    if ! apt_get install -y --no-install-recommends $missing >"$log" 2>&1; then
        if [ -n "${lists_are_old:-}" ]; then
            rm -f "$log"
            die "$(pick "les paquets de Debian n’ont pas pu être téléchargés;" \
                "Debian's packages could not be fetched;")" "$(go_online)"
        fi
        tail -n 15 "$log" >&2
        rm -f "$log"
        die "$(pick "apt-get n’a pas pu installer les paquets; les lignes ci-dessus le disent." \
            "apt-get could not install the packages; the lines above say why.")"
    fi
    rm -f "$log"
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
        apt-get -q -o DPkg::Lock::Timeout=120 -o Acquire::Retries=2 "$@" </dev/null
}

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

# major PROGRAM prints the first number of what its --version says; nothing when it cannot be run.
major() {
    "$1" --version 2>/dev/null | sed -n '1s/^[^0-9]*\([0-9][0-9]*\).*/\1/p'
}

# wanted_packages FILE... prints the packages of these lists that are not there yet.
# A line is a package; or package:command when having that command is enough (a Node.js that did
# not come from Debian, say); or package:command>=N when the command must be of version N at least.
# # starts a comment. No line names a library by its version: each release has another.
wanted_packages() {
    sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$@" | sort -u |
        while IFS=: read -r name command; do
            least=${command#*>=}
            command=${command%%>=*}
            if [ -n "$command" ] && command -v "$command" >/dev/null 2>&1; then
                [ "$least" = "$command" ] && continue
                [ "$(major "$command" || :)" -ge "$least" ] 2>/dev/null && continue
            fi
            status=$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) || status=
            [ "$status" = installed ] || printf '%s\n' "$name"
        done
}

node_least=18 # as deploy/packages.build and CMakeLists.txt say

# pass_over_old_node: a Node.js too old for the web client leaves the search path, with the npm
# beside it, so that Debian's is installed and used; it is told by its version and stays installed.
pass_over_old_node() {
    while node=$(command -v node); do
        version=$(node --version 2>/dev/null) || version=
        [ "$(major node || :)" -ge "$node_least" ] 2>/dev/null && return 0
        folder=${node%/*}
        told="$node $(pick "est Node.js" "is Node.js") ${version#v};"
        case $folder in
        /usr/bin | /bin)
            die "$told" "$(pick "il faut $node_least, donc Debian 12 ou plus récent." \
                "$node_least is needed, so Debian 12 or newer.")"
            ;;
        esac
        say "$told" "$(pick "il en faut $node_least ou plus récent : celui de Debian servira." \
            "$node_least or newer is needed, so Debian's will be used.")"
        PATH=$(printf '%s' "$PATH" | tr : '\n' | grep -vxF "$folder" | paste -sd : -)
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
    say "$(pick "installation depuis Debian :" "installing from Debian:") $missing"
    log=$(mktemp)
    if ! apt_get update >"$log" 2>&1 || grep -q '^[EW]: Failed to fetch' "$log"; then
        # Old lists may still do, so only a failed installation is told as such.
        lists_are_old=1
    fi
    # shellcheck disable=SC2086 # a list of words on purpose
    tell_size $missing
    # shellcheck disable=SC2086
    if ! fetch_and_install $missing; then
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

# tell_size PACKAGE... says how much would come over the network and stay on the disk.
tell_size() {
    sizes=$(LC_ALL=C.UTF-8 apt-get install --assume-no --no-install-recommends \
        -o Debug::NoLocking=true "$@" </dev/null 2>/dev/null |
        sed -n -e 's/^Need to get \(.*\) of archives\.$/\1/p' \
            -e 's/^After this operation, \(.*\) of additional disk space will be used\.$/\1/p')
    fetched=$(printf '%s\n' "$sizes" | sed -n 1p)
    kept=$(printf '%s\n' "$sizes" | sed -n 2p)
    [ -n "$kept" ] || return 0
    case $(pick fr en) in
    fr)
        printf 'tablee: à télécharger : %s; sur le disque : %s.\n' "$fetched" "$kept" |
            sed 's/B\([/;.]\)/o\1/g' >&2
        ;;
    *) say "to fetch: $fetched; on the disk: $kept." ;;
    esac
}

# fetch_and_install PACKAGE... into $log, telling how far it is.
fetch_and_install() {
    # sudo hands on the first three descriptors only, so a shell of root's makes the fourth.
    # shellcheck disable=SC2016 # for that shell
    {
        as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
            sh -c 'exec 3>&1 1>&2; exec apt-get -q "$@"' sh \
            -o DPkg::Lock::Timeout=120 -o Acquire::Retries=2 -o APT::Status-Fd=3 \
            install -y --no-install-recommends "$@" </dev/null 2>>"$log" || echo failed
    } | tell_progress
}

# tell_progress reads what apt says of itself (dlstatus:N:PERCENT:…, pmstatus:…), tells it in one
# line of a terminal or a line for each quarter, and fails when its input ends with `failed`.
tell_progress() {
    told=
    while IFS=: read -r what _ percent _; do
        case $what in
        failed) return 1 ;;
        dlstatus) doing=$(pick "téléchargement" "fetching") ;;
        pmstatus) doing=$(pick "installation" "installing") ;;
        *) continue ;;
        esac
        percent=${percent%%.*}
        [ -t 2 ] || percent=$((percent / 25 * 25))
        [ "$told" = "$doing $percent" ] && continue
        told="$doing $percent"
        if [ -t 2 ]; then
            printf '\r\033[Ktablee: %s %s %%' "$doing" "$percent" >&2
        else
            say "$doing $percent %"
        fi
    done
    [ ! -t 2 ] || printf '\r\033[K' >&2
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
        apt-get -q -o DPkg::Lock::Timeout=120 -o Acquire::Retries=2 "$@" </dev/null
}

# libraries_of PROGRAM prints the packages that hold the libraries it loads, whatever they are
# called in this release, and the plug-in that libwebsockets loads when the server starts.
libraries_of() {
    echo libwebsockets-evlib-uv
    readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]$/\1/p' | while read -r library; do
        dpkg-query -S "*/$library" | sed -n 's/^\([^,:]*\)[:,].*/\1/p' | head -n 1
    done | sort -u
}

hotspot=tablee-hotspot # the name of its connection for NetworkManager

# hotspot_answers FOLDER PORT: the names by which phones ask for the Internet lead to the server on
# this port. FOLDER is where the dnsmasq of NetworkManager reads its settings. Without these the
# hotspot works, but phones say that there is no Internet.
hotspot_answers() {
    hotspot_forgets "$1"
    as_root cp deploy/hotspot.dnsmasq "$1/tablee.conf" &&
        as_root nft "add table ip tablee_hotspot;
            add chain ip tablee_hotspot ask { type nat hook prerouting priority -100; };
            add rule ip tablee_hotspot ask ip daddr 10.42.0.1 tcp dport 80 redirect to :$2" ||
        say "$(pick "les téléphones diront qu’il n’y a pas d’Internet; restez connecté." \
            "phones will say that there is no Internet; stay connected.")"
}

hotspot_forgets() {
    as_root rm -f "$1/tablee.conf"
    as_root nft delete table ip tablee_hotspot 2>/dev/null || :
}

# hotspot_up FILE makes a Wi-Fi of this computer's own by NetworkManager, and tells the server its
# name and password (TABLEE_WIFI, TABLEE_WIFI_PASSWORD). FILE keeps the password, so that phones
# which were there once come back by themselves.
hotspot_up() {
    command -v nmcli >/dev/null 2>&1 ||
        die "$(pick "--hotspot a besoin de NetworkManager : installez network-manager." \
            "--hotspot needs NetworkManager: install network-manager.")"
    nmcli -t -f TYPE device | grep -qx wifi ||
        die "$(pick "NetworkManager ne trouve pas de carte Wi-Fi dans cet ordinateur." \
            "NetworkManager finds no Wi-Fi card in this computer.")"
    if [ ! -s "$1" ]; then
        (umask 077 && LC_ALL=C tr -dc 'abcdefghjkmnpqrstuvwxyz23456789' </dev/urandom |
            head -c 10 >"$1")
    fi
    TABLEE_WIFI=Tablee
    TABLEE_WIFI_PASSWORD=$(cat "$1")
    export TABLEE_WIFI TABLEE_WIFI_PASSWORD
    set -- device wifi hotspot con-name "$hotspot" ssid "$TABLEE_WIFI" password
    if ! nmcli "$@" "$TABLEE_WIFI_PASSWORD" >/dev/null &&
        ! as_root nmcli "$@" "$TABLEE_WIFI_PASSWORD" >/dev/null; then
        die "$(pick "NetworkManager n’a pas pu faire de Wi-Fi; voyez les lignes ci-dessus." \
            "NetworkManager could not make a Wi-Fi; the lines above say why.")"
    fi
}

# NetworkManager goes back by itself to the Wi-Fi that it had.
hotspot_down() {
    nmcli connection down "$hotspot" >/dev/null 2>&1 ||
        as_root nmcli connection down "$hotspot" >/dev/null || :
}

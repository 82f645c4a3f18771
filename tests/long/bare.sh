# Sourced by the stages that need a bare Debian 12 of their own: they begin with `isolate`, and
# all that they mount and start ends with them. Needs deploy/lib.sh.

# isolate [PACKAGE]... runs this stage again as root in namespaces of its own, with these packages.
isolate() {
    [ "${TABLEE_ISOLATED:-}" = 1 ] && return
    [ "$(id -u)" -eq 0 ] || die "this test needs root, for debootstrap and chroot."
    install_packages <(printf '%s\n' debootstrap:debootstrap "$@")
    TABLEE_ISOLATED=1 exec unshare --mount --pid --fork --kill-child --mount-proc \
        "$PWD/tests/long/${0##*/}"
}

# debian DIRECTORY LOG makes a bare system there, from where this computer has its own packages.
debian() {
    local mirror
    # shellcheck disable=SC2016 # it is apt that fills it in
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Codename: bookworm' \
        'Created-By: Packages' | head -n 1)
    echo "debootstrap…"
    debootstrap --variant=minbase bookworm "$1" "$mirror" >"$2" 2>&1 || fail "debootstrap" "$2"
}

# Programs of Debian 12 that run containers want one hierarchy of control groups.
one_hierarchy() {
    umount -R /sys/fs/cgroup 2>/dev/null || true
    mount -t cgroup2 none /sys/fs/cgroup
}

# remove DIRECTORY, whatever is still mounted in it.
remove() {
    awk -v under="$1/" 'index($2, under) == 1 { print $2 }' /proc/self/mounts | sort -r |
        xargs -r umount -l
    rm -rf --one-file-system "$1"
}

checks=0
ok() {
    checks=$((checks + 1))
    echo "ok: $1"
}
fail() {
    echo "FAILED: $1"
    [ -z "${2:-}" ] || tail -n 30 "$2"
    exit 1
}

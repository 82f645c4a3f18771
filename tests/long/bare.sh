# Sourced by the stages that need a bare Debian of their own: they begin with `isolate`, and
# all that they mount and start ends with them. Needs deploy/lib.sh, and of the stage: $work, a
# directory of its own, and $source, the sources.
# shellcheck disable=SC2154

# isolate [PACKAGE]... runs this stage again as root in namespaces of its own, with these packages.
isolate() {
    [ "${TABLEE_ISOLATED:-}" = 1 ] && return
    [ "$(id -u)" -eq 0 ] || die "this test needs root, for debootstrap and chroot."
    install_packages <(printf '%s\n' debootstrap:debootstrap "$@")
    TABLEE_ISOLATED=1 exec unshare --mount --pid --fork --kill-child --mount-proc \
        "$PWD/tests/long/${0##*/}"
}

# debian RELEASE DIRECTORY LOG makes a bare system there, from where this computer has its own.
debian() {
    local mirror
    # shellcheck disable=SC2016 # it is apt that fills it in
    mirror=$(apt-get indextargets --format '$(REPO_URI)' "Codename: $this_release" \
        'Created-By: Packages' | head -n 1)
    echo "debootstrap $1…"
    debootstrap --variant=minbase "$1" "$2" "$mirror" >"$3" 2>&1 || fail "debootstrap $1" "$3"
}
this_release=$(. /etc/os-release && echo "$VERSION_CODENAME")

# bare NAME makes $root, a fresh chroot, from the one in $work/base. Its / is a mount point, as
# programs that ask what is mounted expect.
bare() {
    root=$work/$1
    cp -a "$work/base" "$root"
    mount --bind "$root" "$root"
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    if [ -n "${NODE_EXTRA_CA_CERTS:-}" ]; then
        cp "$NODE_EXTRA_CA_CERTS" "$root/etc/machine-ca.crt" # a network that needs its own
    fi
}

# inside USER COMMAND runs a shell command in $root with a new login's environment.
inside() {
    local user=$1 home=/root
    [ "$user" = root ] || home=/home/$user
    chroot --userspec="$user" "$root" /usr/bin/env -i HOME="$home" USER="$user" LANG=C.UTF-8 \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb \
        ${NODE_EXTRA_CA_CERTS:+NODE_EXTRA_CA_CERTS=/etc/machine-ca.crt} \
        ${NODE_EXTRA_CA_CERTS:+npm_config_cafile=/etc/machine-ca.crt} \
        /bin/sh -c "cd \$HOME && $2" </dev/null
}

# clone USER puts a clean clone of $source at ~/tablee.
clone() {
    local home=$root/root
    [ "$1" = root ] || home=$root/home/$1
    git -c safe.directory='*' clone -q --no-hardlinks "file://$source" "$home/tablee"
    [ "$1" = root ] || chroot "$root" chown -R "$1:$1" "/home/$1/tablee"
}

# Programs of Debian 12 that run containers want one hierarchy of control groups.
one_hierarchy() {
    umount -R /sys/fs/cgroup 2>/dev/null || true
    mount -t cgroup2 none /sys/fs/cgroup
}

# remove DIRECTORY, whatever is still mounted in it.
remove() {
    awk -v under="$1/" 'index($2 "/", under) == 1 { print $2 }' /proc/self/mounts | sort -r |
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

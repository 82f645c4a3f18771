# shellcheck shell=bash
# A PostgreSQL of one's own, in a folder that goes with it: reached by a socket there, so no port is
# taken. It does not sync: what is killed is processes. Sourced by try and by tests.

postgres_bin() {
    local dir newest=
    for dir in /usr/lib/postgresql/*/bin; do
        [ -x "$dir/initdb" ] && newest=$dir
    done
    printf '%s' "$newest"
}

# Its server refuses to run as root.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"
    else
        "$@"
    fi
}

# postgres_start: postgres_dir and TABLEE_POSTGRES, an address without a database's name at its end.
# False where there is no server to start.
postgres_start() {
    local bin
    bin=$(postgres_bin)
    [ -n "$bin" ] || return 1
    postgres_dir=$(mktemp -d)
    [ "$(id -u)" -ne 0 ] || chown postgres "$postgres_dir"
    as_postgres "$bin/initdb" -D "$postgres_dir/data" -A trust -U postgres -N -E UTF8 \
        --locale=C >"$postgres_dir.log" 2>&1 &&
        as_postgres "$bin/pg_ctl" -D "$postgres_dir/data" -l "$postgres_dir/server.log" -w \
            -o "-c fsync=${postgres_fsync:-off} -c listen_addresses=" \
            -o "-c unix_socket_directories=$postgres_dir" \
            start >>"$postgres_dir.log" 2>&1 || {
        cat "$postgres_dir.log" "$postgres_dir/server.log"
        return 2
    }
    export postgres_dir
    export TABLEE_POSTGRES="postgresql:///postgres?host=$postgres_dir&user=postgres"
}

postgres_end() {
    [ -n "${postgres_dir:-}" ] || return 0
    as_postgres "$(postgres_bin)/pg_ctl" -D "$postgres_dir/data" -m immediate stop >/dev/null 2>&1
    rm -rf "$postgres_dir" "$postgres_dir.log"
}

# postgres_make NAME: a database of that name, and its address on standard output.
postgres_make() {
    psql -qc "CREATE DATABASE $1" "$TABLEE_POSTGRES" >&2
    printf 'postgresql:///%s?host=%s&user=postgres' "$1" "$postgres_dir"
}

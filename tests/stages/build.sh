# Sourced by the build stages: build DIRECTORY [CMAKE_OPTION...] configures and builds with
# warnings as errors, and refuses a build that left the binary or the unit tests out.
build() {
    local dir=$1
    shift
    cmake -S "$TABLEE_SOURCE" -B "$dir" -DTABLEE_WERROR=ON "$@" || return 1
    cmake --build "$dir" --parallel "$(nproc)" || return 1
    [ -x "$dir/tablee" ] || {
        echo "the build made no binary: $dir/tablee"
        return 1
    }
}

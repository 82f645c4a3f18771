# Sourced by the stages in browsers: goes where they stand and installs once what drives a browser,
# though several stages may begin at the same time.
cd "$TABLEE_SOURCE/tests/browser" || exit
exec 9>"$TABLEE_ARTEFACTS/browser.lock"
flock 9
[ -d node_modules/playwright-core ] || npm ci --no-fund --no-audit --loglevel=error
node base.mjs # the client of the base revision, once a run
exec 9>&-

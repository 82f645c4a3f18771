# Builds the web client: cmake -DWEB=… -DOUT=… -DNODE=… -DNPM=… -P build-web.cmake
# Packages are fetched only when the lock file is newer than what is installed.

function(fail sentence)
    message(FATAL_ERROR "The web client could not be built: ${sentence}")
endfunction()

set(installed ${WEB}/node_modules/.package-lock.json)
if(${WEB}/package-lock.json IS_NEWER_THAN ${installed})
    execute_process(COMMAND ${NPM} ci --no-audit --no-fund --ignore-scripts
        WORKING_DIRECTORY ${WEB} RESULT_VARIABLE failed)
    if(failed)
        fail("npm ci failed; check that this machine reaches the npm registry, then try again.")
    endif()
    file(TOUCH ${installed})
endif()
execute_process(COMMAND ${NPM} run --silent build -- --out ${OUT}
    WORKING_DIRECTORY ${WEB} RESULT_VARIABLE failed)
if(failed)
    fail("npm run build failed; the lines above say why.")
endif()

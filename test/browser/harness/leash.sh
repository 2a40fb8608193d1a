#!/bin/sh
# Runs "$LEASHED_PROGRAM" with these arguments in the caller's place, and ends its whole process group as soon as
# the pipe on standard input closes: when the test process dies, however it dies, no browser outlives it.
# Start it detached, so that the group holds nothing else.
exec 9<&0
(
  exec 3>&- >/dev/null 2>&1
  read -r _ <&9
  kill -KILL 0
) &
exec "$LEASHED_PROGRAM" "$@" </dev/null 9<&-

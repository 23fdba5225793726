#!/bin/sh
# Opens the studio in the browser: double-click it on a Mac.
cd "$(dirname "$0")" && exec python3 scripts/studio.py "$@"

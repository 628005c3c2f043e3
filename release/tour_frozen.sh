#!/bin/sh
# Check a frozen application: its tour passes from another folder, without the sources and without Python on the PATH.
# Prints its size. Usage: tour_frozen.sh dist/vitrine [PICTURES]
set -eu
application=$(cd "$1" && pwd)
kept=
if [ -n "${2:-}" ]; then
    mkdir -p "$2"
    kept=$(cd "$2" && pwd)
fi
elsewhere=$(mktemp -d "${TMPDIR:-/tmp}/vitrine.XXXXXX")
trap 'rm -rf "$elsewhere"' EXIT
trap 'exit 1' HUP INT TERM

# Hard links where they are possible: the copy is another place, not another half a gigabyte.
mkdir "$elsewhere/app" "$elsewhere/home" "$elsewhere/path"
cp -Rl "$application" "$elsewhere/app/" 2>/dev/null || {
    rm -rf "$elsewhere/app"
    mkdir "$elsewhere/app"
    cp -R "$application" "$elsewhere/app/"
}
# Only the virtual screen is on the PATH, for machines that have no display.
screen=$(command -v Xvfb || true)
[ -z "$screen" ] || ln -s "$screen" "$elsewhere/path/Xvfb"

cd "$elsewhere/home"
program="$elsewhere/app/$(basename "$application")/vitrine"
frozen() {
    env -i PATH="$elsewhere/path" HOME="$elsewhere/home" ${DISPLAY:+DISPLAY="$DISPLAY"} "$program" "$@"
}
frozen list --json >studies.json
frozen tour --out pictures
expected=$(tr ',{[' '\n\n\n' <studies.json | sed -n 's/^ *"lab": *"\(.*\)".*/\1/p' | sort -u)
for lab in $expected; do
    if [ ! -s "pictures/$lab.png" ]; then
        echo "The tour wrote no picture of the lab $lab." >&2
        exit 1
    fi
done
[ -z "$kept" ] || cp pictures/*.png "$kept/"
echo "The frozen application: $(du -smL "$application" | cut -f1) MiB in $(find "$application" -type f | wc -l | tr -d ' ') files;" \
    "its tour passed from another folder, without the sources and without Python on the PATH."

#!/bin/sh
# Install the Debian packages of debian-packages.txt that are missing, and Python where no usable one is found.
# Does nothing where nothing is missing, and on systems without dpkg.
set -eu
here=$(dirname "$0")

command -v dpkg-query >/dev/null 2>&1 || exit 0
command -v apt-get >/dev/null 2>&1 || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=
else
    as_root=sudo
fi

refreshed=no
install() {
    if [ -n "$as_root" ] && ! command -v sudo >/dev/null 2>&1; then
        echo "These Debian packages are missing and only root can install them: $*" >&2
        exit 1
    fi
    echo "Installing Debian packages: $*"
    if [ "$refreshed" = no ]; then
        $as_root apt-get update -qq || echo "The package lists could not be refreshed; going on with those there are." >&2
        refreshed=yes
    fi
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "$@"
}

# Ubuntu provides some of these under another name (libglib2.0-0t64), so provided names count as installed.
present=$(dpkg-query -W -f='${db:Status-Status}, ${Package}, ${Provides}\n' |
    sed -n 's/^installed, //p' | sed 's/([^)]*)//g' | tr ', ' '\n\n' | sort -u)
missing=
for package in $(sed 's/#.*//' "$here/../debian-packages.txt"); do
    if ! printf '%s\n' "$present" | grep -qxF "$package"; then
        missing="$missing $package"
    fi
done
if [ -n "$missing" ]; then
    # shellcheck disable=SC2086
    install $missing
fi

if [ ! -x "$here/../.venv/bin/python" ] && ! sh "$here/python.sh" >/dev/null; then
    install python3 python3-venv
    if ! sh "$here/python.sh" >/dev/null; then
        # The system's own Python is older: its archive may hold 3.11 beside it.
        install python3.11 python3.11-venv
    fi
fi

# Debian's Python is linked statically; PyInstaller takes its shared library, which is a package of its own.
if [ -x "$here/../.venv/bin/python" ]; then
    python="$here/../.venv/bin/python"
else
    python=$(sh "$here/python.sh")
fi
library=$("$python" -c '
import sys
print("libpython%d.%d" % sys.version_info[:2] if sys.base_prefix == "/usr" else "")')
if [ -n "$library" ] && ! printf '%s\n' "$present" | grep -qE "^$library(t64)?$"; then
    install "$library"
fi

#!/bin/sh
# Print the command of a Python that Vitrine runs on and that can make virtual environments; exit 1 where there is none.
# A name may be a shim that leads nowhere, so each is tried. PYTHON names one to prefer.
for candidate in ${PYTHON:-} python3.11 python3.12 python3.13 python3.14 python3 /usr/bin/python3.11 /usr/bin/python3; do
    if "$candidate" -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then
        echo "$candidate"
        exit 0
    fi
done
exit 1

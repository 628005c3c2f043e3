#!/bin/sh
# Make docs/pictures: the tour's pictures of every lab, and the first lab's in the dark and in Korean.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
pictures=$(mktemp -d "${TMPDIR:-/tmp}/vitrine.XXXXXX")
trap 'rm -rf "$pictures"' EXIT
trap 'exit 1' HUP INT TERM

"$python" main.py tour --out "$pictures/light" --theme light
"$python" main.py tour --out "$pictures/dark" --theme dark --lab grad-cam
"$python" main.py tour --out "$pictures/korean" --theme light --language ko --lab grad-cam
mkdir -p docs/pictures
cp "$pictures"/light/*.png docs/pictures/
cp "$pictures/dark/grad-cam.png" docs/pictures/grad-cam-dark.png
cp "$pictures/korean/grad-cam.png" docs/pictures/grad-cam-korean.png
"$python" - docs/pictures/*.png <<'PYTHON'
import sys
from PIL import Image
for name in sys.argv[1:]:
    with Image.open(name) as picture:
        picture.convert("RGB").save(name, optimize=True)
PYTHON

#!/usr/bin/env bash
# What the README has its reader type after pasting the server's lines; it stands in readme-block.sh.
source "$(dirname "$0")/checks.sh"

source ./readme-block.sh

same "# Hello" "$(cat ../hello-again/README.md)"
same "$(git rev-parse HEAD)" "$(git -C ../hello-again rev-parse HEAD)"

done_well

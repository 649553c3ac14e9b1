# What the scripts beside it share: tools, an own home for git, and checks that name what they missed.
set -euo pipefail

for tool in git curl jq; do
  command -v "$tool" >/dev/null || { echo "$tool is missing: install it, these tests need it" >&2; exit 3; }
done

export HOME=$PWD LC_ALL=C GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0
export GIT_AUTHOR_NAME=Tester GIT_AUTHOR_EMAIL=tester@example.org
export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL

printf 'silent\nshow-error\n' >.curlrc # no progress meter
source ./paste.sh # the lines the server printed

checks=0

fail() { echo "FAILED: $*" >&2; exit 1; }

# call STATUS METHOD PATH [BODY]: asks $base; what is answered stays in the files answer and headers.
call() {
  local want=$1 method=$2 path=$3 got body=()
  [ $# -lt 4 ] || body=(--header 'Content-Type: application/json' --data "$4")
  got=$(curl --silent --show-error --max-time 60 --output answer --dump-header headers --write-out '%{http_code}' \
    --request "$method" "$base$path" --header "Authorization: Bearer $CLOUDFLARE_API_TOKEN" "${body[@]}")
  [ "$got" = "$want" ] || fail "$method $path: expected status $want, came $got: $(cat answer)"
  checks=$((checks + 1))
}

# has FILTER [JQ-OPTION...]: the filter must hold for the last answer.
has() {
  jq --exit-status "${@:2}" "$1" answer >/dev/null || fail "expected $1 of: $(cat answer)"
  checks=$((checks + 1))
}

# header TEXT: the last answer must have a header like this.
header() {
  grep --quiet --ignore-case "^$1" headers || fail "expected the header $1 of: $(cat headers)"
  checks=$((checks + 1))
}

# same WANTED CAME
same() {
  [ "$1" = "$2" ] || fail "expected '$1', came '$2'"
  checks=$((checks + 1))
}

# refused COMMAND...: must fail with a 403.
refused() {
  local said
  if said=$("$@" 2>&1); then fail "expected a refusal of: $*"; fi
  grep --quiet 'error: 403' <<<"$said" || fail "expected 403 of: $*, came: $said"
  checks=$((checks + 1))
}

done_well() { echo "$checks checks, all as expected"; }

#!/usr/bin/env bash
# The getting-started guide for the REST API, command by command. Not the guide's: the checks, the variables that it
# has its reader paste, http for https in the self-contained URL, and a second name where a folder is there already.
source "$(dirname "$0")/checks.sh"
success='.success and .errors == [] and .messages == []'

# --- 1. Export your environment variables -----------------------------------------------------------------------

export ARTIFACTS_NAMESPACE="default"
export ARTIFACTS_REPO="starter-repo"
export ACCOUNT_ID="$ACCOUNT_ID"
export CLOUDFLARE_API_TOKEN="$CLOUDFLARE_API_TOKEN"
export ARTIFACTS_BASE_URL="$SERVER/client/v4/accounts/$ACCOUNT_ID/artifacts/namespaces/$ARTIFACTS_NAMESPACE"

# --- 2. Create a repo -------------------------------------------------------------------------------------------

curl --request POST "$ARTIFACTS_BASE_URL/repos" \
--header "Authorization: Bearer $CLOUDFLARE_API_TOKEN" \
--header "Content-Type: application/json" \
--data "{\"name\":\"$ARTIFACTS_REPO\"}" >answer

has "$success"
has '.result | [.name, .description, .default_branch] == ["starter-repo", null, "main"]'
has '.result | keys == ["default_branch", "description", "id", "name", "remote", "token"]'
has '.result.id | test("^[0-9a-z]{16}$")'
has '.result.remote == $remote' --arg remote "$SERVER/git/default/starter-repo.git"
has '.result.token | test("^art_v1_[0-9a-f]{40}\\?expires=[0-9]+$")'
has '.result.token | capture("expires=(?<at>[0-9]+)").at | tonumber - now | . > 86000 and . < 86401'
created=$(<answer)

export ARTIFACTS_REMOTE="$(jq -r .result.remote answer)"
export ARTIFACTS_TOKEN="$(jq -r .result.token answer)"

# --- 3. Get the repo URL again ----------------------------------------------------------------------------------

curl "$ARTIFACTS_BASE_URL/repos/$ARTIFACTS_REPO" \
--header "Authorization: Bearer $CLOUDFLARE_API_TOKEN" >answer

has "$success"
has '.result | keys == ["created_at", "default_branch", "description", "id", "last_push_at", "name", "read_only", "remote", "source", "updated_at"]'
has '.result | [.description, .last_push_at, .source, .read_only] == [null, null, null, false]'
has '.result | .created_at, .updated_at | test("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z$")'
has '.result as $now | $created.result | .id == $now.id and .remote == $now.remote' --argjson created "$created"

# --- 4. Push your first commit with git -------------------------------------------------------------------------

mkdir artifacts-demo
cd artifacts-demo
git init -b main
printf '# Artifacts demo\n' > README.md
git add README.md
git commit -m "Initial commit"
git remote add origin "$ARTIFACTS_REMOTE"
git -c http.extraHeader="Authorization: Bearer $ARTIFACTS_TOKEN" push -u origin main

same "$(git rev-parse HEAD)" "$(git rev-parse origin/main)"
first=$(git rev-parse HEAD)
git commit --quiet --allow-empty -m "Second commit"

export ARTIFACTS_TOKEN_SECRET="${ARTIFACTS_TOKEN%%\?expires=*}"
export ARTIFACTS_AUTH_REMOTE="http://x:${ARTIFACTS_TOKEN_SECRET}@${ARTIFACTS_REMOTE#http://}"
git push "$ARTIFACTS_AUTH_REMOTE" HEAD:main

second=$(git rev-parse HEAD)
[ "$first" != "$second" ]

# --- 5. Pull the repo with a regular git client -----------------------------------------------------------------

cd ..
git -c http.extraHeader="Authorization: Bearer $ARTIFACTS_TOKEN" clone "$ARTIFACTS_REMOTE" artifacts-clone
git -C artifacts-clone log --oneline -1

same "$second" "$(git -C artifacts-clone rev-parse HEAD)"
same "# Artifacts demo" "$(cat artifacts-clone/README.md)"
mv artifacts-clone artifacts-clone-by-header

git clone "$ARTIFACTS_AUTH_REMOTE" artifacts-clone

same "$second" "$(git -C artifacts-clone rev-parse HEAD)"
same main "$(git -C artifacts-clone rev-parse --abbrev-ref HEAD)"
git -C artifacts-clone fsck --strict

curl "$ARTIFACTS_BASE_URL/repos/$ARTIFACTS_REPO" \
--header "Authorization: Bearer $CLOUDFLARE_API_TOKEN" >answer
has '.result | .last_push_at >= .created_at'

done_well

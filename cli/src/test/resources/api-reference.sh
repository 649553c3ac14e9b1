#!/usr/bin/env bash
# The API reference: each route in its tables, on one base path ($REPOSTORE_BASE_PATH), and its rules;
# in the namespace $NAMESPACE.
source "$(dirname "$0")/checks.sh"

export ARTIFACTS_NAMESPACE=$NAMESPACE
export ARTIFACTS_BASE_URL="$SERVER$REPOSTORE_BASE_PATH/namespaces/$ARTIFACTS_NAMESPACE"
export ARTIFACTS_JWT=$CLOUDFLARE_API_TOKEN
base=$ARTIFACTS_BASE_URL

# --- Repo routes ------------------------------------------------------------------------------------------------

curl --request POST "$ARTIFACTS_BASE_URL/repos" \
--header "Authorization: Bearer $ARTIFACTS_JWT" \
--header "Content-Type: application/json" \
--data '{"name":"starter-repo"}' >answer
has '.success and .result.name == "starter-repo"'
export ARTIFACTS_REMOTE="$(jq -r .result.remote answer)"
export ARTIFACTS_TOKEN="$(jq -r .result.token answer)"
write=$ARTIFACTS_TOKEN

call 201 POST /repos '{"name":"described","description":"Repository for automation experiments","default_branch":"trunk"}'
has '.result | [.description, .default_branch] == ["Repository for automation experiments", "trunk"]'

call 200 GET '/repos?limit=1'
has '(.result | length == 1) and (.result_info.cursor | type == "string")'
call 200 GET "/repos?limit=1&cursor=$(jq -r .result_info.cursor answer)"
has '.result | length == 1'
call 200 GET /repos
has '[.result[].name] | sort == ["described", "starter-repo"]'

call 200 GET /repos/described
has '.result | .description == "Repository for automation experiments" and (.remote | endswith("/described.git"))'
has '.result | has("created_at") and has("updated_at") and .default_branch == "trunk"'

git init --quiet -b main work
git -C work commit --quiet --allow-empty -m "Initial commit"
git -C work remote add origin "$ARTIFACTS_REMOTE"
git -C work -c http.extraHeader="Authorization: Bearer $write" push --quiet origin main

call 201 POST /repos/starter-repo/fork '{"name":"starter-repo-copy","default_branch_only":true}'
has '.result | .name == "starter-repo-copy" and (.objects >= 2)'
same "$(git -C work rev-parse HEAD)" "$(git -c http.extraHeader="Authorization: Bearer $(jq -r .result.token answer)" \
  ls-remote "$(jq -r .result.remote answer)" refs/heads/main | cut -f1)"

call 201 POST /repos/imported/import "{\"url\":\"$UPSTREAM\"}"
has '.result | .name == "imported" and (.token | length > 40)'
call 201 POST /repos/imported-branch/import "{\"url\":\"$UPSTREAM\",\"branch\":\"main\",\"read_only\":true}"
refused git -C work -c http.extraHeader="Authorization: Bearer $(jq -r .result.token answer)" \
  push "$(jq -r .result.remote answer)" HEAD:refs/heads/other
call 200 GET /repos/imported-branch
has '.result | .read_only and (.source | startswith("git:http"))'

# --- Token routes -----------------------------------------------------------------------------------------------

call 201 POST /tokens '{"repo":"starter-repo","scope":"read","ttl":3600}'
has '.result | .scope == "read" and (.id | test("^[0-9a-z]{16}$")) and (.plaintext | length > 40)'
has '.result.expires_at | sub("\\.[0-9]+Z"; "Z") | fromdate - now | . > 3500 and . < 3601'
id=$(jq -r .result.id answer)
ARTIFACTS_TOKEN=$(jq -r .result.plaintext answer)

git -c http.extraHeader="Authorization: Bearer $ARTIFACTS_TOKEN" clone "$ARTIFACTS_REMOTE" artifacts-clone
git -C artifacts-clone -c http.extraHeader="Authorization: Bearer $ARTIFACTS_TOKEN" pull --quiet origin main
same "$(git -C work rev-parse HEAD)" "$(git -C artifacts-clone rev-parse HEAD)"
refused git -C artifacts-clone -c http.extraHeader="Authorization: Bearer $ARTIFACTS_TOKEN" push origin HEAD:refs/heads/x
git -C artifacts-clone -c http.extraHeader="Authorization: Bearer $write" push --quiet origin HEAD:refs/heads/x

call 200 GET '/repos/starter-repo/tokens?state=active'
has '.result | length == 2 and .[0].id == $id and all(.state == "active")' --arg id "$id"
call 200 DELETE "/tokens/$id"
has '.result.id == $id' --arg id "$id"
call 200 GET '/repos/starter-repo/tokens?state=revoked&per_page=1&page=1'
has '[.result[].id] == [$id] and .result_info.total_count == 1' --arg id "$id"
refused git -C artifacts-clone -c http.extraHeader="Authorization: Bearer $ARTIFACTS_TOKEN" fetch origin

# --- Repo tokens do not open the REST API, nor the API token Git ------------------------------------------------

same 401 "$(curl -s -o answer -w '%{http_code}' "$base/repos" --header "Authorization: Bearer $write")"
has '.success == false and (.errors | length == 1)'
refused git -c http.extraHeader="Authorization: Bearer $ARTIFACTS_JWT" ls-remote "$ARTIFACTS_REMOTE"

for repo in starter-repo starter-repo-copy imported imported-branch described; do
  call 202 DELETE "/repos/$repo"
  call 404 GET "/repos/$repo"
done

done_well

#!/usr/bin/env bash
# All 19 routes of the contract, section 5, under the Cloudflare base path; numbered as there.
source "$(dirname "$0")/checks.sh"

base=$SERVER/client/v4/accounts/$ACCOUNT_ID/artifacts
ns=/namespaces/team
docs=https://developers.cloudflare.com/artifacts/api/errors

call 201 POST /namespaces '{"namespace":"team"}' # 1
has '.result | .namespace == "team" and .repo_count == 0 and (.jurisdiction | type == "string") and has("created_at")'
call 409 POST /namespaces '{"namespace":"team"}'
has '.errors[0] | .code == 10201 and .documentation_url == $url' --arg url "$docs#10201"
call 200 GET /namespaces # 2
has '.result | map(.namespace) | index("team") != null'
has '.result_info | .page == 1 and has("total_count") and (has("cursor") | not)'
call 200 GET $ns # 3
has '.result.namespace == "team"'
call 404 GET /namespaces/absent
has '.errors[0].code == 10200'

call 201 POST $ns/repos '{"name":"one","description":"First","default_branch":"main"}' # 5
remote=$(jq -r .result.remote answer)
token=$(jq -r .result.token answer)
call 400 POST $ns/repos '{"name":"-bad"}'
has '.errors[0] | .code == 10101 and .source.pointer == "/name"'
call 409 POST $ns/repos '{"name":"ONE"}'
has '.errors[0].code == 10201'

call 200 GET "$ns/repos?search=on&sort=name&direction=asc&page=1" # 6
has '.result | length == 1 and .[0].name == "one" and .[0].status == "ready" and (.[0].remote | length > 0)'
call 400 GET "$ns/repos?limit=500"
has '.errors[0] | .code == 10100 and .source.pointer == "/limit"'
call 200 GET $ns/repos/one # 7
has '.result | .description == "First" and (has("status") | not)'
call 200 GET $ns/repos/ONE
has '.result.name == "one"'

git init --quiet -b main work
printf 'plain\n' >work/plain.txt
mkdir work/dir && printf '\000\001' >work/dir/binary
git -C work add . && git -C work commit --quiet -m "First" && git -C work tag v1
git -C work commit --quiet --allow-empty -m "Second"
git -C work -c http.extraHeader="Authorization: Bearer $token" push --quiet "$remote" main v1
hash() { git -C work rev-parse "$1"; }

call 201 POST $ns/repos/one/fork '{"name":"two","default_branch_only":false}' # 9
has '.result | .name == "two" and .description == null and (.objects > 0)'
call 200 GET $ns/repos/two
has '.result.source == "artifacts:team/one"'
call 201 POST $ns/repos/three/import "{\"url\":\"$UPSTREAM\",\"depth\":1}" # 10
call 400 POST $ns/repos/four/import '{"url":"ssh://example.org/x.git"}'
has '.errors[0].source.pointer == "/url"'

call 200 GET "$ns/repos/one/log?ref=main&limit=10" # 11
has '.result | map(.hash) == [$new, $old]' --arg new "$(hash HEAD)" --arg old "$(hash v1)"
has '.result[0] | .message == "Second" and .author.name == "Tester" and (.committedAt | type == "number")'
call 200 GET "$ns/repos/one/log?offset=1"
has '.result | length == 1'
call 400 GET "$ns/repos/one/log?limit=0"
call 200 GET "$ns/repos/one/commit/$(hash v1)" # 12
has '.result | .treeHash == $tree and .parents == []' --arg tree "$(hash 'v1^{tree}')"
call 400 GET $ns/repos/one/commit/xyz
has '.errors[0].source.pointer == "/hash"'
call 200 GET "$ns/repos/one/tree/$(hash 'v1^{tree}')" # 13
has '.result | map([.name, .mode, .type]) == [["dir", "40000", "tree"], ["plain.txt", "100644", "blob"]]'

bytes() { cmp answer "work/$1" || fail "other bytes than $1"; header "$2"; }
call 200 GET "$ns/repos/one/blob/$(hash v1:dir/binary)" # 14
bytes dir/binary 'content-type: application/octet-stream'
call 200 GET "$ns/repos/one/file?ref=main&path=plain.txt" # 15
bytes plain.txt 'content-type: application/octet-stream'
call 404 GET "$ns/repos/one/file?ref=main&path=absent"
call 200 GET $ns/repos/one/raw/v1/plain.txt # 16
bytes plain.txt 'content-type: text/plain; charset=utf-8'
call 200 GET $ns/repos/one/raw/main/dir/binary
bytes dir/binary 'content-type: application/octet-stream'

call 201 POST $ns/tokens '{"repo":"one"}' # 18
has '.result | .scope == "write" and has("plaintext")'
id=$(jq -r .result.id answer)
call 400 POST $ns/tokens '{"repo":"one","ttl":1}'
has '.errors[0] | .code == 10103 and .source.pointer == "/ttl"'
call 200 GET "$ns/repos/one/tokens?state=all" # 17
has '.result | length == 2 and .[0].id == $id' --arg id "$id"
has '.result_info | .page == 1 and .per_page == 30 and .total_count == 2'
call 200 DELETE "$ns/tokens/$id" # 19
call 200 DELETE "$ns/tokens/$id"
call 404 DELETE $ns/tokens/0000000000000000

call 202 DELETE $ns/repos/one # 8
has '.result.id | length == 16'
call 404 GET $ns/repos/one
call 202 DELETE $ns/repos/two
call 202 DELETE $ns/repos/three
call 204 DELETE $ns # 4
[ ! -s answer ] || fail "a 204 with a body: $(cat answer)"

call 404 GET /nowhere
header 'content-type: text/plain'
same "404 Not Found" "$(cat answer)"
same 401 "$(curl --silent --output answer --write-out '%{http_code}' "$base/namespaces")"
has '.success == false'

done_well

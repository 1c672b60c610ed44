#!/bin/bash
# From delivered mail to the gist in the feed, through each provider: what it is sent, and what the feed shows.
. "$(dirname "$0")/lib.sh"
mail=$SOURCE/tests/data/mail/link-digest.eml
key=sk-test-0123456789

echo "$key" >"$T/key"
printf 'AKIAIOSFODNN7EXAMPLE:SECRETtest/key+1\n' >"$T/aws"
chmod 600 "$T/key" "$T/aws"

# run PROVIDER "FAKE-OPTIONS" CONFIG-LINE...: one mail through a new daemon; $rss is the feed.
run() {
  local provider=$1 options=$2
  shift 2
  rm -rf "$T/state" "$T/spool" "$T/model.log"
  # shellcheck disable=SC2086
  start_model $options || exit 1
  write_config "[gist] provider=$provider" "${@//PORT/$MODEL}"
  start_daemon || exit 1
  gw feed add Open --policy open --address reader --interests "databases, C" >/dev/null
  deliver "$mail"
  check "$provider: the gist is in the feed" wait_for 20 written_by Low Open "$provider"
  rss=$(get "$(feed_path Open)")
  check "$provider: the daemon ends in order" stop_daemon
  stop_model
  is "$provider: one request" "$(asked 'len(d)')" 1
  is "$provider: the server finds nothing wrong with it" "$(asked 'd[0].get("problem")')" None
  is "$provider: it is a POST" "$(asked 'd[0]["method"]')" POST
  has "$provider: the interests are in the prompt" "$(asked 'd[0]["system"]')" "databases, C"
  has "$provider: the newsletter is in the prompt" "$(asked 'd[0]["user"]')" "Low Level Weekly"
  hasnt "$provider: the feed's address is not" "$(asked 'd[0]["system"] + d[0]["user"]')" "reader@news.example"
  hasnt "$provider: no link is sent" "$(asked 'd[0]["user"]')" "http"
  has "$provider: the feed shows what the model wrote" "$rss" "Fake gist of Low Level Weekly"
  has "$provider: and says who it was" "$rss" "Written by a language model (test-model"
  has "$provider: with links of the newsletter" "$rss" "http://gistwire.test/links/"
  is "$provider: tokens are on the books" "$(sql 'select calls, tokens_in > 0, tokens_out > 0 from usage')" "1|1|1"
  hasnt "$provider: no key in the log" "$(cat "$T/daemon.log")" "$key"
  hasnt "$provider: nor in the database" "$(strings "$T/state/gistwire.db")" "$key"
}

run openai "--key $key" "[gist] model=test-model" "[gist] base_url=http://127.0.0.1:PORT/v1" "[gist] api_key_file=$T/key"
is "openai: the path" "$(asked 'd[0]["path"]')" /v1/chat/completions
has "openai: by schema" "$(asked 'd[0]["features"]')" json_schema
is "openai: the key is a Bearer token" "$(asked 'd[0]["headers"]["authorization"]')" "Bearer $key"

run anthropic "--key $key" "[gist] model=test-model" "[gist] base_url=http://127.0.0.1:PORT" "[gist] api_key_file=$T/key"
is "anthropic: the path" "$(asked 'd[0]["path"]')" /v1/messages
is "anthropic: the version" "$(asked 'd[0]["headers"]["anthropic-version"]')" 2023-06-01
is "anthropic: the key" "$(asked 'd[0]["headers"]["x-api-key"]')" "$key"

# The id has the ':' that libcurl 7.88 signs wrongly; the fake server checks the signature.
run bedrock "--aws-id AKIAIOSFODNN7EXAMPLE --aws-secret SECRETtest/key+1" "[gist] model=test-model-v1:0" "[gist] base_url=http://127.0.0.1:PORT" \
  "[gist] region=eu-central-1" "[gist] api_key_file=$T/aws"
is "bedrock: the path" "$(asked 'd[0]["path"]')" /model/test-model-v1%3A0/converse
has "bedrock: it is signed" "$(asked 'd[0]["headers"]["authorization"]')" "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/"

run bedrock "--key $key" "[gist] model=test-model" "[gist] base_url=http://127.0.0.1:PORT" "[gist] region=eu-central-1" \
  "[gist] api_key_file=$T/key"
is "bedrock: an API key is a Bearer token" "$(asked 'd[0]["headers"]["authorization"]')" "Bearer $key"

run ollama "" "[gist] model=test-model" "[gist] base_url=http://127.0.0.1:PORT"
is "ollama: the path" "$(asked 'd[0]["path"]')" /api/chat
is "ollama: it does not stream" "$(asked 'd[0]["body"]["stream"]')" False
check "ollama: the context has room for prompt and answer" test "$(asked 'd[0]["body"]["options"]["num_ctx"]')" -gt 26000

# The fifth provider asks nobody.
write_config "[gist] provider=extract"
rm -rf "$T/state" "$T/spool"; mkdir "$T/state"
start_daemon || exit 1
gw feed add Open --policy open --address reader >/dev/null
deliver "$mail"
check "extract: the gist is in the feed" wait_for 20 written_by Low Open extract
has "extract: and says so" "$(get "$(feed_path Open)")" "Extract made from the newsletter"
is "extract: it costs nothing" "$(sql 'select count(*) from usage')" 0
check "extract: the daemon ends in order" stop_daemon

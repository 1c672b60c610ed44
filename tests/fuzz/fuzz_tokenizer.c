/* SPDX-License-Identifier: MIT */
/* The first byte chooses the content state. Tokens move on through the input and stay inside it; names are in lower case and different; what is
 * asked for twice is the same. */
#include "markdown/tokenizer.h"

#include <stdint.h>
#include <string.h>

#include "util/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_tag(Tokenizer *tokenizer, const Token *token)
{
  g_assert_cmpuint(token->length, ==, strlen(token->text));
  g_assert_cmpuint(token->attribute_count, <=, TOKENIZER_MAX_ATTRIBUTES);
  for (guint i = 0; i < token->attribute_count; i++) {
    const TokenAttribute *attribute = &token->attributes[i];
    const char *name = tokenizer_name(tokenizer, attribute);
    gsize length, again;
    const char *value = tokenizer_value(tokenizer, attribute, &length);

    g_assert_cmpuint(strlen(name), ==, attribute->name_length);
    g_assert_cmpuint(strlen(value), ==, length);
    g_assert_true(tokenizer_find(tokenizer, name) == attribute);
    g_assert_true(tokenizer_name(tokenizer, attribute) == name);
    g_assert_true(tokenizer_value(tokenizer, attribute, &again) == value && again == length);
    g_assert_true(tokenizer_attribute(tokenizer, name) == value);
    for (const char *p = name; *p != '\0'; p++)
      g_assert_false(g_ascii_isupper(*p));
    g_assert_true(g_utf8_validate(value, -1, NULL));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const char *const last_tags[] = { "", "title", "style", "script", "" };
  g_autofree char *text = NULL, *exact = NULL;
  Tokenizer tokenizer;
  const Token *token;
  const char *before;
  guint state;

  if (size == 0)
    return 0;
  text = text_clean((const char *)data + 1, size - 1, NULL);
  exact = g_memdup2(text, strlen(text)); /* no nul behind it: reading on is seen */
  state = data[0] % G_N_ELEMENTS(last_tags);
  tokenizer_init(&tokenizer, exact, strlen(text));
  tokenizer_set_content(&tokenizer, (TokenizerContent)state, last_tags[state]);
  before = tokenizer.p;
  while ((token = tokenizer_next(&tokenizer))->kind != TOKEN_EOF) {
    g_assert_true(tokenizer.p > before && tokenizer.p <= tokenizer.end);
    before = tokenizer.p;
    if (token->kind == TOKEN_START_TAG || token->kind == TOKEN_END_TAG)
      check_tag(&tokenizer, token);
    else
      g_assert_true(g_utf8_validate(token->text, (gssize)token->length, NULL));
  }
  g_assert_true(tokenizer_next(&tokenizer)->kind == TOKEN_EOF);
  tokenizer_clear(&tokenizer);
  return 0;
}

/* SPDX-License-Identifier: MIT */
/* html-tokens: for each record on stdin, "STATE LAST_TAG LENGTH\n" and LENGTH bytes, prints the tokens, one per line and hexadecimal, then an
 * empty line: T text, S/E name attribute value..., C comment, D. For the html5lib tokenizer tests (contrib/bench/markdown). */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "markdown/tokenizer.h"

static void print_hex(const char *bytes, gsize length)
{
  putchar(' ');
  for (gsize i = 0; i < length; i++)
    printf("%02x", (guchar)bytes[i]);
}

static void print_token(Tokenizer *tokenizer, const Token *token)
{
  static const char letters[] = { 'X', 'T', 'S', 'E', 'C', 'D' };

  putchar(letters[token->kind]);
  print_hex(token->text, token->length);
  if (token->kind == TOKEN_START_TAG || token->kind == TOKEN_END_TAG) {
    printf(" %d", token->self_closing);
    for (guint i = 0; token->kind == TOKEN_START_TAG && i < token->attribute_count; i++) {
      const TokenAttribute *attribute = &token->attributes[i];
      gsize length;
      const char *value = tokenizer_value(tokenizer, attribute, &length);

      print_hex(tokenizer_name(tokenizer, attribute), attribute->name_length);
      print_hex(value, length);
    }
  }
  putchar('\n');
}

int main(void)
{
  int state;
  char last_tag[32];
  gsize length;

  while (scanf("%d %31s %zu", &state, last_tag, &length) == 3) {
    g_autofree char *input = g_malloc(length + 1);
    Tokenizer tokenizer;
    const Token *token;

    if (getchar() != '\n' || fread(input, 1, length, stdin) != length)
      return EXIT_FAILURE;
    tokenizer_init(&tokenizer, input, length);
    if (state != CONTENT_DATA)
      tokenizer_set_content(&tokenizer, (TokenizerContent)state, strcmp(last_tag, "-") == 0 ? "" : last_tag);
    while ((token = tokenizer_next(&tokenizer))->kind != TOKEN_EOF)
      print_token(&tokenizer, token);
    putchar('\n');
    tokenizer_clear(&tokenizer);
  }
  return EXIT_SUCCESS;
}

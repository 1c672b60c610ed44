/* SPDX-License-Identifier: MIT */
/* The answers of model servers. Three bytes choose provider, mode and status; a line is a header's value; the rest is the body. Whatever comes:
 * a valid text or one clean line that says why not. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "gist/provider.h"
#include "gist/retry.h"

#define NOW 1795435200

#define CHECK(condition)                                                                                               \
  do {                                                                                                                 \
    if (!(condition))                                                                                                  \
      abort();                                                                                                         \
  } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const ProviderResult *result, guint mode)
{
  if (result->outcome == PROVIDER_OK) {
    CHECK(result->reason == NULL && result->text != NULL && result->text[0] != '\0');
  } else {
    CHECK(result->reason != NULL && g_utf8_validate(result->reason, -1, NULL));
    CHECK(g_utf8_strlen(result->reason, -1) <= 300 && strpbrk(result->reason, "\r\n\t") == NULL);
    CHECK(strstr(result->reason, "hunter2-hunter2") == NULL);
  }
  CHECK(result->text == NULL || g_utf8_validate(result->text, -1, NULL));
  CHECK(result->model == NULL || (g_utf8_validate(result->model, -1, NULL) && strchr(result->model, '\n') == NULL));
  CHECK(result->tokens_in >= -1 && result->tokens_out >= -1);
  CHECK(result->retry_after >= -1 && result->retry_after <= RETRY_MAX_WAIT);
  CHECK(result->outcome == PROVIDER_RETRY || result->retry_after == -1);
  CHECK(result->outcome != PROVIDER_NEXT_MODE || result->next_mode > mode);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const char *const names[] = { "openai", "anthropic", "bedrock", "ollama" };
  static const char *const headers[] = { "retry-after: ", "retry-after-ms: ", "x-should-retry: ",
                                         "x-amzn-errortype: " };
  static const char *const wanted[] = { "retry-after", "retry-after-ms", "x-should-retry", "x-amzn-errortype", NULL };
  static const guint statuses[] = { 200, 200, 200, 200, 301, 400, 401, 403, 404, 413, 422, 424, 429, 500, 501, 529 };
  g_autoptr(HttpAnswer) answer = http_answer_new();
  g_autoptr(ProviderResult) result = NULL;
  ProviderSettings settings = { .model = (char *)"m", .api_key = (char *)"hunter2-hunter2" };
  ProviderAsk ask = { 0 };
  const uint8_t *line_end;
  g_autofree char *line = NULL;

  if (size < 4)
    return 0;
  settings.provider = provider_find(names[data[0] % 4]);
  ask.mode = data[1] % 16;
  answer->status = statuses[data[2] % 16];
  line_end = memchr(data + 3, '\n', size - 3);
  if (line_end == NULL)
    return 0;
  line = g_strdup_printf("%s%.*s", headers[(data[0] / 4) % 4], (int)(line_end - data - 3), data + 3);
  http_answer_header_line(answer, wanted, line, strlen(line));
  g_string_append_len(answer->body, (const char *)line_end + 1, (gssize)(data + size - line_end - 1));
  result = provider_read(&settings, &ask, answer, NOW);
  check(result, ask.mode);
  return 0;
}

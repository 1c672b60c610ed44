/* SPDX-License-Identifier: MIT */
#include "store/compress.h"

#include <zstd.h>

#include "store/store.h"
#include "util/error.h"

/* On 110 real newsletters (47 KB each) level 1 takes 122 us and saves 58.3 %, 3 takes 190 us and 59.1 %, 4 199 us and 59.4 %, 5 450 us
 * and 60.2 %. */
#define LEVEL 1

GBytes *store_compress(GBytes *bytes)
{
  gsize size, bound, length;
  const void *data = g_bytes_get_data(bytes, &size);
  ZSTD_CCtx *context = ZSTD_createCCtx();
  char *compressed;

  bound = ZSTD_compressBound(size);
  compressed = g_malloc(bound);
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, LEVEL);
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  length = ZSTD_compress2(context, compressed, bound, size > 0 ? data : "", size);
  ZSTD_freeCCtx(context);
  if (ZSTD_isError(length)) /* no memory: as g_malloc has it */
    g_error("zstd: %s", ZSTD_getErrorName(length));
  return g_bytes_new_take(g_realloc(compressed, length), length);
}

static gboolean frame_size(const void *compressed, gsize size, gsize *content, GError **error)
{
  unsigned long long wanted = ZSTD_getFrameContentSize(compressed, size);

  if (wanted == ZSTD_CONTENTSIZE_UNKNOWN || wanted == ZSTD_CONTENTSIZE_ERROR)
    return error_set(error, ERROR_FAILED, "the original message is damaged");
  if (wanted > RAW_SIZE_MAX)
    return error_set(error, ERROR_INVALID, "a message of %llu bytes is too large to keep, the limit is %u", wanted,
                     RAW_SIZE_MAX);
  *content = (gsize)wanted;
  return TRUE;
}

gboolean compress_check(GBytes *compressed, GError **error)
{
  gsize size, content;
  const void *data = g_bytes_get_data(compressed, &size);

  return frame_size(data, size, &content, error);
}

GBytes *compress_undo(const void *compressed, gsize size, GError **error)
{
  g_autofree char *bytes = NULL;
  gsize content, length;

  if (!frame_size(compressed, size, &content, error))
    return NULL;
  bytes = g_malloc(MAX(content, 1));
  length = ZSTD_decompress(bytes, content, compressed, size);
  if (!ZSTD_isError(length) && length == content)
    return g_bytes_new_take(g_steal_pointer(&bytes), content);
  error_set(error, ERROR_FAILED, "the original message is damaged: %s",
            ZSTD_isError(length) ? ZSTD_getErrorName(length) : "it is too short");
  return NULL;
}

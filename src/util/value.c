/* SPDX-License-Identifier: MIT */
#include "util/value.h"

#include <string.h>

typedef enum { KIND_STRING, KIND_HTML, KIND_BOOL, KIND_LIST, KIND_MAP } Kind;

/* Maps hold a dozen keys: they are searched from end to end. */
struct _Value {
  Kind kind;
  gboolean truth;
  char *text;
  GPtrArray *keys;  /* of char *, of a map */
  GPtrArray *items; /* of Value, of a map or list */
};

static Value *value_new(Kind kind)
{
  Value *value = g_new0(Value, 1);

  value->kind = kind;
  if (kind == KIND_MAP)
    value->keys = g_ptr_array_new_with_free_func(g_free);
  if (kind == KIND_MAP || kind == KIND_LIST)
    value->items = g_ptr_array_new_with_free_func((GDestroyNotify)value_free);
  return value;
}

Value *value_new_string(const char *text)
{
  Value *value = value_new(KIND_STRING);

  value->text = g_strdup(text);
  return value;
}

Value *value_new_html(const char *html)
{
  Value *value = value_new(KIND_HTML);

  value->text = g_strdup(html);
  return value;
}

Value *value_new_bool(gboolean truth)
{
  Value *value = value_new(KIND_BOOL);

  value->truth = truth;
  return value;
}

Value *value_new_list(void)
{
  return value_new(KIND_LIST);
}

Value *value_new_map(void)
{
  return value_new(KIND_MAP);
}

void value_free(Value *value)
{
  if (value == NULL)
    return;
  g_free(value->text);
  g_clear_pointer(&value->keys, g_ptr_array_unref);
  g_clear_pointer(&value->items, g_ptr_array_unref);
  g_free(value);
}

void value_add(Value *list, Value *item)
{
  g_return_if_fail(list->kind == KIND_LIST);
  g_ptr_array_add(list->items, item);
}

/* The index of key in a map, or -1. */
static int find_key(const Value *map, const char *key, gsize length)
{
  for (guint i = 0; i < map->keys->len; i++) {
    const char *name = g_ptr_array_index(map->keys, i);

    if (strncmp(name, key, length) == 0 && name[length] == '\0')
      return (int)i;
  }
  return -1;
}

void value_set(Value *map, const char *key, Value *item)
{
  int at;

  g_return_if_fail(map->kind == KIND_MAP);
  at = find_key(map, key, strlen(key));
  if (at >= 0) {
    value_free(g_ptr_array_index(map->items, at));
    g_ptr_array_index(map->items, at) = item;
    return;
  }
  g_ptr_array_add(map->keys, g_strdup(key));
  g_ptr_array_add(map->items, item);
}

void value_set_string(Value *map, const char *key, const char *text)
{
  if (text != NULL)
    value_set(map, key, value_new_string(text));
}

void value_set_bool(Value *map, const char *key, gboolean truth)
{
  value_set(map, key, value_new_bool(truth));
}

gboolean value_is_true(const Value *value)
{
  if (value == NULL)
    return FALSE;
  switch (value->kind) {
  case KIND_STRING:
  case KIND_HTML:
    return value->text[0] != '\0';
  case KIND_BOOL:
    return value->truth;
  case KIND_LIST:
    return value->items->len > 0;
  case KIND_MAP:
    return TRUE;
  }
  return FALSE;
}

const char *value_text(const Value *value)
{
  return value != NULL ? value->text : NULL;
}

gboolean value_is_html(const Value *value)
{
  return value != NULL && value->kind == KIND_HTML;
}

const Value *value_get(const Value *value, const char *key, gsize key_length)
{
  int at = value != NULL && value->kind == KIND_MAP ? find_key(value, key, key_length) : -1;

  return at >= 0 ? g_ptr_array_index(value->items, at) : NULL;
}

const GPtrArray *value_items(const Value *value)
{
  return value != NULL && value->kind == KIND_LIST ? value->items : NULL;
}

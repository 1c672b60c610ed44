/* SPDX-License-Identifier: MIT */
#include "util/value.h"

#include <string.h>

typedef enum { KIND_STRING, KIND_HTML, KIND_BOOL, KIND_LIST, KIND_MAP } Kind;

typedef struct {
  char *key;
  Value *value;
} Slot;

/* Maps hold a dozen keys: they are searched from end to end. */
struct _Value {
  Kind kind;
  gboolean truth;
  char *text;
  Slot *slots; /* of a map */
  guint count, room;
  GPtrArray *items; /* of Value, of a list */
};

#define FIRST_ROOM 8u

static Value *value_new(Kind kind)
{
  Value *value = g_new0(Value, 1);

  value->kind = kind;
  if (kind == KIND_LIST)
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
  for (guint i = 0; i < value->count; i++) {
    g_free(value->slots[i].key);
    value_free(value->slots[i].value);
  }
  g_free(value->slots);
  g_free(value->text);
  g_clear_pointer(&value->items, g_ptr_array_unref);
  g_free(value);
}

void value_add(Value *list, Value *item)
{
  g_return_if_fail(list->kind == KIND_LIST);
  g_ptr_array_add(list->items, item);
}

/* NULL when the map has no such key. */
static Slot *find_slot(const Value *map, const char *key, gsize length)
{
  for (guint i = 0; i < map->count; i++) {
    const char *name = map->slots[i].key;

    if (name[0] == key[0] && strncmp(name, key, length) == 0 && name[length] == '\0')
      return &map->slots[i];
  }
  return NULL;
}

void value_set(Value *map, const char *key, Value *item)
{
  Slot *slot;

  g_return_if_fail(map->kind == KIND_MAP);
  slot = find_slot(map, key, strlen(key));
  if (slot != NULL) {
    value_free(slot->value);
    slot->value = item;
    return;
  }
  if (map->count == map->room) {
    map->room = MAX(2 * map->room, FIRST_ROOM);
    map->slots = g_renew(Slot, map->slots, map->room);
  }
  map->slots[map->count++] = (Slot){ g_strdup(key), item };
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
  const Slot *slot = value != NULL && value->kind == KIND_MAP ? find_slot(value, key, key_length) : NULL;

  return slot != NULL ? slot->value : NULL;
}

const GPtrArray *value_items(const Value *value)
{
  return value != NULL && value->kind == KIND_LIST ? value->items : NULL;
}

/* SPDX-License-Identifier: MIT */
/* What a template is filled with: strings, HTML, truths, lists and maps. A tree: each value has one owner, and the functions below that
 * put a value into another take it over. Values are as deep as the code that builds them, never as the input. */
#pragma once

#include <glib.h>

typedef struct _Value Value;

Value *value_new_string(const char *text);
/* Markup that was made by code that escapes (template_render, read_html): it is shown as it is, where every string is escaped. */
Value *value_new_html(const char *html);
Value *value_new_bool(gboolean truth);
Value *value_new_list(void);
Value *value_new_map(void);
void value_free(Value *value); /* NULL is fine */

void value_add(Value *list, Value *item);                 /* takes item */
void value_set(Value *map, const char *key, Value *item); /* takes item; an earlier one of that key goes */
/* NULL leaves the key out. */
void value_set_string(Value *map, const char *key, const char *text);
void value_set_bool(Value *map, const char *key, gboolean truth);

/* All but FALSE, the empty string and the empty list; NULL is false. */
gboolean value_is_true(const Value *value);
const char *value_text(const Value *value); /* NULL when it is neither string nor HTML */
gboolean value_is_html(const Value *value);
/* The item of that key; NULL when there is none or value is no map. */
const Value *value_get(const Value *value, const char *key, gsize key_length);
/* The items of a list, NULL when it is none; owned by the value. */
const GPtrArray *value_items(const Value *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Value, value_free)

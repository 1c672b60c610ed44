/* SPDX-License-Identifier: MIT */
/* The sender's HTML as a page of its own that does nothing but show: /newsletters/ID/original. Pure, linear, any thread. */
#pragma once

#include <glib.h>

/* A whole document, UTF-8, to be served as it is. It is written anew from allow lists: nothing of the input but checked text, names, numbers
 * and URLs comes through. Links are absolute http, https and mailto and open outside; images are http, https, data: pictures of four types, or
 * parts. It holds no script, form, frame, SVG, MathML, comment, or style that positions; ids have a prefix; <style> blocks come back filtered, as
 * one.
 * Always well nested, at most WASH_MAX_DEPTH deep. wash_html of the result is the same bytes, given the same parts.
 * html: clean UTF-8 (util/text.h). parts: of Part (model/newsletter.h), may be NULL; the image cid:X becomes "parts/N", where N is the
 * position, from 0, of the first part whose content_id is X; without such a part it loses its src. The caller frees the result. */
char *wash_html(const char *html, gsize length, const GPtrArray *parts);

#define WASH_MAX_DEPTH 384u /* elements; with implied table sections it stays within what browsers nest (512) */

/* SPDX-License-Identifier: MIT */
/* Which tables hold data. Most tables of mail are layout: their cells are read one after the other and the table itself is forgotten. A data
 * table becomes a list, one item per row, cells divided by " | ", header cells bold, its caption a paragraph before it.
 *
 * A table is data when no role says that it is layout, it has 2 to TABLE_MAX_ROWS rows that have text and 2 to TABLE_MAX_COLUMNS columns, every cell is
 * at most one paragraph of at most TABLE_MAX_CELL bytes, nothing else (table, list, heading, image) is inside, and one of:
 * - its <th> are its first row or its first column (some templates write <th> for every cell: that is layout);
 * - it has a caption;
 * - without <th>: all rows have the same number of cells, none is empty, and a column after the first has a number in every row but the first. */
#pragma once

#include "markdown/document.h"

#define TABLE_MAX_ROWS 500u
#define TABLE_MAX_COLUMNS 16u
#define TABLE_MAX_CELL 200u

/* Rewrites data tables into lists and drops the marks of all others. Call once, when the document is complete. */
void table_settle(Document *document);

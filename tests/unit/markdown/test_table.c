/* SPDX-License-Identifier: MIT */
#include "markdown/table.h"

#include "convert.h"
#include "suites.h"

static const ConvertRow rows[] = {
  /* data by header cells */
  { "<table><tr><th>Plan<th>Price<tr><td>A<td>3 <b>EUR</b><tr><td>B<td>4</table>",
    "- **Plan** | **Price**\n- A | 3 **EUR**\n- B | 4" },
  { "<table><tr><th>A<td>b<tr><th>C<td>d</table>", "- **A** | b\n- **C** | d" },
  { "<table><thead><tr><th><th>X</thead><tbody><tr><td>a<td></tbody></table>", "- | **X**\n- a" },
  /* by a caption */
  { "<table><caption>Prices</caption><tr><td>a<td>b<tr><td>c<td>d</table>", "Prices\n\n- a | b\n- c | d" },
  /* by numbers: an order's lines */
  { "<table><tr><td>Tea<td>2<td>3.50<tr><td>Milk<td>1<td>0.99</table>", "- Tea | 2 | 3.50\n- Milk | 1 | 0.99" },
  { "<table><tr><td>Item<td>Price<tr><td>Tea<td>3.50</table>", "- Item | Price\n- Tea | 3.50" },
  { "<table><tr><td>a<br>b<td>1<tr><td>c<td>2</table>", "- a b | 1\n- c | 2" },
  { "<table><tr><td>a|b<td>1<tr><td>*<td>2</table>", "- a|b | 1\n- \\* | 2" },
  /* layout: said so, nested, one column, one row, long, with more than text, ragged, <th> for everything */
  { "<table role=presentation><tr><td>a<td>1<tr><td>b<td>2</table>", "a\n\n1\n\nb\n\n2" },
  { "<table><tr><td>a<td>1<tr><td>b<td><table><tr><td>2</table></table>", "a\n\n1\n\nb\n\n2" },
  { "<table><tr><th>a<tr><td>b</table>", "a\n\nb" },
  { "<table><tr><td>a<td>1</table>", "a\n\n1" },
  { "<table><tr><td>a<td>1<tr><td><p>b<p>c<td>2</table>", "a\n\n1\n\nb\n\nc\n\n2" },
  { "<table><tr><td>a<td>1<tr><td><h2>b</h2><td>2</table>", "a\n\n1\n\n## b\n\n2" },
  { "<table><tr><td><img alt=a><td>1<tr><td>b<td>2</table>", "a\n\n1\n\nb\n\n2" },
  { "<table><tr><td>a<td>1<tr><td>2</table>", "a\n\n1\n\n2" },
  { "<table><tr><td>Home<td>News<tr><td>Shop<td>Help</table>", "Home\n\nNews\n\nShop\n\nHelp" },
  { "<table><tr><th>a<th>1<tr><th>b<th>2</table>", "a\n\n1\n\nb\n\n2" },
  { "<table><tr><td><tr><td></table>a", "a" },
};

START_TEST(test_table)
{
  convert_check_html(&rows[_i]);
}
END_TEST

START_TEST(test_limits)
{
  GString *html = g_string_new("<table>");
  g_autoptr(Document) document = document_new(0);
  const Block *first;

  for (guint i = 0; i < TABLE_MAX_ROWS + 1; i++)
    g_string_append(html, "<tr><td>a<td>1");
  document_open(document, CONTAINER_QUOTE, &(Block){ 0 });
  document_text(document, "x", 1, 0, 0, FALSE);
  document_end_leaf(document, BLOCK_PARAGRAPH, 0);
  document_close(document, CONTAINER_QUOTE, FALSE);
  table_settle(document);
  first = document_block(document, 0);
  ck_assert_int_eq(first->container, CONTAINER_QUOTE); /* no table: nothing changes */
  ck_assert_uint_eq(document->blocks->len, 3);
  g_string_free(html, TRUE);
}
END_TEST

Suite *suite_table(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/table", &tcase);

  tcase_add_loop_test(tcase, test_table, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, test_limits);
  return suite;
}

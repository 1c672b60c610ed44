/* SPDX-License-Identifier: MIT */
#include "link_kind_row.h"
#include "suites.h"

static const Row rows[] = {
  /* the target alone tells */
  { LINK_MAILTO, .text = "Unsubscribe", .url = "mailto:leave@acme.example" },
  { LINK_ACTION, .text = "The river", .url = PAGE, .list_unsubscribe = "<mailto:a@b.example>, <" PAGE ">" },
  { LINK_ACTION, .text = "The river", .url = PAGE, .list_unsubscribe = "<HTTPS://ACME.example/p/7>" },
  { LINK_CONTENT, .text = "The river", .url = PAGE, .list_unsubscribe = "<" ELSEWHERE ">" },
  { LINK_CONTENT, .text = "The river", .url = PAGE, .list_unsubscribe = "<" PAGE },
  { LINK_CONTENT, .text = "The river", .url = PAGE, .list_unsubscribe = PAGE },
  { LINK_CONTENT, .text = "The river", .url = PAGE, .list_unsubscribe = "<<<>>>< >" },
  { LINK_ACTION, .text = "The river", .url = "https://acme.example/unsubscribe?u=7" },
  { LINK_ACTION, .text = "The river", .url = "https://acme.example/mail/preferences/7" },
  { LINK_CONTENT, .text = "The river", .url = "https://acme.example/why-nobody-should-unsubscribe-from-life" },
  { LINK_SOCIAL, .text = "The river", .url = "https://www.facebook.com/acme" },
  { LINK_CONTENT, .text = "The river", .url = "https://www.facebook.com/acme/posts/7" },
  { LINK_SPONSOR, .text = "The river", .url = "https://ad.doubleclick.net/ddm/clk/7" },
  { LINK_OTHER, .text = "The river", .url = "https://www.mailchimp.com/" },
  { LINK_OTHER, .text = "The river", .url = "https://apps.apple.com/app/id7", .place = LATE },
  { LINK_OTHER, .text = "The river", .url = "https://apps.apple.com/app/id7", .is_image = TRUE },
  { LINK_CONTENT, .text = "The river", .url = "https://apps.apple.com/app/id7" },

  /* to leave, to join */
  { LINK_ACTION, .text = "Unsubscribe" },
  { LINK_ACTION, .text = "unsubscribe from this newsletter", .block = LONG_TALE },
  { LINK_ACTION, .text = "Subscribe" },
  { LINK_ACTION, .text = "Se d\u00e9sabonner" },
  { LINK_CONTENT, .text = "Readers everywhere unsubscribe from paper news" },
  { LINK_CONTENT, .text =
                      "One long title that goes on and on with words unsubscribe unsubscribe unsubscribe unsubscribe "
                      "unsubscribe unsubscribe unsubscribe unsubscribe unsubscribe" },

  /* on the web */
  { LINK_ACTION, .text = "View in browser" },
  { LINK_ACTION, .text = "Im Browser ansehen", .block = LONG_TALE },
  { LINK_CONTENT, .text = "How to draw with SVG in your browser" },
  { LINK_ACTION, .text = "display it on a webpage", .place = FIRST, .block = LONG_TALE },
  { LINK_ACTION, .text = "display it on a webpage" },
  { LINK_CONTENT, .text = "display it on a webpage", .block = LONG_TALE },
  { LINK_CONTENT, .text = "display maps of rivers on a webpage by satellite", .place = FIRST, .block = LONG_TALE },

  { LINK_ACTION, .text = "load all of it", .place = FIRST, .block = "Trouble viewing this? Then load all of it" },
  { LINK_ACTION, .text = "see the preview", .place = FIRST, .block = "If you cannot read this, see the preview" },
  { LINK_CONTENT, .text = "see the preview", .block = "If you cannot read this, see the preview" },
  { LINK_CONTENT, .text = "the mill", .place = FIRST,
    .block = "It is in the browser of the old miller that you see on a screen of his the mill and the dam" },
  { LINK_CONTENT, .text = "Shop now", .place = FIRST, .block = "If you cannot read this, Shop now" },
  { LINK_CONTENT, .text = "display it", .place = EARLY, .block = LONG_TALE },
  { LINK_CONTENT, .text = "on the web", .place = EARLY, .block = LONG_TALE },
  { LINK_CONTENT, .text = "display rare river maps webpage", .place = EARLY, .block = LONG_TALE },

  /* networks */
  { LINK_SOCIAL, .text = "@acme_1" },
  { LINK_SOCIAL, .text = "(@acme.example)" },
  { LINK_SOCIAL, .text = "X" },
  { LINK_CONTENT, .text = "@" },
  { LINK_CONTENT, .text = "@acme is sold" },
  { LINK_CONTENT, .text = "@ac\u00e9me" },
  { LINK_SOCIAL, .text = "Facebook" },
  { LINK_CONTENT, .text = "Facebook buys Acme" },
  { LINK_SOCIAL, .text = "Acme Facebook", .place = LATE },
  { LINK_CONTENT, .text = "Acme Facebook" },
  { LINK_SOCIAL, .text = "Acme of Old Town Facebook", .place = LATE, .is_image = TRUE },
  { LINK_CONTENT, .text = "Acme Old Town Facebook", .place = LATE, .block = LONG_TALE },
  { LINK_SOCIAL, .text = "Share this story" },
  { LINK_CONTENT, .text = "Share river mill dam news" },
  { LINK_CONTENT, .text = "Share tales" },
  { LINK_CONTENT, .text = "follow@share.us" },
  { LINK_CONTENT, .text = "", .is_image = TRUE, .place = LATE, .previous = "Facebook" },
  { LINK_SOCIAL, .text = "Send this page to a friend" },
  { LINK_CONTENT, .text = "Story of those who share this" },
  { LINK_CONTENT, .text = "Share the river with the whole village tonight" },
  { LINK_SOCIAL, .text = "Quux", .is_image = TRUE, .place = LATE, .previous = "Facebook" },
  { LINK_CONTENT, .text = "Quux", .place = LATE, .previous = "Facebook" },
  { LINK_CONTENT, .text = "Quux", .is_image = TRUE, .previous = "Facebook" },
  { LINK_CONTENT, .text = "Quux", .is_image = TRUE, .place = LATE, .previous = "Facebook", .block = "Quux is born" },
  { LINK_CONTENT, .text = "Quux", .is_image = TRUE, .place = LATE,
    .previous = "What Facebook did to the old mill town" },
  { LINK_CONTENT, .text = "Quux", .is_image = TRUE, .place = LATE, .previous = "a@facebook" },

  { LINK_SOCIAL, .text = "Click here and find us on Facebook, Twitter and Instagram" },
  { LINK_CONTENT, .text = "Twitter", .block = "Of what the old miller says he also tells on Twitter every day." },
  { LINK_CONTENT, .text = "on Twitter", .block = "The old miller said something similar yesterday on Twitter. He" },
  { LINK_SOCIAL, .text = "Twitter", .block = "To hear of the mill and the dam and the flood follow us on Twitter." },
  { LINK_SOCIAL, .text = "Twitter", .block = "Facebook, Twitter, Instagram" },
  { LINK_SOCIAL, .text = "Twitter", .place = LATE,
    .block = "Of what the old miller says he also tells on Twitter every day." },
  { LINK_SOCIAL, .text = "Email this story" },
  { LINK_SOCIAL, .text = "https://river.example/c?7", .block = "Discuss this story at:\nhttps://river.example/c?7" },
  { LINK_CONTENT, .text = "https://river.example/c?7", .block = "They discuss the dam at:\nhttps://river.example/c?7" },
  { LINK_SOCIAL, .text = "https://acme.example/subscribe?ref=7",
    .block = "Copy and paste this link to others: https://acme.example/subscribe?ref=7" },
  { LINK_ACTION, .text = "https://acme.example/subscribe?ref=7",
    .block = "Or here: https://acme.example/subscribe?ref=7" },

  /* the sending service */
  { LINK_OTHER, .text = "Powered by Mailchimp", .place = LATE },
  { LINK_OTHER, .text = "Powered by Mailchimp", .is_image = TRUE },
  { LINK_CONTENT, .text = "Powered by Mailchimp" },
  { LINK_CONTENT, .text = "Powered by nothing but water and old wheels", .place = LATE },

  { LINK_CONTENT, .text = "Powered by old water wheels", .place = LATE },
  { LINK_CONTENT, .text = "Powered by Mailchimp for you and for your friends", .place = LATE },
  { LINK_OTHER, .text = "Mailchimp logo", .is_image = TRUE, .place = LATE },
  { LINK_NAV, .text = "Mailchimp logo", .is_image = TRUE, .place = FIRST },
  { LINK_OTHER, .text = "Quux", .block = "Powered by Quux and water.", .place = LATE },
  { LINK_CONTENT, .text = "Quux", .block = "Powered by Quux and water." },
  { LINK_CONTENT, .text = "Quux", .block = "Powered by water and by old wheels and a mill: Quux.", .place = LATE },

  { LINK_CONTENT, .text = "how you could use the water of the river", .place = LATE,
    .block = "The miller published on how you could use the water of the river." },

  { LINK_CONTENT, .text = "mobile app", .place = LATE,
    .block =
        "Type what you hear of the flood or of the dam or of the mill into the mobile app of the village at once." },
  { LINK_OTHER, .text = "mobile app", .place = LATE, .block = "Get our mobile app" },

  /* furniture, when nothing else is said */
  { LINK_ACTION, .text = "Save" },
  { LINK_CONTENT, .text = "Save the dam" },
  { LINK_ACTION, .text = "Accept" },
  { LINK_NAV, .text = "Next", .block = "Prev. | Start | Next" },
  { LINK_NAV, .text = "Start", .block = "Prev. | Start | Next" },
  { LINK_ACTION, .text = "My account" },
  { LINK_CONTENT, .text = "My account of the flood" },
  { LINK_CONTENT, .text =
                      "account account account account account account account account account account account account "
                      "account account account account account" },
  { LINK_SPONSOR, .text = "Advertisement" },
  { LINK_SPONSOR, .text = "Our sponsor" },
  { LINK_SPONSOR, .text = "Our sponsor", .url = "https://www.facebook.com/quux" },
  { LINK_NAV, .text = "Privacy policy" },
  { LINK_NAV, .text = "our blog", .place = LATE, .block = LONG_TALE },
  { LINK_NAV, .text = "our blog", .place = FIRST, .block = LONG_TALE },
  { LINK_NAV, .text = "our blog", .place = EARLY, .block = LONG_TALE },
  { LINK_CONTENT, .text = "our blog", .block = LONG_TALE },
  { LINK_CONTENT, .text = "A new privacy policy for dams" },
  { LINK_CONTENT, .text = "Read more on our blog" },

  /* advertisements by what stands around */
  { LINK_SPONSOR, .text = "Sponsored by Quux" },
  { LINK_SPONSOR, .text = "Quux", .block = "Sponsored by Quux, the sharpest saws" },
  { LINK_SPONSOR, .text = "Quux", .block = "The sharpest saw of all is sponsored by Quux" },
  { LINK_CONTENT, .text = "the saw", .block = LONG_TALE " Sponsored by the saw." },
  { LINK_SPONSOR, .text = "the saw", .block = "Ad: the saw that everybody has" },
  { LINK_CONTENT, .text = "the saw", .block = LONG_TALE " It was sponsored by the saw." },
  { LINK_CONTENT, .text = "the saw", .block = "The ad of the saw that everybody has" },
  { LINK_SPONSOR, .text = "The sharpest saw", .previous = "Sponsored by Quux" },
  { LINK_CONTENT, .text = "The sharpest saw", .previous = "The sharpest saw (Sponsor)" },
  { LINK_SPONSOR, .text = "The sharpest saw", .previous = "Advertisement" },
  { LINK_CONTENT, .text = "The sharpest saw", .next = "Advertisement" },
  { LINK_CONTENT, .text = "The sharpest saw", .next = "The saw that all of the village has got (Sponsor)" },
  { LINK_SPONSOR, .text = "Sponsored by Quux", .block = LONG_TALE " Sponsored by Quux" },
  { LINK_SPONSOR, .text = "The sharpest saw", .next = "Quux (Sponsor)" },
  { LINK_CONTENT, .text = "The sharpest saw", .next = "Sponsored by Quux" },
  { LINK_CONTENT, .text = "The sharpest saw",
    .previous = "Sponsored by Quux and four other makers of saws and of files" },
  { LINK_SPONSOR, .text = "The sharpest saw", .heading = "A word from our sponsors" },
  { LINK_CONTENT, .text = "The sharpest saw", .heading = "The dam, the mill and the bridge" },
  { LINK_CONTENT, .text = "The sharpest saw",
    .heading = "Sponsored by nobody: how the village paid for its dam alone" },

  { LINK_SPONSOR, .text = "The sharpest saw", .in_advert = TRUE },
  { LINK_ACTION, .text = "Unsubscribe", .in_advert = TRUE },
  { LINK_SPONSOR, .text = "The sharpest saw", .block = "Sponsor\nThe sharpest saw\nThe flood" },
  { LINK_CONTENT, .text = "The flood", .block = LONG_TALE "\nSponsor\nThe sharpest saw\nThe flood" },
  { LINK_SPONSOR, .text = "The sharpest saw", .block = LONG_TALE "\nSponsor\nThe sharpest saw\nThe flood" },
  { LINK_SPONSOR, .text = "The sharpest saw", .previous = "S P O N S O R" },
  { LINK_SPONSOR, .text = "The sharpest saw", .previous = "A message from Quux" },
  { LINK_CONTENT, .text = "The sharpest saw", .previous = "A message from the editor" },
  { LINK_SPONSOR, .text = "Subscribe", .heading = "Sponsored by Quux" },
  { LINK_ACTION, .text = "Unsubscribe", .heading = "Sponsored by Quux" },
  { LINK_SOCIAL, .text = "Facebook", .heading = "Sponsored by Quux" },
  { LINK_SPONSOR, .text = "Sign up for free", .heading = "Today's letter is brought to you by Quux" },
  { LINK_ACTION, .text = "My account", .heading = "Sponsored by Quux", .in_small_print = TRUE, .place = LATE },

  /* a text that says nothing */
  { LINK_ACTION, .text = "here", .block = "To unsubscribe, click here." },
  { LINK_ACTION, .text = "here", .block = "Trouble viewing? Look here." },
  { LINK_ACTION, .text = "here", .block = "Look here to subscribe." },
  { LINK_ACTION, .text = "here", .block = "Look here whenever you should wish to unsubscribe." },
  { LINK_CONTENT, .text = "here", .block = "The flood is shown here." },
  { LINK_CONTENT, .text = "here", .block = LONG_TALE " All of it here. " LONG_TALE " Unsubscribe." },
  { LINK_CONTENT, .text = "here", .block = "Unsubscribe. " LONG_TALE " All of it here." },
  { LINK_CONTENT, .text = "Learn more", .block = "You may unsubscribe. Learn more of the dam." },
  { LINK_CONTENT, .text = "Lire", .block = "Se d\u00e9sabonner. Lire le dossier." },
  { LINK_CONTENT, .text = "the dam", .block = "To unsubscribe, ask at the dam." },
  { LINK_ACTION, .text = "here", .block = "Images? Look here.", .place = FIRST },
  { LINK_ACTION, .text = "here", .place = FIRST,
    .block = "Are the pictures of the river and of the dam missing on your screen? Then you had better look here." },
  { LINK_CONTENT, .text = "here", .place = FIRST },
  { LINK_CONTENT, .text = "here", .block = "Images? Look here.", .place = SHORT_MAIL },
  { LINK_CONTENT, .text = "here", .block = "Images? Look here.", .place = EARLY },
  { LINK_CONTENT, .text = "here", .block = LONG_TALE " Look here. " LONG_TALE, .place = FIRST },
  { LINK_CONTENT, .text = "river.example/p", .block = "Images of river.example/p now.", .place = FIRST },
  { LINK_ACTION, .text = "here", .block = "Your account is here.", .place = LATE },
  { LINK_CONTENT, .text = "here", .block = "Your account is here." },
  { LINK_OTHER, .text = "here", .block = "Get the app here.", .place = LATE },
  { LINK_OTHER, .text = "here", .block = "Look here for the app.", .place = LATE },
  { LINK_CONTENT, .text = "here", .block = "Get the app here." },
  { LINK_CONTENT, .text = "here", .place = LATE,
    .block = "The app of the village counts every drop that goes over the dam and every fish that is seen here." },
  { LINK_SOCIAL, .text = "here", .block = "Follow us on Facebook here.", .place = LATE },
  { LINK_CONTENT, .text = "here", .block = "The old miller is on Facebook here.", .place = LATE },
  { LINK_CONTENT, .text = "here", .block = "Follow us on Facebook here." },
  { LINK_NAV, .text = "here", .block = "Our privacy policy is here.", .place = LATE },
  { LINK_NAV, .text = "here", .block = LONG_TALE " Our privacy policy is here.", .place = LATE },
  { LINK_CONTENT, .text = "https://river.example", .block = "The website: https://river.example", .place = LATE },
  { LINK_NAV, .text = "here", .block = "Our privacy policy is here." },
  { LINK_CONTENT, .text = "here", .block = "The privacy policy of rivers is here." },
  { LINK_CONTENT, .text = "here", .place = LATE,
    .block = "It is the old archive of the mill and of the bridge and of the dam that burned here." },

  /* the same text twice in a block: each has its own sentence and line */
  { LINK_CONTENT, .text = "Click here", .block = "Click here for the flood. To unsubscribe: Click here." },
  { LINK_ACTION, .text = "Click here", .block = "Click here for the flood. To unsubscribe: Click here.",
    .is_last = TRUE },
  { LINK_ACTION, .text = "here", .block = "To unsubscribe look here\nThe flood is shown here" },
  { LINK_CONTENT, .text = "here", .block = "To unsubscribe look here\nThe flood is shown here", .is_last = TRUE },
  { LINK_CONTENT, .text = "here", .block = "The flood is shown here! Unsubscribe when you will." },
  { LINK_CONTENT, .text = "here", .block = "Unsubscribe when you will.\nThe flood is shown here." },
  { LINK_CONTENT, .text = "\u3053\u3053",
    .block = "\u914d\u4fe1\u505c\u6b62\u3002\u6d2a\u6c34\u306e\u8a71\u306f\u3053\u3053" },

  /* a sentence that only points to the link leaves the word to the one before */
  { LINK_ACTION, .text = "Click here", .block = "Rather not receive this? Click here" },
  { LINK_ACTION, .text = "Click here", .block = "Want to unsubscribe?\nClick here" },
  { LINK_ACTION, .text = "Click here", .previous = "To unsubscribe:" },
  { LINK_CONTENT, .text = "Click here", .previous = "You may unsubscribe." },
  { LINK_SOCIAL, .text = "Click here to send mail", .block = "Fond of rivers? Tell a friend! Click here to send mail" },
  { LINK_CONTENT, .text = "here", .block = "Comment: look here" },
  { LINK_CONTENT, .text = "here", .block = "It is all about the river. Look here.", .place = LATE },
  { LINK_CONTENT, .text = "https://river.example/a", .block = "Read about it at: https://river.example/a" },
  { LINK_NAV, .text = "Click here", .block = "Our help centre | Click here to see our contact options." },
  { LINK_NAV, .text = "river.example/a", .block = "All about us:\nriver.example/a", .place = LATE },
  { LINK_NAV, .text = "river.example/a", .block = "Our archive: river.example/a" },
  { LINK_CONTENT, .text = "river.example/a", .block = "The archive of floods: river.example/a" },

  /* looking for advertisers, naming authors */
  { LINK_NAV, .text = "Advertise with Quux" },
  { LINK_NAV, .text = "Check out our job board.", .block = "Want more work? Check out our job board." },
  { LINK_NAV, .text = "Post a job", .block = "Hiring? Post a job" },
  { LINK_CONTENT, .text = "advertising", .block = "Most of it is advertising" },
  { LINK_CONTENT, .text = "Post a job at the mill", .block = "Hiring? Post a job at the mill" },
  { LINK_CONTENT, .text = "Advertise with Quux", .block = "Do not Advertise with Quux" },
  { LINK_CONTENT, .text = "Advertise as the mill did in the old days" },
  { LINK_NAV, .text = "Let us talk", .url = "https://acme.example/advertise/local" },
  { LINK_CONTENT, .text = "Let us talk", .url = "https://acme.example/why-rivers-advertise" },
  { LINK_NAV, .text = "here", .block = "If you wish to advertise in this letter, look here.", .place = LATE },
  { LINK_CONTENT, .text = "here", .block = "If you wish to advertise in this letter, look here." },
  { LINK_NAV, .text = "Learn more", .block = "Interested in advertising? Learn more", .place = LATE },
  { LINK_CONTENT, .text = "Learn more", .block = "Interested in advertising? Learn more" },
  { LINK_CONTENT, .text = "Learn more", .block = "Interested in rivers? Learn more", .place = LATE },
  { LINK_NAV, .text = "Ada Quux", .block = "Written by Ada Quux and Bob" },
  { LINK_NAV, .text = "Ada Quux", .block = "The end\nEdited by Ada Quux" },
  { LINK_CONTENT, .text = "Ada Quux", .block = "A river tale written by Ada Quux" },
  { LINK_CONTENT, .text = "Ada Quux",
    .block =
        "Written by Ada Quux in the year of the great flood, it tells how the river took the old mill and the dam in a night" },
  { LINK_NAV, .text = "Acme Letter", .block = "You\u2019re subscribed to Acme Letter of Quux" },

  /* an address for a text */
  { LINK_ACTION, .text = "river.example/u", .block = "To unsubscribe: river.example/u" },
  { LINK_ACTION, .text = "river.example", .block = "To unsubscribe: river.example" },
  { LINK_CONTENT, .text = "river.example/u", .block = "See river.example/u or unsubscribe" },
  { LINK_NAV, .text = "river.example/a", .block = "Our archive: river.example/a", .place = LATE },
  { LINK_NAV, .text = "https://acme.example", .block = LONG_TALE " https://acme.example", .place = LATE },
  { LINK_ACTION, .text = "acme.example/unsubscribe", .block = LONG_TALE },
  { LINK_SOCIAL, .text = "facebook.com/acme", .block = LONG_TALE },
  { LINK_CONTENT, .text = "acme@facebook.com", .block = LONG_TALE },
  { LINK_ACTION, .text = "https://acme.example/x?a=b@c.example",
    .block = "To unsubscribe: https://acme.example/x?a=b@c.example" },
  { LINK_ACTION, .text = "a@acme.example", .block = "Add a@acme.example to your address book.", .place = LATE },
  { LINK_CONTENT, .text = "a@acme.example", .block = "Add a@acme.example to your address book." },
  { LINK_NAV, .text = "https://acme.example/help", .url = "https://acme.example/help",
    .block = LONG_TALE " https://acme.example/help" },
  { LINK_CONTENT, .text = "Some help", .url = "https://acme.example/help", .block = LONG_TALE " Some help" },
  { LINK_MAILTO, .text = "facebook.com/acme", .url = "mailto:acme@facebook.com" },

  /* an address alone: the block before says what it is for */
  { LINK_ACTION, .text = "river.example/u", .previous = "please unsubscribe by going to the following web address:" },
  { LINK_ACTION, .text = "c.mailer.example/\u2026", .previous = LONG_TALE " " LONG_TALE " To unsubscribe go to" },
  { LINK_ACTION, .text = "https://river.example/u?a=1", .previous = "View this newsletter in your browser:" },
  { LINK_CONTENT, .text = "river.example/u", .previous = "You may unsubscribe at any time. " LONG_TALE },
  { LINK_CONTENT, .text = "river.example/u", .previous = "You may unsubscribe at any time." },
  { LINK_CONTENT, .text = "river.example/u", .previous = LONG_TALE ":" },
  { LINK_CONTENT, .text = "river.example/u", .previous = "" },
  { LINK_CONTENT, .text = "river.example/u", .block = "A dam: river.example/u", .previous = "To unsubscribe go to" },
  { LINK_CONTENT, .text = "The river", .previous = "To unsubscribe go to" },
};

START_TEST(guesses_the_kind)
{
  check_row(&rows[_i], _i);
}
END_TEST

static const struct {
  const char *block;
  gboolean is_small_print;
} small_print[] = {
  { "\u00a9 2026 Acme", TRUE },
  { "Made by Acme. Copyright 2026 Acme", TRUE },
  { "COPYRIGHT (C) 2026", TRUE },
  { "Copyright(c)2026", TRUE },
  { "Courts on copyright: 2026 in numbers", FALSE },
  { "Copyright law in 2026", FALSE },
  { "Copyright", FALSE },
  { "(C) 2026", FALSE },
  { "You are receiving this because you signed up.", TRUE },
  { "Unsubscribe", TRUE },
  { "Unsubscribe or tell us", TRUE },
  { "Vous recevez cette lettre parce que vous la lisez.", TRUE },
  { "Readers everywhere unsubscribe when rivers run dry", FALSE },
  { "The river was high.", FALSE },
  { "Privacy policy", FALSE },
  { "", FALSE },
  { "|||", FALSE },
};

static gboolean is_small_print(const char *text)
{
  LinkBlock block = { .text = text };

  return link_kind_is_small_print(&block);
}

START_TEST(knows_small_print)
{
  ck_assert_int_eq(is_small_print(small_print[_i].block), small_print[_i].is_small_print);
}
END_TEST

START_TEST(small_print_is_short)
{
  g_autofree char *tail = g_strnfill(1490, 'a');
  g_autofree char *most = g_strconcat("\u00a9 2026 ", tail, NULL);
  g_autofree char *more = g_strconcat(most, "aaaaaaaaaa", NULL);

  ck_assert(is_small_print(most));
  ck_assert(!is_small_print(more));
}
END_TEST

static const struct {
  gboolean is_web_version;
  Row row;
} web_versions[] = {
  { TRUE, { .text = "View in browser" } },
  { TRUE, { .text = "Webversion" } },
  { TRUE, { .text = "display it on a webpage", .place = FIRST, .block = LONG_TALE } },
  { TRUE, { .text = "display it on a webpage" } },
  { TRUE, { .text = "here", .block = "Trouble viewing this? Look here." } },
  { TRUE, { .text = "river.example/w", .previous = "View this newsletter in your browser:" } },
  { FALSE, { .text = "display it on a webpage", .block = LONG_TALE } },
  { FALSE, { .text = "here", .block = "The flood is shown here." } },
  { TRUE, { .text = "load all of it", .place = FIRST, .block = "Trouble viewing this? Then load all of it" } },
  { FALSE, { .text = "leave", .place = FIRST, .block = "Trouble viewing this? Unsubscribe, then leave" } },
  { FALSE, { .text = "the dam", .block = "Trouble viewing this? Look at the dam." } },
  { FALSE, { .text = "here", .block = "View in browser or unsubscribe here." } },
  { FALSE, { .text = "river.example/w", .previous = "To unsubscribe, view it in your browser:" } },
  { FALSE, { .text = "Unsubscribe in your browser" } },
  { FALSE, { .text = "View in browser", .url = "https://acme.example/unsubscribe" } },
  { FALSE, { .text = "View in browser", .url = "mailto:a@acme.example" } },
  { FALSE, { .text = "How to draw with SVG in your browser" } },
  { FALSE, { .text = "" } },
};

START_TEST(knows_the_web_version)
{
  LinkBlock blocks[5] = { 0 };
  LinkContext context = context_of(&web_versions[_i].row, blocks);
  g_autofree char *shown = url_shown(context.url);

  gboolean is_web;

  context.shown_url = shown;
  link_kind_guess(&context, NULL, &is_web);
  ck_assert_msg(is_web == web_versions[_i].is_web_version, "row %d '%s'", _i, context.text);
}
END_TEST

Suite *suite_link_kind(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/link_kind", &tcase);

  tcase_add_loop_test(tcase, guesses_the_kind, 0, G_N_ELEMENTS(rows));
  tcase_add_loop_test(tcase, knows_small_print, 0, G_N_ELEMENTS(small_print));
  tcase_add_test(tcase, small_print_is_short);
  tcase_add_loop_test(tcase, knows_the_web_version, 0, G_N_ELEMENTS(web_versions));
  return suite;
}

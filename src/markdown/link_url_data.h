/* SPDX-License-Identifier: MIT */
/* Hosts of the world, for link_url.c alone. A host stands for itself and everything below it. */
#pragma once

#include <glib.h>

/* Profiles and share buttons, except below these path segments: there it is a post, a film, an event. '#' is any number. */
static const struct {
  const char *host;
  const char *const posts[12];
} social_hosts[] = {
  { "facebook.com",
    { "posts", "videos", "video", "events", "photos", "photo", "watch", "reel", "notes", "permalink.php", "story.php",
      NULL } },
  { "fb.com", { NULL } },
  { "twitter.com", { "status", "statuses", "events", "moments", NULL } },
  { "x.com", { "status", "statuses", "article", NULL } },
  { "instagram.com", { "p", "reel", "reels", "tv", NULL } },
  { "linkedin.com", { "pulse", "posts", "jobs", "feed", "events", "learning", "newsletters", NULL } },
  { "youtube.com", { "watch", "playlist", "live", "shorts", "embed", NULL } },
  { "tiktok.com", { "video", "photo", NULL } },
  { "reddit.com", { "comments", NULL } },
  { "threads.net", { "post", NULL } },
  { "threads.com", { "post", NULL } },
  { "bsky.app", { "post", NULL } },
  { "mastodon.social", { "#", NULL } },
  { "pinterest.com", { "pin", NULL } },
  { "pinterest.de", { "pin", NULL } },
  { "pinterest.fr", { "pin", NULL } },
  { "pinterest.co.uk", { "pin", NULL } },
  { "vk.com", { NULL } },
  { "ok.ru", { NULL } },
  { "weibo.com", { "#", NULL } },
  { "t.me", { "#", NULL } },
  { "telegram.me", { "#", NULL } },
  { "wa.me", { NULL } },
  { "whatsapp.com", { NULL } },
  { "line.me", { NULL } },
  { "lin.ee", { NULL } },
  { "pf.kakao.com", { NULL } },
  { "discord.gg", { NULL } },
  { "discord.com", { "#", NULL } },
  { "snapchat.com", { NULL } },
  { "xing.com", { "events", "news", "jobs", NULL } },
  { "kununu.com", { NULL } },
  { "vimeo.com", { "#", NULL } },
  { "flickr.com", { "#", NULL } },
  { "twitch.tv", { "videos", NULL } },
  { "plus.google.com", { "posts", NULL } },
  { "addtoany.com", { NULL } },
  { "addthis.com", { NULL } },
  { "sharethis.com", { NULL } },
  { "forward-to-friend.com", { NULL } },
  { "forward-to-friend1.com", { NULL } },
  { "forward-to-friend2.com", { NULL } },
  { "delicious.com", { NULL } },
  { "del.icio.us", { NULL } },
};

static const char *const vendor_hosts[] = { "mailchimp.com",
                                            "beehiiv.com",
                                            "substack.com",
                                            "convertkit.com",
                                            "kit.com",
                                            "campaignmonitor.com",
                                            "createsend.com",
                                            "sendinblue.com",
                                            "brevo.com",
                                            "mailerlite.com",
                                            "getresponse.com",
                                            "getresponse.de",
                                            "activecampaign.com",
                                            "constantcontact.com",
                                            "sendgrid.com",
                                            "hubspot.com",
                                            "mailjet.com",
                                            "cleverreach.com",
                                            "cleverreach.de",
                                            "rapidmail.de",
                                            "newsletter2go.com",
                                            "newsletter2go.de",
                                            "inxmail.de",
                                            "inxmail.com",
                                            "emarsys.com",
                                            "benchmarkemail.com",
                                            "emailoctopus.com",
                                            "moosend.com",
                                            "omnisend.com",
                                            "tinyletter.com",
                                            "getrevue.co",
                                            "buttondown.email",
                                            "buttondown.com",
                                            "madmimi.com",
                                            "icontact.com",
                                            "verticalresponse.com",
                                            "feedblitz.com",
                                            "follow.it",
                                            "mailpoet.com",
                                            "ghost.org",
                                            "stibee.com",
                                            "aweber.com",
                                            "klaviyo.com",
                                            "list-manage.com",
                                            "mailerlite.io",
                                            "curated.co",
                                            "acymailing.com",
                                            "sendy.co",
                                            NULL };

static const char *const store_hosts[] = { "apps.apple.com",        "itunes.apple.com",    "play.google.com",
                                           "appgallery.huawei.com", "microsoft.com/store", NULL };

static const char *const advert_hosts[] = { "doubleclick.net",
                                            "googleadservices.com",
                                            "liadm.com",
                                            "liveintent.com",
                                            "powerinbox.com",
                                            "adsrvr.org",
                                            "taboola.com",
                                            "outbrain.com",
                                            "adform.net",
                                            "buysellads.com",
                                            "buysellads.net",
                                            "carbonads.net",
                                            "criteo.com",
                                            "bidswitch.net",
                                            "paved.com",
                                            "passendo.com",
                                            "adnxs.com",
                                            "adition.com",
                                            NULL };

/* First label of a host that does nothing but advertise. */
static const char *const advert_labels[] = { "ad",     "ads",     "adserver", "adclick",   "adv", "advert",
                                             "adserv", "sponsor", "sponsors", "sponsored", NULL };

/* The path segment before somebody's name, */
static const char *const person_segments[] = {
  "author",  "authors",     "user",         "users",     "people",     "person", "profile", "profiles", "member",
  "members", "contributor", "contributors", "columnist", "columnists", "writer", "writers", "autor",    "autoren",
  "autores", "autore",      "autori",       "auteur",    "auteurs",    "profil", "perfil",  NULL
};

/* and before that of a category. */
static const char *const topic_segments[] = { "category",  "categories", "tag",      "tags",      "topic",
                                              "topics",    "section",    "sections", "kategorie", "kategorien",
                                              "thema",     "themen",     "rubrik",   "rubrique",  "categorie",
                                              "categoria", "categorias", "tema",     "temas",     "etiqueta",
                                              NULL };

/* The copy on the web of a sending service. */
static const char *const web_hosts[] = { "campaign-archive.com",   "campaign-archive1.com", "campaign-archive2.com",
                                         "preview.mailerlite.com", "preview.mailerlite.io", NULL };

/* utm_medium= */
static const char *const paid_media[] = {
  "paid",           "cpc",     "cpm",       "ppc",      "ad",          "ads",       "advert", "advertising",
  "advertisement",  "sponsor", "sponsored", "sponsors", "sponsorship", "paidemail", "native", "sponsoredemail",
  "paidnewsletter", NULL
};

/* utm_campaign=, utm_content=, utm_source= */
static const char *const paid_campaigns[] = { "sponsor", "sponsored", "sponsors", "sponsorship", NULL };

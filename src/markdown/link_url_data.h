/* SPDX-License-Identifier: MIT */
/* Hosts and words of the world, for link_url.c alone. A host stands for itself and everything below it. */
#pragma once

#include <glib.h>

#include "markdown/link_url.h"

/* kinds: of LinkHost. posts: of a network, which is profiles and share buttons except below these path segments: there it is a post, a film, an event.
 * '#' is any number. In the order of their bytes. */
static const struct {
  const char *host;
  guint kinds;
  const char *const posts[12];
} hosts[] = {
  { "activecampaign.com", HOST_VENDOR, { NULL } },
  { "acymailing.com", HOST_VENDOR, { NULL } },
  { "addthis.com", HOST_SOCIAL, { NULL } },
  { "addtoany.com", HOST_SOCIAL, { NULL } },
  { "adform.net", HOST_ADVERT, { NULL } },
  { "adition.com", HOST_ADVERT, { NULL } },
  { "adnxs.com", HOST_ADVERT, { NULL } },
  { "adsrvr.org", HOST_ADVERT, { NULL } },
  { "appgallery.huawei.com", HOST_STORE, { NULL } },
  { "apps.apple.com", HOST_STORE, { NULL } },
  { "aweber.com", HOST_VENDOR, { NULL } },
  { "beehiiv.com", HOST_VENDOR, { NULL } },
  { "benchmarkemail.com", HOST_VENDOR, { NULL } },
  { "bidswitch.net", HOST_ADVERT, { NULL } },
  { "brevo.com", HOST_VENDOR, { NULL } },
  { "bsky.app", HOST_SOCIAL, { "post", NULL } },
  { "buttondown.com", HOST_VENDOR, { NULL } },
  { "buttondown.email", HOST_VENDOR, { NULL } },
  { "buysellads.com", HOST_ADVERT, { NULL } },
  { "buysellads.net", HOST_ADVERT, { NULL } },
  { "campaign-archive.com", HOST_WEB, { NULL } },
  { "campaign-archive1.com", HOST_WEB, { NULL } },
  { "campaign-archive2.com", HOST_WEB, { NULL } },
  { "campaignmonitor.com", HOST_VENDOR, { NULL } },
  { "carbonads.net", HOST_ADVERT, { NULL } },
  { "cleverreach.com", HOST_VENDOR, { NULL } },
  { "cleverreach.de", HOST_VENDOR, { NULL } },
  { "constantcontact.com", HOST_VENDOR, { NULL } },
  { "convertkit.com", HOST_VENDOR, { NULL } },
  { "createsend.com", HOST_VENDOR, { NULL } },
  { "criteo.com", HOST_ADVERT, { NULL } },
  { "curated.co", HOST_VENDOR, { NULL } },
  { "del.icio.us", HOST_SOCIAL, { NULL } },
  { "delicious.com", HOST_SOCIAL, { NULL } },
  { "discord.com", HOST_SOCIAL, { "#", NULL } },
  { "discord.gg", HOST_SOCIAL, { NULL } },
  { "doubleclick.net", HOST_ADVERT, { NULL } },
  { "emailoctopus.com", HOST_VENDOR, { NULL } },
  { "emarsys.com", HOST_VENDOR, { NULL } },
  { "facebook.com",
    HOST_SOCIAL,
    { "posts", "videos", "video", "events", "photos", "photo", "watch", "reel", "notes", "permalink.php", "story.php",
      NULL } },
  { "fb.com", HOST_SOCIAL, { NULL } },
  { "feedblitz.com", HOST_VENDOR, { NULL } },
  { "flickr.com", HOST_SOCIAL, { "#", NULL } },
  { "follow.it", HOST_VENDOR, { NULL } },
  { "forward-to-friend.com", HOST_SOCIAL, { NULL } },
  { "forward-to-friend1.com", HOST_SOCIAL, { NULL } },
  { "forward-to-friend2.com", HOST_SOCIAL, { NULL } },
  { "getresponse.com", HOST_VENDOR, { NULL } },
  { "getresponse.de", HOST_VENDOR, { NULL } },
  { "getrevue.co", HOST_VENDOR, { NULL } },
  { "ghost.org", HOST_VENDOR, { NULL } },
  { "googleadservices.com", HOST_ADVERT, { NULL } },
  { "hubspot.com", HOST_VENDOR, { NULL } },
  { "icontact.com", HOST_VENDOR, { NULL } },
  { "instagram.com", HOST_SOCIAL, { "p", "reel", "reels", "tv", NULL } },
  { "inxmail.com", HOST_VENDOR, { NULL } },
  { "inxmail.de", HOST_VENDOR, { NULL } },
  { "itunes.apple.com", HOST_STORE, { NULL } },
  { "kit.com", HOST_VENDOR, { NULL } },
  { "klaviyo.com", HOST_VENDOR, { NULL } },
  { "kununu.com", HOST_SOCIAL, { NULL } },
  { "liadm.com", HOST_ADVERT, { NULL } },
  { "lin.ee", HOST_SOCIAL, { NULL } },
  { "line.me", HOST_SOCIAL, { NULL } },
  { "linkedin.com", HOST_SOCIAL, { "pulse", "posts", "jobs", "feed", "events", "learning", "newsletters", NULL } },
  { "list-manage.com", HOST_VENDOR, { NULL } },
  { "liveintent.com", HOST_ADVERT, { NULL } },
  { "madmimi.com", HOST_VENDOR, { NULL } },
  { "mailchimp.com", HOST_VENDOR, { NULL } },
  { "mailerlite.com", HOST_VENDOR, { NULL } },
  { "mailerlite.io", HOST_VENDOR, { NULL } },
  { "mailjet.com", HOST_VENDOR, { NULL } },
  { "mailpoet.com", HOST_VENDOR, { NULL } },
  { "mastodon.social", HOST_SOCIAL, { "#", NULL } },
  { "moosend.com", HOST_VENDOR, { NULL } },
  { "newsletter2go.com", HOST_VENDOR, { NULL } },
  { "newsletter2go.de", HOST_VENDOR, { NULL } },
  { "ok.ru", HOST_SOCIAL, { NULL } },
  { "omnisend.com", HOST_VENDOR, { NULL } },
  { "outbrain.com", HOST_ADVERT, { NULL } },
  { "passendo.com", HOST_ADVERT, { NULL } },
  { "paved.com", HOST_ADVERT, { NULL } },
  { "pf.kakao.com", HOST_SOCIAL, { NULL } },
  { "pinterest.co.uk", HOST_SOCIAL, { "pin", NULL } },
  { "pinterest.com", HOST_SOCIAL, { "pin", NULL } },
  { "pinterest.de", HOST_SOCIAL, { "pin", NULL } },
  { "pinterest.fr", HOST_SOCIAL, { "pin", NULL } },
  { "play.google.com", HOST_STORE, { NULL } },
  { "plus.google.com", HOST_SOCIAL, { "posts", NULL } },
  { "powerinbox.com", HOST_ADVERT, { NULL } },
  { "preview.mailerlite.com", HOST_WEB, { NULL } },
  { "preview.mailerlite.io", HOST_WEB, { NULL } },
  { "rapidmail.de", HOST_VENDOR, { NULL } },
  { "reddit.com", HOST_SOCIAL, { "comments", NULL } },
  { "sendgrid.com", HOST_VENDOR, { NULL } },
  { "sendinblue.com", HOST_VENDOR, { NULL } },
  { "sendy.co", HOST_VENDOR, { NULL } },
  { "sharethis.com", HOST_SOCIAL, { NULL } },
  { "snapchat.com", HOST_SOCIAL, { NULL } },
  { "stibee.com", HOST_VENDOR, { NULL } },
  { "substack.com", HOST_VENDOR, { NULL } },
  { "t.me", HOST_SOCIAL, { "#", NULL } },
  { "taboola.com", HOST_ADVERT, { NULL } },
  { "telegram.me", HOST_SOCIAL, { "#", NULL } },
  { "threads.com", HOST_SOCIAL, { "post", NULL } },
  { "threads.net", HOST_SOCIAL, { "post", NULL } },
  { "tiktok.com", HOST_SOCIAL, { "video", "photo", NULL } },
  { "tinyletter.com", HOST_VENDOR, { NULL } },
  { "twitch.tv", HOST_SOCIAL, { "videos", NULL } },
  { "twitter.com", HOST_SOCIAL, { "status", "statuses", "events", "moments", NULL } },
  { "verticalresponse.com", HOST_VENDOR, { NULL } },
  { "vimeo.com", HOST_SOCIAL, { "#", NULL } },
  { "vk.com", HOST_SOCIAL, { NULL } },
  { "wa.me", HOST_SOCIAL, { NULL } },
  { "weibo.com", HOST_SOCIAL, { "#", NULL } },
  { "whatsapp.com", HOST_SOCIAL, { NULL } },
  { "x.com", HOST_SOCIAL, { "status", "statuses", "article", NULL } },
  { "xing.com", HOST_SOCIAL, { "events", "news", "jobs", NULL } },
  { "youtube.com", HOST_SOCIAL, { "watch", "playlist", "live", "shorts", "embed", NULL } },
};

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

/* utm_medium= */
static const char *const paid_media[] = {
  "paid",           "cpc",     "cpm",       "ppc",      "ad",          "ads",       "advert", "advertising",
  "advertisement",  "sponsor", "sponsored", "sponsors", "sponsorship", "paidemail", "native", "sponsoredemail",
  "paidnewsletter", NULL
};

/* utm_campaign=, utm_content=, utm_source= */
static const char *const paid_campaigns[] = { "sponsor", "sponsored", "sponsors", "sponsorship", NULL };

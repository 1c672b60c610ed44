/* SPDX-License-Identifier: MIT */
#include "mail/confirmation.h"

#include <string.h>

#include "mail/confirmation_words.h"
#include "suites.h"
#include "support.h"

#define URL "(https://click.mail.example/x/8f3a21c07)"
#define CONFIRM "(https://x.example/newsletter/confirm?token=8f3a21c07b)"

/* The text holds its links as [text](url); many: so many words of news are added. */
static const struct {
  const char *subject, *text;
  guint many;
} wanted[] = {
  /* English */
  { "Please confirm your subscription", "Hi!\n\n[Confirm subscription]" URL, 0 },
  { "The Gazette: Please Confirm Subscription",
    "# The Gazette\n\nPlease Confirm Subscription\n\n[Yes, subscribe me to this list.]" URL
    "\n\nIf you received this email by "
    "mistake, simply delete it. You won't be subscribed if you don't click the confirmation link above.",
    0 },
  { "Important: confirm your subscription", "One click and you are in.\n\n[Confirm your subscription]" URL, 0 },
  { "Confirm your email address", "Thanks for signing up!\n\n[Confirm email]" URL, 0 },
  { "Welcome to The Gazette!",
    "Thanks for subscribing. Please confirm your e-mail address by clicking the button below.\n\n[Confirm]" URL, 0 },
  { "Verify your email", "You created an account. If this wasn't you, ignore this email.\n\n[Verify email address]" URL,
    0 },
  { "Activate your account", "Thank you for registering at the archive.\n\n[Activate account]" URL, 0 },
  { "Your newsletter sign-up",
    "To confirm your sign-up, open this link: [https://x.example/n/confirm/8f3a21c07b]" CONFIRM, 0 },
  { "Complete your sign up to The Gazette", "Tap the button to finish.\n\n[Confirm signup]" URL, 0 },
  { "Just one more step",
    "You asked for our newsletter. To activate your subscription, please click [here]" URL ".\n\nIf you "
    "did not, ignore this message.",
    0 },
  { "Subscription confirmation", "Please confirm that you want our mailing list: [confirm]" CONFIRM, 0 },
  { "Gazette",
    "You or someone else subscribed this address to the Gazette. Please confirm your subscription: "
    "[https://x.example/n/confirm/8f3a21c07b]" CONFIRM "\n\nIf it was not you, simply ignore this mail.",
    0 },
  { "Your confirmation is required to join the dev mailing list",
    "We have received a request for subscription of your email address to the dev "
    "mailing list. To confirm that you want to be added, visit "
    "[https://lists.example.org/confirm/dev/8f3a21c07b](https://lists.example.org/confirm/dev/8f3a21c07b)",
    0 },
  { "CONFIRM YOUR SUBSCRIPTION", "[CONFIRM]" URL, 0 },
  { "Confirm your subscription \xf0\x9f\x93\xac", "[\xe2\x9c\x85 Confirm]" URL, 0 },
  { "\xef\xbc\xb0lease confirm your subscription", "[Confirm]" URL, 0 }, /* a full-width letter */
  { "Confirm your subscription to Weekly",
    "Please confirm your subscription.\n\n[Confirm my subscription]" URL "\n\nUntil then:", 200 },
  { "Verify your forwarding address",
    "Someone asked to send mail here. To confirm the forwarding, click [Confirm forwarding]" URL, 0 },
  { "Confirm your subscription",
    "Go to [https://click.mail.example/x/8f3a](https://click.mail.example/x/8f3a) to confirm your "
    "subscription.",
    0 },
  /* German */
  { "Bitte best\u00e4tigen Sie Ihre Anmeldung", "[Anmeldung best\u00e4tigen]" URL, 0 },
  { "Bitte bestaetigen Sie Ihre Newsletter-Anmeldung", "[Jetzt best\u00e4tigen]" URL, 0 },
  { "Ihr Newsletter - nur noch ein Klick",
    "Bitte best\u00e4tige Deine Anmeldung mit einem Klick.\n\n[ANMELDUNG BEST\u00c4TIGEN]" URL
    "\n\nSolltest Du Dich nicht angemeldet haben, kannst Du diese E-Mail ignorieren.",
    0 },
  { "Best\u00e4tigen Sie Ihre E-Mail-Adresse",
    "Sie haben sich f\u00fcr unseren Newsletter angemeldet.\n\n[E-Mail-Adresse best\u00e4tigen]" URL, 0 },
  { "Best\u00e4tigung Ihrer Newsletter-Anmeldung",
    "Um den Newsletter zu aktivieren, klicken Sie bitte: [Hier klicken]" URL
    "\n\nWenn Sie das nicht waren, ignorieren Sie diese Nachricht.",
    0 },
  { "Dein Konto", "Danke f\u00fcr deine Registrierung. Bitte verifiziere deine Mailadresse.\n\n[Konto aktivieren]" URL,
    0 },
  /* French */
  { "Confirmez votre inscription", "[Je confirme mon inscription]" URL, 0 },
  { "Veuillez confirmer votre adresse e-mail", "Merci de votre inscription !\n\n[Confirmer]" URL, 0 },
  { "Plus qu'une \u00e9tape",
    "Pour valider votre abonnement \u00e0 l'infolettre, cliquez ici : [Cliquez ici]" URL
    "\n\nSi vous n'\u00eates pas \u00e0 l'origine de cette demande, ignorez ce message.",
    0 },
  /* Spanish */
  { "Confirma tu suscripci\u00f3n", "[Confirmar]" URL, 0 },
  { "Por favor, confirme su suscripcion", "[Confirmo mi suscripci\u00f3n]" CONFIRM, 0 },
  { "Verifica tu correo electr\u00f3nico", "Gracias por registrarte.\n\n[Verificar correo]" URL, 0 },
  /* Italian */
  { "Conferma la tua iscrizione", "[Conferma]" URL, 0 },
  { "Conferma il tuo indirizzo email", "Grazie per esserti iscritto. \n\n[Conferma l'indirizzo]" URL, 0 },
  /* Portuguese */
  { "Confirme sua inscri\u00e7\u00e3o", "[Confirmar inscri\u00e7\u00e3o]" URL, 0 },
  { "Confirme o seu endere\u00e7o de e-mail", "Obrigado por subscrever.\n\n[Confirmar]" URL, 0 },
  /* Dutch */
  { "Bevestig je aanmelding", "[Bevestigen]" URL, 0 },
  { "Bevestig uw e-mailadres", "U bent aangemeld voor de nieuwsbrief.\n\n[Bevestig e-mailadres]" URL, 0 },
  /* Swedish, Danish, Norwegian */
  { "Bekr\u00e4fta din prenumeration", "[Bekr\u00e4fta]" URL, 0 },
  { "Bekr\u00e6ft din tilmelding", "[Bekr\u00e6ft tilmelding]" URL, 0 },
  { "Bekreft p\u00e5meldingen din", "[Bekreft]" URL, 0 },
  { "Bekreft e-postadressen din", "Takk for at du registrerer deg.\n\n[Bekreft]" URL, 0 },
  /* Polish, Russian */
  { "Potwierd\u017a subskrypcj\u0119", "[Potwierd\u017a]" URL, 0 },
  { "Potwierd\u017a sw\u00f3j adres e-mail",
    "Dzi\u0119kujemy za zapisanie si\u0119 do newslettera.\n\n[Potwierd\u017a adres]" URL, 0 },
  { "Подтвердите подписку", "[Подтвердить]" URL, 0 },
  { "Подтвердите адрес электронной почты", "Вы подписались на рассылку.\n\n[Подтвердить адрес]" URL, 0 },
  /* Japanese, Chinese, Korean */
  { "メールマガジン登録の確認", "まだ登録は完了していません。\n\n[登録を確認する]" URL, 0 },
  { "【重要】メールアドレスの確認",
    "ご登録ありがとうございます。下のリンクで本登録を完了してください。\n\n[メールアドレスを確認]" URL, 0 },
  { "请确认您的订阅", "[确认订阅]" URL, 0 },
  { "請驗證您的電子郵件地址", "感謝您註冊。\n\n[驗證電子郵件]" URL, 0 },
  { "구독을 확인해 주세요", "[구독 확인]" URL, 0 },
  { "이메일 인증 안내", "가입해 주셔서 감사합니다.\n\n[이메일 인증하기]" URL, 0 },
  /* codes */
  { "Your verification code", "Your code is **482 913**. It expires in ten minutes.", 0 },
  { "482913 is your verification code", "Enter it on the page you came from.", 0 },
  { "Confirm it is you", "Use this login code to continue:\n\n# 482913", 0 },
  { "Ihr Best\u00e4tigungscode", "Geben Sie 482913 ein.", 0 },
  { "Ihr Best\u00e4tigungscode lautet 482913", "Er gilt zehn Minuten.", 0 },
  { "Votre code de v\u00e9rification", "Votre code de v\u00e9rification : 482913", 0 },
  { "Код подтверждения", "Код подтверждения: 482913", 0 },
  { "【認証コード】", "認証コード: 482913", 0 },
  { "您的验证码", "您的验证码是482913。", 0 },
  { "인증번호 안내", "인증번호는 482913 입니다.", 0 },
};

static const struct {
  const char *subject, *text;
  guint many;
} unwanted[] = {
  /* news that speaks of confirming */
  { "Senate confirmation hearing drags on", "The committee will confirm the nominee.\n\n[Read more]" URL, 400 },
  { "Confirmed: the new phone", "We can confirm it. [Read the story]" URL "\n\n[Unsubscribe]" URL, 80 },
  { "How to confirm your email list is clean",
    "Ask readers to confirm their subscription. [Read the guide]"
    "(https://blog.example/email-confirmation-guide-2026)",
    60 },
  { "Why double opt-in matters",
    "Senders who ask readers to confirm their subscription see fewer complaints.\n\n"
    "[Read more](https://blog.example/2026/double-opt-in)",
    40 },
  { "Confirm your email: five designs we love",
    "[Confirm your email: five designs we love this week]"
    "(https://blog.example/2026/confirm-your-email)\n\n[A second story]" URL "\n\n[A third]" URL "\n\n[Fourth]" URL
    "\n\n[Fifth]" URL,
    420 },
  { "Weekly #48",
    "You receive this because you confirmed your subscription.\n\n[Unsubscribe]" URL "\n\n[Manage preferences]" URL,
    80 },
  { "Weekly #49", "Sie erhalten diese Mail, weil Sie Ihre Anmeldung best\u00e4tigt haben.\n\n[Abmelden]" URL, 80 },
  { "Weekly #50", "[Confirm or update your email preferences]" URL, 90 },
  { "Weekly #51", "Please verify your email settings. [Manage settings]" URL, 0 },
  { "週刊ニュース", "今週の話題です。\n\n[ご登録内容の確認・変更はこちら]" URL "\n\n[配信停止]" URL, 60 },
  { "Polls confirm the trend", "[Read more]" URL "\n\n[Subscribe to our newsletter]" URL, 50 },
  { "Tor Metrics: how we verify your account of events", "[Read on]" URL, 120 },
  { "Confirmation bias", "We verify what we believe. Sign up for the course.\n\n[Enrol now]" URL, 100 },
  { "A newsletter about newsletters", "Activate readers. Validate ideas. Confirm demand.\n\n[Archive]" URL, 100 },
  /* welcome mails that ask for nothing */
  { "Welcome to The Gazette!", "Thanks for subscribing. Your subscription is confirmed.\n\n[Read the archive]" URL, 0 },
  { "Subscription confirmed", "Your subscription has been confirmed. [Visit our site]" URL, 0 },
  { "Your subscription is active", "Thanks for confirming your email address!\n\n[Start reading]" URL, 0 },
  { "Willkommen", "Ihre Anmeldung wurde best\u00e4tigt.\n\n[Zum Archiv]" URL, 0 },
  { "Welcome aboard", "Please confirm your subscription.", 0 }, /* with nothing to click */
  { "Confirm your subscription", "", 0 },
  { "Please confirm you want to unsubscribe", "[Confirm unsubscribe]" URL, 0 },
  { "Cancel your subscription", "Please confirm the cancellation of your subscription: [Confirm]" URL, 0 },
  /* shops, travel, appointments */
  { "Order confirmation #48291", "Thank you. Your order number is 48291. [View order]" URL, 0 },
  { "Confirmation of booking", "Please confirm your email address for your booking reference 48291. [Confirm]" URL, 0 },
  { "Please confirm your appointment", "[Confirm]" URL, 0 },
  { "Confirm your attendance", "[Yes, I will attend]" URL, 0 },
  { "Your order confirmation and newsletter", "Confirm your subscription. Your order has shipped. [Confirm]" URL, 0 },
  { "Complete your registration for our webinar", "Sign up now. [Complete registration]" URL, 0 },
  { "Activate your 20% discount", "[Activate now]" URL "\n\n[Shop]" URL, 0 },
  { "Activate your free trial", "[Activate]" URL, 0 },
  { "Verify your age", "[Verify]" URL, 0 },
  { "Your discount code", "Use code 482913 at checkout. [Shop now]" URL, 0 },
  { "The login code", "In 2026 the security code is 1999's idea. Room a1234 has more.", 0 },
  { "One-time passwords", "The security code 12345678901 is too long, 123 too short.", 0 },
  { "Your invoice", "Verification code 482913. Invoice attached.", 0 },
  { "The history of the verification code", "In 1984 banks began to send codes.", 300 },
  /* phishing */
  { "Verify your account", "Your account will be suspended. [Verify now]" URL, 0 },
  { "Verify your account", "We noticed a new device. [Verify account]" URL, 0 },
  { "Confirm your email address", "Your mailbox is full. Ignore this and lose your mail. [Confirm email]" URL, 0 },
  { "Confirm your identity", "[Confirm]" CONFIRM, 0 },
  { "Action required: confirm your billing information",
    "Your subscription could not be renewed. [Confirm subscription]" URL, 0 },
  { "Confirm your subscription payment", "[Confirm subscription]" URL, 0 },
  { "Your wallet", "Your registered email must be verified. Verify your email to unlock the wallet. [Verify email]" URL,
    0 },
  { "You are a winner", "Confirm your subscription to claim. [Confirm]" URL, 0 },
  { "Confirm your parcel", "Confirm your email address to receive the parcel you signed up for. [Confirm]" URL, 0 },
  { "Bitte best\u00e4tigen Sie Ihr Konto", "Ihr Konto wurde gesperrt. Melden Sie sich an. [Konto best\u00e4tigen]" URL,
    0 },
  { "V\u00e9rifiez votre compte", "Votre colis attend. [V\u00e9rifier]" URL, 0 },
  { "Verifique sua conta", "[Verificar conta]" URL, 0 },
  { "账户异常", "请验证您的账户。注册信息有误。[验证]" URL, 0 },
  /* text that a stranger put into the name field of a true sign-up form */
  { "Confirm your email",
    "Hello +$1,989 waits for you, thanks for applying! Please confirm your email address.\n\n"
    "[Confirm your email]" CONFIRM,
    0 },
  { "Ihre Anmeldung",
    "Hallo incoming transaction 7, bitte best\u00e4tige Deine Anmeldung. Falls nicht, ignorieren.\n\n"
    "[Anmeldung best\u00e4tigen]" URL,
    0 },
  /* too long, too many links */
  { "Please confirm your subscription", "[Confirm subscription]" URL, 600 },
  { "", "", 0 },
};

/* A newsletter as the earlier stages leave it. */
static Newsletter *make(const char *subject, const char *text, guint many)
{
  Newsletter *newsletter = newsletter_new();
  GString *markdown = g_string_new(NULL);
  const char *p = text;

  while (*p != '\0') {
    const char *middle = *p == '[' ? strstr(p, "](") : NULL;
    const char *end = middle != NULL ? strchr(middle, ')') : NULL;

    if (end == NULL) {
      g_string_append_c(markdown, *p++);
    } else {
      g_autofree char *link_text = g_strndup(p + 1, (gsize)(middle - p) - 1);
      g_autofree char *url = g_strndup(middle + 2, (gsize)(end - middle) - 2);

      g_ptr_array_add(newsletter->links, link_new(newsletter->links->len + 1, url, link_text, LINK_OTHER));
      g_string_append_printf(markdown, "[%s](L%u)", link_text, newsletter->links->len);
      p = end + 1;
    }
  }
  for (guint i = 0; i < many; i++)
    g_string_append(markdown, i % 12 == 0 ? "\n\nstory" : " word");
  g_free(newsletter->subject);
  newsletter->subject = g_strdup(subject);
  g_free(newsletter->markdown);
  newsletter->markdown = g_string_free(markdown, FALSE);
  return newsletter;
}

START_TEST(recognise)
{
  g_autoptr(Newsletter) newsletter = make(wanted[_i].subject, wanted[_i].text, wanted[_i].many);

  ck_assert_msg(confirmation_recognise(newsletter), "%s | %s", wanted[_i].subject, wanted[_i].text);
}
END_TEST

START_TEST(leave)
{
  g_autoptr(Newsletter) newsletter = make(unwanted[_i].subject, unwanted[_i].text, unwanted[_i].many);

  ck_assert_msg(!confirmation_recognise(newsletter), "%s | %s", unwanted[_i].subject, unwanted[_i].text);
}
END_TEST

static const struct {
  const char *from, *subject, *text;
  gboolean recognised;
} gmail_rows[] = {
  { "forwarding-noreply@google.com", "(#482913007) Gmail Forwarding Confirmation - Receive Mail from a@gmail.com",
    "a@gmail.com asks.", TRUE },
  { "forwarding-noreply@google.com", "Confirmaci\u00f3n de reenv\u00edo de Gmail",
    "C\u00f3digo de confirmaci\u00f3n: 482913007", TRUE },
  { "forwarding-noreply@google.com", "Gmail", "[link](https://mail-settings.google.com/mail/vf-xyz)", TRUE },
  { "forwarding-noreply@google.com", "Hello", "Buy this. [here](https://evil.example/)", FALSE },
  { "forwarding-noreply@google.com.evil.example", "(#482913007) Gmail", "Hello. [x](https://evil.example/)", FALSE },
  { "someone@google.com", "(#482913007) Gmail", "Hello.", FALSE },
  { NULL, "(#482913007) Gmail", "Hello.", FALSE },
};

START_TEST(gmail)
{
  g_autoptr(Newsletter) newsletter = make(gmail_rows[_i].subject, gmail_rows[_i].text, 0);

  newsletter->from_address = g_strdup(gmail_rows[_i].from);
  ck_assert_int_eq(confirmation_recognise(newsletter), gmail_rows[_i].recognised);
}
END_TEST

START_TEST(attachment)
{
  g_autoptr(Newsletter) newsletter = make(wanted[0].subject, wanted[0].text, 0);
  Part *part = g_new0(Part, 1);

  g_ptr_array_add(newsletter->parts, part);
  part->type = g_strdup("application/pdf");
  part->is_inline = TRUE;
  ck_assert(confirmation_recognise(newsletter));
  part->is_inline = FALSE;
  ck_assert(!confirmation_recognise(newsletter));
}
END_TEST

/* Text made to be slow: every word a verb, an object, or the beginning of one. */
static const char *const floods[] = { "confirm ", "confirm email ", "e mail ", "\u78ba\u8a8d", "1234 ", "$ ",
                                      "](L",      "\n\n.",          "ignor ",  "\u0301" };

START_TEST(flood)
{
  GString *text = g_string_new("[Confirm](https://x.example/confirm?token=8f3a21c07b)");
  g_autoptr(Newsletter) newsletter = NULL;
  gint64 start;

  while (text->len < 2500)
    g_string_append(text, floods[_i]);
  newsletter = make("Verification code", text->str, 0);
  start = support_cpu_time();
  confirmation_recognise(newsletter);
  ck_assert_int_lt(support_cpu_time() - start, 5 * G_USEC_PER_SEC);
  g_string_free(text, TRUE);
}
END_TEST

static const char *const *const lists[] = {
  confirmation_verbs,    confirmation_nouns,   confirmation_subscriptions, confirmation_accounts, confirmation_others,
  confirmation_requests, confirmation_signups, confirmation_ignores,       confirmation_answers,  confirmation_here,
  confirmation_codes,    confirmation_vetoes,  confirmation_threats,
};

/* A phrase that is not in folded form never matches. */
START_TEST(folded)
{
  for (const char *const *phrase = lists[_i]; *phrase != NULL; phrase++) {
    g_autofree char *composed = g_utf8_normalize(*phrase, -1, G_NORMALIZE_ALL_COMPOSE);

    ck_assert_str_eq(composed, *phrase);
    for (const char *p = *phrase; *p != '\0'; p = g_utf8_next_char(p)) {
      gunichar c = g_utf8_get_char(p);
      gboolean last = *g_utf8_next_char(p) == '\0';

      ck_assert_msg((*p == '*' && last) || (*p == ' ' && !last) || g_unichar_isalnum(c), "%s", *phrase);
      ck_assert_msg(g_unichar_tolower(c) == c && !(c >= 0xc0 && c < 0x250), "%s", *phrase);
    }
  }
}
END_TEST

Suite *test_confirmation_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("confirmation", &tcase);

  tcase_add_loop_test(tcase, recognise, 0, G_N_ELEMENTS(wanted));
  tcase_add_loop_test(tcase, leave, 0, G_N_ELEMENTS(unwanted));
  tcase_add_loop_test(tcase, gmail, 0, G_N_ELEMENTS(gmail_rows));
  tcase_add_test(tcase, attachment);
  tcase_add_loop_test(tcase, folded, 0, G_N_ELEMENTS(lists));
  tcase_add_loop_test(tcase, flood, 0, G_N_ELEMENTS(floods));
  return suite;
}

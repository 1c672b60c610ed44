/* SPDX-License-Identifier: MIT */
#include "mail/confirmation_words.h"

/* clang-format off */
const char *const confirmation_verbs[] = {
  /* English */ "confirm", "confirming", "verify", "verifying", "validate", "activate",
  /* German */ "bestatige", "bestatigen", "bestaetige", "bestaetigen", "verifiziere", "verifizieren", "aktiviere",
  "aktivieren",
  /* French */ "confirmez", "confirmer", "confirme", "validez", "valider", "verifiez", "verifier", "activez",
  "activer",
  /* Spanish, Portuguese, Italian */ "confirma", "confirmar", "confirme", "verifica", "verifique", "verificar",
  "validar", "valida tu", "valida la", "activa tu", "active su", "activar", "ative", "ativar", "conferma", "confermi",
  "confermare", "verificare", "convalida", "convalidare", "attiva il", "attiva la", "attivare",
  /* Dutch */ "bevestig", "bevestigen", "verifieer", "verifieren", "activeer", "activeren",
  /* Swedish, Danish, Norwegian */ "bekrafta", "verifiera", "aktivera", "bekraeft", "bekraefte", "verificer",
  "aktiver", "bekreft", "bekrefte", "verifiser",
  /* Polish */ "potwierdz", "potwierdzic", "zweryfikuj", "aktywuj",
  /* Russian */ "подтвердите", "подтвердить", "подтверди", "активируйте", "активировать",
  /* Japanese, Chinese, Korean */ "確認", "認証", "有効化", "确认", "验证", "驗證", "激活", "啟用", "확인", "인증", "활성화", NULL
};

const char *const confirmation_nouns[] = {
  "confirmation", "verification", "activation", "bestatigung", "bestaetigung", "verifizierung", "aktivierung",
  "confirmacion", "verificacion", "conferma", "verifica", "confirmacao", "verificacao", "bevestiging", "verificatie",
  "bekraftelse", "bekraeftelse", "bekreftelse", "potwierdzenie", "weryfikacja", "подтверждение", "確認", "确认", "확인",
  NULL
};

const char *const confirmation_subscriptions[] = {
  /* English */ "subscription", "subscribing", "sign up", "signup", "newsletter", "mailing list", "forwarding",
  /* German */ "anmeldung", "newsletteranmeldung", "newsletter anmeldung", "abonnement", "abo", "eintragung",
  "newsletterabo",
  /* French */ "inscription", "infolettre", "lettre d information",
  /* Spanish */ "suscripcion", "inscripcion", "boletin",
  /* Italian */ "iscrizione", "abbonamento",
  /* Portuguese */ "inscricao", "assinatura", "subscricao", "boletim",
  /* Dutch */ "aanmelding", "inschrijving", "nieuwsbrief",
  /* Swedish, Danish, Norwegian */ "prenumeration", "prenumerationen", "anmalan", "nyhetsbrev", "nyhetsbrevet",
  "tilmelding", "nyhedsbrev", "nyhedsbrevet", "abonnementet", "pamelding", "pameldingen",
  /* Polish */ "subskrypcje", "subskrypcji", "subskrypcja", "zapis", "zapisu", "newslettera",
  /* Russian */ "подписку", "подписки", "подписка", "рассылку", "рассылки",
  /* Japanese, Chinese, Korean */ "購読", "メルマガ", "メールマガジン", "ニュースレター", "订阅", "訂閱", "구독", "뉴스레터", NULL
};

const char *const confirmation_accounts[] = {
  /* English */ "email", "e mail", "email address", "account", "registration",
  /* German */ "e mail adresse", "mail adresse", "mailadresse", "emailadresse", "konto", "benutzerkonto",
  "registrierung",
  /* French */ "adresse e mail", "adresse email", "adresse mail", "adresse electronique", "courriel", "compte",
  /* Spanish */ "correo", "correo electronico", "registro", "cuenta",
  /* Italian */ "indirizzo email", "indirizzo e mail", "indirizzo di posta", "registrazione",
  /* Portuguese */ "cadastro", "registo", "conta",
  /* Dutch */ "e mailadres", "emailadres", "registratie",
  /* Swedish, Danish, Norwegian */ "e postadress", "epostadress", "e post", "epost", "mejladress", "e mailadresse",
  "mailadresse", "e postadresse", "e postadressen", "e postadressen din", "epostadressen", "registrering",
  "registreringen", "kontoen",
  /* Polish */ "adres e mail", "adres email", "adresu e mail", "rejestracje", "rejestracji",
  /* Russian */ "электронной почты", "электронную почту", "почту", "почты", "регистрацию", "регистрации", "аккаунт",
  "учетную запись", "учётную запись",
  /* Japanese, Chinese, Korean */ "メールアドレス", "登録", "アカウント", "邮箱", "郵箱", "电子邮件", "電子郵件", "邮件地址", "注册", "註冊", "账户",
  "帐户", "帳戶", "이메일", "메일 주소", "가입", "계정", NULL
};

const char *const confirmation_others[] = {
  "webinar", "event", "conference", "appointment", "booking", "reservation", "order", "attendance", "identity",
  "preferences", "preference", "settings", "unsubscri*", "unsubscribe", "update", "manage", "change", "changes",
  "cancel*", "einstellungen", "abmeld*", "abbestell*", "kundig*", "preferenc*", "desinscri*", "desabonn*", "cancelar",
  "darse de baja", "disiscri*", "annulla*", "descadastr*", "afmeld*", "uitschrijv*", "avregistrer*", "avsluta",
  "afmelding", "avmeld*", "wypis*", "отпис*", "отказ*", "内容", "変更", "解除", "停止", "退会", "退订", "退訂", "取消", "해지", "변경",
  "취소", NULL
};

const char *const confirmation_requests[] = {
  "complete your sign up", "complete your signup", "complete your subscription", "complete the sign up",
  "finish signing up", "finish subscribing", "confirmation is required to join", "confirmation is needed to join",
  "one more step to subscribe", "almost subscribed", "almost finished we need to confirm", "nur noch ein klick",
  "nur noch ein schritt", "noch ein klick", "anmeldebestatigung", "newsletterbestatigung", "plus qu une etape",
  "plus qu un clic", "solo un clic mas", "un ultimo passo", "ancora un clic", "nog een klik", "nog een stap", "仮登録",
  "本登録", NULL
};

const char *const confirmation_signups[] = {
  /* English */ "sign up", "signup", "signed up", "signing up", "subscrib*", "subscription", "newsletter",
  "registering", "registered", "registration", "joining", "thanks for creating", "creating an account",
  "created an account", "applying",
  /* German */ "anmeldung", "angemeldet", "eingetragen", "registriert", "registrierung", "abonnier*", "angefordert",
  /* French */ "inscri*", "abonn*", "creation de",
  /* Spanish, Portuguese, Italian */ "suscri*", "registr*", "registarte", "iscri*", "cadastr*", "subscri*",
  "subscrev*", "assinatura", "assinar",
  /* Dutch */ "aangemeld", "aanmeld*", "ingeschreven", "inschrijv*", "geregistreerd",
  /* Swedish, Danish, Norwegian */ "prenumer*", "anmal*", "tilmeld*", "pameld*", "registrer*",
  /* Polish */ "zapis*", "rejestr*", "zarejestr*", "subskry*",
  /* Russian */ "подпис*", "регистр*", "зарегистр*",
  /* Japanese, Chinese, Korean */ "登録", "購読", "订阅", "訂閱", "注册", "註冊", "가입", "구독", NULL
};

const char *const confirmation_ignores[] = {
  "ignor*", "disregard", "simply delete", "just delete", "by mistake", "in error", "not be subscribed",
  "t be subscribed", "versehentlich", "irrtumlich", "nichts weiter zu tun", "par erreur", "por error", "per errore",
  "por engano", "negeer", "negeren", "bortse", "zignor*", "pomin", "игнор*", "проигнор*", "心当たり", "破棄", "忽略", "무시",
  NULL
};

const char *const confirmation_answers[] = {
  "yes subscribe me", "subscribe me", "yes sign me up", "sign me up", "yes i want", "complete sign up",
  "complete signup", "complete subscription", "opt in", "ja ich mochte", "ja ich will", "jetzt anmelden",
  "anmeldung abschliessen", "oui je m inscris", "je m inscris", "si quiero", "si voglio", "sim quero", "ja graag",
  "ja tack", "ja tak", "ja takk", "tak zapisz mnie", "да подписаться", "登録する", "登録を完了", "完了", "完成订阅", "完成訂閱", "구독하기",
  "완료", NULL
};

const char *const confirmation_here[] = {
  "click here", "here", "link", "this link", "click", "hier", "hier klicken", "klicke hier", "klicken sie hier",
  "diesen link", "ici", "cliquez ici", "ce lien", "aqui", "haz clic aqui", "haga clic aqui", "clique aqui", "qui",
  "clicca qui", "klik hier", "klicka har", "klik her", "klikk her", "tutaj", "kliknij tutaj", "здесь",
  "нажмите здесь", "こちら", "点击这里", "點擊這裡", "여기", NULL
};

const char *const confirmation_codes[] = {
  "verification code", "confirmation code", "security code", "login code", "log in code", "sign in code",
  "one time code", "one time password", "one time passcode", "bestatigungscode", "verifizierungscode",
  "sicherheitscode", "anmeldecode", "einmalcode", "code de verification", "code de confirmation", "code de connexion",
  "codigo de verificacion", "codigo de confirmacion", "codigo de verificacao", "codigo de confirmacao",
  "codice di verifica", "codice di conferma", "verificatiecode", "bevestigingscode", "inlogcode", "verifieringskod",
  "bekraftelsekod", "bekraeftelseskode", "bekreftelseskode", "engangskode", "kod weryfikacyjny", "kod potwierdzajacy",
  "код подтверждения", "проверочный код", "認証コード", "確認コード", "验证码", "驗證碼", "确认码", "인증번호", "인증 번호", "인증 코드", "인증코드",
  NULL
};

const char *const confirmation_vetoes[] = {
  /* money */ "payment", "pay now", "billing", "invoice", "overdue", "refund", "transaction", "withdrawal",
  "withdraw", "credit card", "bank account", "gift card", "lottery", "zahlung", "rechnung", "uberweisung",
  "kreditkarte", "bankverbindung", "paiement", "facture", "remboursement", "carte bancaire", "factura", "tarjeta",
  "reembolso", "pagamento", "fattura", "rimborso", "fatura", "cartao", "betaling", "factuur", "faktura", "platnosc",
  "платеж", "оплат*", "支払", "付款", "결제",
  /* orders */ "your order", "order number", "order confirmation", "deine bestellung", "ihre bestellung",
  "votre commande", "tu pedido", "su pedido", "seu pedido", "tuo ordine", "je bestelling", "your booking",
  "booking reference", "your ticket", "your tickets", "ご注文", "订单", "주문",
  /* threats */ "suspend*", "suspension", "gesperrt", "suspendu", "suspendid*", "sospes*", "geblokkeerd", "заблокир*",
  "winner", NULL
};

const char *const confirmation_threats[] = {
  "mailbox", "mail box", "webmail", "storage", "quota", "unusual", "suspicious", "unauthori*", "deactivat*",
  "terminat*", "locked", "restrict*", "limited", "limit", "security alert", "security update", "identity", "prize",
  "reward", "rewards", "parcel", "package", "shipment", "bank", "wallet", "bitcoin", "btc", "usdt", "password expir*",
  "expired password", "administrator", "it department", "upgrade", "postfach", "paket", "gewinn*", "gewonnen",
  "passwort lauft", "identitat", "ungewohnlich*", "colis", "gagne", "identite", "inhabituel*", "paquete", "premio",
  "identidad", "identidade", "bloquead*", "pacco", "bloccat*", "identita", "pakket", "identiteit", "посылк*",
  "выигр*", "荷物", "当選", "不正", "异常", "異常", "包裹", "中奖", "당첨", "택배", NULL
};

const char *const confirmation_url_verbs[] = {
  "confirm", "confirmation", "verify", "verification", "validate", "activate", "activation", "optin", "doubleoptin",
  "doi", "emailconfirm", "emailconfirmation", "emailverification", "confirmemail", "subscribeconfirm",
  "subscriptionconfirm", NULL
};

const char *const confirmation_url_objects[] = {
  "", "email", "mail", "emailaddress", "address", "subscription", "subscriber", "subscribe", "signup", "registration",
  "account", "user", "member", "newsletter", "token", "code", "key", "id", "hash", "link", "optin", "php", "html",
  "aspx", "do", NULL
};
/* clang-format on */

/* SPDX-License-Identifier: MIT */
#include "gist/stopwords.h"

#include <string.h>

static const char *const table[LANGUAGE_COUNT] = {
  [LANGUAGE_EN] =
      "a about above actually after again all almost along already also although always am among an and another any anyone anything "
      "are aren't around as ask at away back be became because become been before being below best better between big both but by "
      "call came can can't cannot come comes could day did didn't do does doesn't doing don't done down during each either "
      "else enough even ever every everyone everything far few find first for from full further gave get gets getting give given gives go "
      "goes going gone good got great had has have haven't having he he's her here here's hers herself him himself his how "
      "however i i'd i'll i'm i've if in including instead into is isn't it it's its itself just keep kind know last later least "
      "left less let let's like little long look looking lot lots made make makes making many may maybe me mean means "
      "might mine more most much must my myself near need needs never next no nobody none nor not nothing now of off often ok "
      "old on once one ones only onto or other others our ours out over own part people per perhaps place please put quite "
      "rather really right said same saw say saying says see seem seems seen set several shall she should show simply since "
      "so some someone something sometimes soon still such sure take takes taken taking tell than thank thanks that "
      "that's the their theirs them themselves then there there's these they they'll they're they've thing things think this those "
      "though three through thus time times to together told too took top toward try trying two under until up upon us use "
      "used using usually very via want wants was wasn't way ways we we'll we're we've well went were what what's when where "
      "whether which while who whole whom whose why will with within without won't work would year years yes yet you "
      "you'd you'll you're you've your yours yourself simple today tomorrow yesterday month months week weeks days hour hours minute "
      "minutes amazing awesome happy start started help available check dear hello hi hey welcome introducing everybody "
      "anybody quickly easily special exclusive receive sent send real start ready love loved enjoy plus latest soon inside "
      "below click here free join yesterday recently currently finally meanwhile additionally meet explore discover learn watch listen buy shop save "
      "try download register visit follow enjoy imagine consider remember",
  [LANGUAGE_DE] =
      "ab aber alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus außerdem bei beim bereits "
      "bin bis bist bitte brauchen da dabei dadurch dafür dagegen daher dahin damit danach daneben dann daran darauf daraus "
      "darf darin darüber darum das dass dasselbe davon dazu dein deine deinem deinen deiner deines dem den denen denn dennoch "
      "der deren des deshalb dessen dich die dies diese diesem diesen dieser dieses dir direkt doch dort du durch dürfen eben "
      "eher eigentlich ein eine einem einen einer eines einfach einige einigen einmal er es etwa etwas euch euer eure euren eurer "
      "fast finden für ganz ganze ganzen gar geben gegen gehen geht gemacht gerade gern gerne gibt gleich gut gute guten haben habe "
      "hast hat hatte hatten heute hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im immer in indem ins ist ja "
      "je jede jedem jeden jeder jedes jedoch jetzt kann kannst kein keine keinen keiner können könnt könnte lassen lasst liebe lieber "
      "machen macht man mal mehr mein meine meinem meinen meiner mich mir mit möchte möchten muss müssen nach nachdem neben "
      "nein neu neue neuem neuen neuer neues nicht nichts noch nun nur ob oder ohne schon sehr sein seine seinem seinen seiner seines "
      "seit sei seid selbst sich sie sind so sogar solche solchen soll sollen sollte sollten sondern sonst sowie statt über "
      "überhaupt um und uns unser unsere unserem unseren unserer unter viel viele vielen vielleicht vom von vor wann war waren "
      "warum was weil weiter weitere weiteren weiterhin welche welchen welcher welches wenn wer werde werden wie wieder will wir wird "
      "wirklich wissen wo wollen worden wurde wurden würde würden zu zudem zum zur zusammen zwar zwei zwischen tag tage tagen "
      "jahr jahre jahren woche wochen monat monate uhr zeit morgen gestern damen herren hallo guten vielen dank ihnen "
      "herzlich willkommen einfach sichern entdecken erfahren angebot angebote kostenlos jahres",
  [LANGUAGE_FR] =
      "à afin ai ainsi alors après as assez au aucun aujourd'hui aussi autre autres aux avait avant avec avez avoir avons bien "
      "bon bonne c'est car ce ceci cela celle celles celui ces cet cette ceux chaque chez ci comme comment d'un d'une dans de déjà depuis "
      "des dès deux devez doit donc dont du elle elles en encore entre est et étaient était être eu eux fait faire fait font "
      "grâce ici il ils j'ai je jour jours jusqu la le les leur leurs lors lorsque lui là ma mais me même mes mieux moi moins mois "
      "mon n'est ne ni non nos notre nous on ont ou où par parce pas pendant peu peut peuvent plus plusieurs pour pourquoi pouvez "
      "pouvoir puis qu'il qu'elle quand que quel quelle quelles quelque quelques quels qui quoi sa sans se sera ses si soit son sont sous "
      "sur ta te tes toi ton toujours tous tout toute toutes très tu un une vers voici voilà vos votre vous y année ans fois "
      "semaine découvrez bonjour merci nouveau nouvelle",
  [LANGUAGE_ES] =
      "a al algo algunos algunas ante antes año años aquí así aún aunque bien cada casi como cómo con contra cosa cual cuál cuando de "
      "del desde después día días donde dónde dos durante e el él ella ellas ellos en entre era eran es esa esas ese eso esos esta "
      "está están estas este esto estos estoy fue fueron gran ha había hace hacer hacia han hasta hay hoy la las le les lo los "
      "más me mejor menos mes mi mis mismo mucho muchos muy nada ni no nos nosotros nuestra nuestro nuestros o os otra otras otro "
      "otros para pero poco por porque pues puede pueden puedes que qué quien quién se sea según ser si sí sido siempre sin sino sobre "
      "solo sólo son soy su sus también tan tanto te tenemos tener tiene tienen tienes toda todas todo todos tu tú tus un una "
      "unas uno unos usted ustedes va vamos ver vez y ya yo semana hola gracias estimado nuevo nueva",
  [LANGUAGE_IT] =
      "a abbiamo ad agli ai al alla alle allo anche ancora anni anno avere c'è che chi ci ciò come con così cosa cui da dagli "
      "dai dal dalla dalle degli dei del dell della delle dello di dopo dove due e è ecco ed era essere fa fare fino fra giorni giorno "
      "già gli ha hai hanno ho i il in io la le lei li lo loro lui ma mai me meglio meno mi mia mio molto ne negli nei nel "
      "nella nelle nello noi non nostra nostri nostro o ogni oggi oltre per perché però più poi può possono prima proprio puoi qual "
      "quale quali quando quanto quella quelle quelli quello quest questa queste questi questo qui sarà se sei sempre senza si sia siamo "
      "sono sta stato su sua sue sugli sui sul sulla sulle suo suoi tra tu tua tue tuo tuoi tutta tutte tutti tutto un un'altra una "
      "uno vi voi volta vostra vostro settimana ciao grazie gentile nuovo nuova",
  [LANGUAGE_PT] =
      "a à ainda além algo alguns ano anos ante antes ao aos apenas após aqui as às assim até bem cada com como contra da das de "
      "dela dele depois desde dia dias do dos duas e é ela elas ele eles em entre era essa esse esta está estão estas este estes eu "
      "fazer foi foram há hoje isso isto já lá lhe mais mas me melhor menos mesmo meu minha muito na não nas nem no nos nós nossa "
      "nosso nossos num numa o onde os ou para pela pelas pelo pelos pode podem por porque pouco qual quando que quem se seja sem sempre "
      "ser será seu seus sim só sobre sua suas também tão tem têm temos ter teu toda todas todo todos tu um uma umas uns vai você "
      "vocês semana olá obrigado novo nova",
  [LANGUAGE_NL] =
      "aan al alle alleen alles als altijd andere ben bij bijna daar dag dagen dan dat de deze die dit doen door dus een eens "
      "eerste elk elke en er ervan fijne gaan gaat geen goed graag had hadden heb hebben hebt heeft heel hem hen het hier hij hoe hun "
      "iedereen iets ik in is ja jaar jaren je jij jou jouw jullie kan kunnen kunt maand maar maken me meer mee met mij mijn moet "
      "moeten na naar niet niets nieuw nieuwe nog nu of om omdat onder ons onze ook op over soms te tegen tijd toch toen tot "
      "tussen u uit uw van vandaag veel vanaf via voor vooral waar waarom wanneer want waren was wat we week weer wel welke werd "
      "werden wie wij wil willen word worden wordt zal ze zelf zeer zich zij zijn zo zoals zonder zou zullen beste hallo bedankt",
  [LANGUAGE_SV] =
      "alla allt än andra är att av bara bli blir både då dag dagar de dem den denna deras dess det detta dig din dina ditt "
      "du där eller en er ert ett ett fick finns flera från för första får genom gör göra ha hade han har hej hela hennes här hon hur i "
      "idag igen in inte inom ja jag kan kommer kunna mellan man med men mer mest mig min mitt mot mycket måste ni nu nya nytt när "
      "nästa någon något några och också om oss på redan sedan sin sitt ska skulle själv som så till tack under upp ut utan vad var vara vårt "
      "våra vem vi vid vill vilka vilken år åt även över vecka",
  [LANGUAGE_DA] =
      "ad af al alle alt altså andre at bare begge blev bli blive bliver både da dag dage de dem den denne der deres det dette dig "
      "din dine dit du efter eget eller en end er et fra fik for få får før første gennem god godt gør ha han har havde hej "
      "helt hen hende her hos hun hvad hver hvilke hvis hvor hvordan i idag igen ikke ikkje ind ingen ja jeg jer kan komme kommer kunne lige "
      "man mange med meget mellem men mens mer mere mest mig min mod må ned nei nej nok nogle noen noget nu ny nye nytt når og også om op oppe "
      "os oss over på samt se selv siden sin skal skulle som så til tak takk under ud uden uten uge uke var ved vi vil ville være vår "
      "vores år",
  [LANGUAGE_PL] =
      "a aby ale bardzo bez będzie był była było by być był bądź chce ci co coś czy czym dla dlaczego do dni dzień dziś gdy gdzie go "
      "i ich ile im inne innych ja jak jaki jakie jako je jego jej jest jeszcze jeśli jeżeli już każdy każdego kiedy kto która które którego "
      "której który których którzy lat lub ma mają może można możesz mnie my na nad nam nas nasz nasze naszej naszych nawet nich nie niż "
      "nowa nowe nowy nowych o od on ona one oni oraz po pod ponad ponieważ poza przed przez przy roku rok się są swoje swoich ta tak także "
      "tam te tego tej ten teraz też to tu tych tylko tym tys tydzień u w wam was wasz we wiele więc więcej wszystkie wszystkich wszystko "
      "z za ze że żeby cześć dziękujemy witaj",
  [LANGUAGE_RU] =
      "а без более будет будут бы был была были было быть в вам вас ваш ваша ваше ваши весь во вот все всего всех всё вы где да "
      "даже два дела день дней для до его ее её если есть еще ещё же за здесь и из или им их к как какие какой когда которая которые "
      "который которых кто лет ли лучше мы можно может можете могут мне много на над надо нам нас наш наша наши не него нее нет ни них но нужно о об один "
      "он она они оно от очень по под после потому при про раз с сам сегодня свои своих себя сейчас со так также такие такой там "
      "тем теперь то того тоже только том тот три ты у уже год года году хотите чем через что чтобы эта эти этих это этого этой "
      "этом этот я здравствуйте спасибо новый новая новые неделя",
  [LANGUAGE_JA] =
      "今日 本日 今回 以下 詳細 方 場合 等 際 毎日 皆様 弊社 当社 上記 下記 可能 必要 年 月 日 時 分 週 今週 先週 来週 昨日 明日 今 何 私 彼 彼女 人 "
      "中 上 下 前 後 間 的 用 内 各 全 他 一部 一覧 方法 利用 使用 記事 続 読 見 行 言 思 出 入 手 目 回 点 本 名 者 性 化 度 情報 配信 登録 "
      "最新 確認 紹介 開催 今年 昨年 来年 以上 以降 対象 一 二 三 無料 お知らせ ニュース ニュースレター メールマガジン メルマガ メール サイト "
      "ページ クリック リンク",
  [LANGUAGE_ZH] =
      "我们 我們 你们 你們 他们 他們 它们 可以 没有 沒有 这个 這個 那个 这些 這些 那些 自己 什么 什麼 怎么 如何 因为 因為 所以 但是 如果 已经 已經 "
      "现在 現在 今天 明天 昨天 本周 本週 一个 一個 一些 一种 一起 进行 進行 通过 通過 以及 或者 还是 還是 需要 更多 其他 时候 時候 开始 開始 非常 "
      "可能 成为 成為 使用 关于 關於 目前 同时 同時 阅读 閱讀 点击 點擊 查看 内容 內容 文章 本期 欢迎 歡迎 订阅 訂閱 邮件 郵件 先生 女士 您好",
  [LANGUAGE_KO] =
      "그리고 그러나 하지만 있는 있습니다 합니다 하는 위해 위한 대한 대해 통해 통한 우리 저희 여러분 오늘 내일 어제 이번 지난 다음 가장 모든 더 및 "
      "등 수 것 때 중 후 전 년 월 일 또는 또한 있다 없는 없습니다 됩니다 입니다 함께 바로 지금 많은 새로운 자세한 확인 고객님 안녕하세요 감사합니다",
  [LANGUAGE_ANY] =
      "re fwd tm u.s u.k e.g i.e original message advisory "
      "newsletter newsletters news email e-mail emails mail mails issue edition update updates digest article articles read reading link "
      "links story stories blog post posts video videos webinar podcast website web www http https com org net html page subscribe "
      "subscriber subscribers unsubscribe subject view browser sponsor sponsored advertisement ad ads copyright inc llc ltd gmbh "
      "rights reserved privacy terms faq contact "
      "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept "
      "oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun am pm "
      "januar februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag "
      "janvier février mars avril juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi "
      "dimanche enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles "
      "jueves viernes sábado domingo gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre lunedì martedì mercoledì giovedì "
      "venerdì sabato domenica janeiro fevereiro março maio junho julho setembro outubro novembro dezembro segunda terça quarta "
      "quinta sexta januari februari maart juni juli augustus oktober maandag dinsdag woensdag donderdag vrijdag zaterdag zondag "
      "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia "
      "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
};

static guint32 hash_of(const char *word, gsize length)
{
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar)word[i]) * 16777619u;
  return hash ^ (hash >> 15);
}

static guint slot_of(const Stopwords *stopwords, const char *word, gsize length)
{
  guint slot = hash_of(word, length) & (STOPWORDS_SLOTS - 1);

  while (stopwords->slots[slot].word != NULL &&
         (stopwords->slots[slot].length != length || memcmp(stopwords->slots[slot].word, word, length) != 0))
    slot = (slot + 1) & (STOPWORDS_SLOTS - 1);
  return slot;
}

static void fill(Stopwords *stopwords)
{
  for (guint language = 0; language < LANGUAGE_COUNT; language++) {
    const char *p = table[language];

    while (*p != '\0') {
      gsize length = strcspn(p, " ");
      guint slot = slot_of(stopwords, p, length);

      stopwords->slots[slot].word = p;
      stopwords->slots[slot].length = (guint16)length;
      stopwords->slots[slot].languages |= (guint16)(1u << language);
      p += length;
      p += strspn(p, " ");
    }
  }
}

const Stopwords *stopwords_index(void)
{
  static Stopwords index;
  static gsize done;

  if (g_once_init_enter(&done)) {
    fill(&index);
    g_once_init_leave(&done, 1);
  }
  return &index;
}

guint stopwords_find(const Stopwords *stopwords, const char *word, gsize length)
{
  return stopwords->slots[slot_of(stopwords, word, length)].languages;
}

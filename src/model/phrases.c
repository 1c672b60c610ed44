/* SPDX-License-Identifier: MIT */
#include "model/phrases.h"

#include "model/boilerplate.h"

const PhraseRow
    phrase_rows[] = {
      /* How to stop it, why you got it. */
      { BOILERPLATE_FOOTER, PHRASE_ANYWHERE,
        "unsubscrib|opt-out|opt out|optout|manage your subscription|manage subscription|manage preferences|manage your preferences|"
        "update your preferences|update preferences|update subscription|email preferences|e-mail preferences|subscription preferences|"
        "preference center|preference centre|communication preferences|email settings|notification settings|change your settings|change your preferences|your preferences|your subscription|"
        "change your email address|subscription settings|removed from our list|removed from this list|remove yourself|remove me|"
        "be removed from|to be removed|remove your name|removal instructions|remove in the subject|stop receiving|"
        "no longer wish to receive|no longer want to receive|do not wish to receive|don't want to receive|don't wish to receive|"
        "not wish to receive|prefer not to receive|wish to be removed|would like to be removed|from future mailing|further mailings|"
        "future mailings|future emails|you are receiving this|you're receiving this|you received this|you have received this|"
        "you are receiving our|you're getting this|this email was sent|this e-mail was sent|this message was sent|this mailing was sent|"
        "this message is sent|this email is sent|email was intended for|sent to you because|why did i get this|because you signed up|"
        "because you subscribed|because you opted|since you signed up|you signed up for|you are subscribed|you're subscribed|"
        "you subscribed to|because you are a subscriber|because you are subscribed|you were subscribed|our mailing list|this mailing list|the mailing list|our mailing address|our address is|"
        "please do not reply|please don't reply|do not reply to this|don't reply to this|replies to this|unmonitored mailbox|"
        "automatically generated|automated message|not spam|this is not unsolicited|unsolicited|spamming|"
        "if you received this in error|received this message in error|if you have received this|"
        "intended recipient|intended only for|add us to your address book|to your address book|safe sender|"
        "to ensure delivery|ensure that you receive|report abuse|report spam|can-spam|was forwarded to you|this is a marketing email|this is an advertisement|this is a promotional|this is a commercial|marketing communication|you have opted|your email address was|your e-mail address was|if you would rather not|if you'd rather not|if you do not want|if you don't want|leave this list|off this list|off our list|maillist|unsuscrib|not a subscriber|"
        "not subscribed yet|update your profile|update profile|listserv|list-owner|majordomo|subscription status|"
        "modify your subscription|cancel your subscription|cancel subscription" },
      { BOILERPLATE_FOOTER, PHRASE_ANYWHERE,
        "abmeld|abbestell|austragen|aus dem verteiler|newsletter nicht mehr|keine weiteren newsletter|keine newsletter|keinen newsletter|"
        "nicht mehr erhalten|keine e-mails mehr|nicht länger erhalten|sie erhalten diese|sie erhalten den|sie erhalten unseren|du erhältst diese|"
        "du erhältst den|diese e-mail wurde|diese mail wurde|diese nachricht wurde|dieser newsletter wurde|diese e-mail ging|"
        "newsletter ging an|wurde gesendet an|wurde versendet an|gesendet an|versandt an|weil sie sich|weil du dich|einstellungen ändern|"
        "profil ändern|profil bearbeiten|daten ändern|e-mail-adresse ändern|newsletter-einstellungen|bitte antworten sie nicht|"
        "antworte nicht auf|automatisch generiert|automatisch erstellt|adressbuch|verteilerliste|mailingliste|abonniert haben|"
        "angemeldet haben|newsletter abonnieren|für unseren newsletter|für den newsletter angemeldet|zum newsletter angemeldet|kein interesse mehr|"
        "jederzeit widerrufen" },
      { BOILERPLATE_FOOTER, PHRASE_ANYWHERE,
        "se désabonner|désabonn|désinscri|désinscription|vous désinscrire|vous recevez cet|vous recevez ce|vous avez reçu cet|"
        "cet e-mail a été envoyé|cet email a été envoyé|ce message a été envoyé|gérer vos préférences|gérer mes préférences|ne plus recevoir|"
        "ne souhaitez plus recevoir|ne pas répondre|carnet d'adresses|modifier vos préférences|"
        "darse de baja|date de baja|darte de baja|cancelar suscripción|cancelar la suscripción|cancelar tu suscripción|cancelar su suscripción|"
        "has recibido este|recibes este|recibe este correo|recibió este|este correo se envió|este correo fue enviado|este mensaje fue enviado|"
        "este email fue enviado|gestionar preferencias|preferencias de correo|dejar de recibir|no desea recibir|no deseas recibir|"
        "no responda|no respondas|ya no quieres recibir|"
        "disiscri|cancella iscrizione|cancellarti|cancellare l'iscrizione|annulla l'iscrizione|ricevi questa|hai ricevuto questa|"
        "questa email è stata inviata|questa e-mail è stata|questo messaggio è stato inviato|non desideri più|non desidera più|"
        "gestisci le preferenze|gestisci preferenze|non rispondere|non ricevere più|"
        "cancelar inscrição|cancelar a inscrição|cancelar a subscrição|cancelar subscrição|descadastr|remover inscrição|"
        "você está recebendo|você recebeu este|recebeu este e-mail|recebeu este email|este e-mail foi enviado|este email foi enviado|"
        "esta mensagem foi enviada|deixar de receber|não deseja mais receber|deseje mais receber|não quer mais receber|gerenciar preferências|não responda" },
      { BOILERPLATE_FOOTER, PHRASE_ANYWHERE,
        "uitschrijv|afmeld|schrijf je uit|u ontvangt deze|je ontvangt deze|deze e-mail is verzonden|deze e-mail is verstuurd|"
        "deze mail is verstuurd|voorkeuren wijzigen|voorkeuren aanpassen|beheer je voorkeuren|niet meer ontvangen|gegevens wijzigen|"
        "avregistrer|avprenumer|avsluta prenumeration|avmeld|afmeldt|avsluta din prenumeration|du får detta|du får det här|"
        "du mottar denne|du modtager denne|denne e-mail er sendt|denne e-posten er sendt|detta mail har skickats|detta mejl skickades|"
        "hantera prenumeration|opdater dine|oppdater dine|ikke lenger ønsker|ikke længere ønsker|inte längre vill|"
        "wypisz|wypisać|zrezygnować z|rezygnacja z|rezygnuj|anuluj subskrypcję|otrzymujesz tę|otrzymujesz ten|otrzymałeś tę|otrzymałeś ten|"
        "ta wiadomość została|wiadomość została wysłana|zarządzaj preferencjami|nie chcesz otrzymywać|nie odpowiadaj|"
        "отписа|отписк|отказаться от|вы получили это|вы получаете|это письмо отправлено|это письмо было|письмо сформировано|"
        "управление подпиской|управлять подпиской|настроить подписку|не хотите получать|не отвечайте на|настройки рассылки" },
      { BOILERPLATE_FOOTER, PHRASE_ANYWHERE,
        "配信停止|配信を停止|配信解除|配信の停止|配信中止|購読解除|購読を解除|購読停止|購読を停止|登録解除|登録を解除|退会|解除はこちら|解除は|解除手続き|"
        "このメールは|このメールに心当たり|本メールは|本メールに|当メールは|このメールマガジンは|メールマガジンの登録|ご登録いただいた|返信いただいても|返信されましても|"
        "返信には対応|送信専用|配信設定|配信先変更|登録情報の変更|お心当たりのない|メールの受信を|受信を希望されない|ご不要の|アドレス帳|"
        "退订|退訂|取消订阅|取消訂閱|不想再收到|不再接收|不希望收到|您收到此|您收到这|您收到這|你收到这|你收到此|此邮件由|此郵件由|本邮件由|本郵件由|此信件|此封邮件|"
        "请勿回复|請勿回覆|請勿回信|请不要回复|系统自动发送|系統自動發送|自动发出|管理订阅|管理訂閱|订阅设置|更改偏好|退出订阅|"
        "수신거부|수신 거부|구독 취소|구독취소|구독을 취소|구독해지|구독 해지|발신전용|발신 전용|본 메일은|본메일은|이 메일은|이 이메일은|수신동의|수신 동의|"
        "회신되지|더 이상 받고 싶지|원하지 않으시|원치 않으시|불법스팸|opt out here" },
      /* Images, browsers, forwards. */
      { BOILERPLATE_HEADER, PHRASE_ANYWHERE,
        "view in browser|view in your browser|view it in your browser|view this email|view this e-mail|view this message|view this newsletter|view online|"
        "view email in|view as a web|view as web|view web version|read in browser|read online|read in app|open in browser|open in app|"
        "web version|online version|email in your browser|newsletter in your browser|in your web browser|viewing this email|trouble viewing|trouble reading|trouble seeing|difficulty viewing|"
        "problems viewing|problem viewing|can't see this|cannot see this|can't read this|not displaying|display correctly|displayed correctly|"
        "images not|images are not|display images|enable images|show images|html version|text version|forwarded this email|forwarded by|"
        "forwarded message|forward to a friend|forward this|send to a friend|email to a friend|was this email forwarded|did someone forward|"
        "this email forwarded|if this was forwarded|sign up here|subscribe here|upgrade to paid|view entire message|message clipped|"
        "view image|follow image link|caption:|reply to this email|copy and paste this link|spam folder|junk folder|to your contacts|to your safe|in advertising|advertise with us|advertise with|powered by|publish on substack|get the app|get the ios app|get the android app|getty images|image above|download the app|start writing" },
      { BOILERPLATE_HEADER, PHRASE_ANYWHERE,
        "im browser ansehen|im browser anzeigen|im browser lesen|im browser öffnen|im browser betrachten|im webbrowser|browser ansehen|webversion|web-version|online-version|onlineversion|online ansehen|online lesen|online anzeigen|nicht richtig angezeigt|nicht lesen können|nicht vollständig angezeigt|sollte diese e-mail|falls diese e-mail|"
        "nicht korrekt angezeigt|richtig dargestellt|korrekt dargestellt|nicht korrekt dargestellt|nicht richtig dargestellt|nicht richtig lesen|"
        "bilder anzeigen|probleme mit der darstellung|darstellungsprobleme|newsletter weiterempfehlen|an freunde weiterleiten|an einen freund|"
        "darstellung des newsletters|fehlerfrei dargestellt|"
        "dans votre navigateur|pas à lire|n'arrivez pas à|visualisez pas|ne parvenez pas à|version en ligne|voir en ligne|lire en ligne|version web|ne s'affiche pas|s'affiche mal|visualiser correctement|"
        "ver en el navegador|en tu navegador|en su navegador|en el navegador|versión web|versión online|versión en línea|no se ve correctamente|"
        "no puedes ver|no ves correctamente|nel browser|nel tuo browser|versione web|versione online|visualizza online|non visualizzi|"
        "no navegador|no seu navegador|visualizar navegador|visualizando este|visualizando esta|visualizando, acesse|visualizando corretamente|ver online|veja online|não esteja visualizando|versão web|versão online|não consegue visualizar|não está visualizando|visualizar online|"
        "in de browser|in je browser|in uw browser|online versie|webversie|bekijk online|niet goed weergegeven|problemen met lezen|"
        "i webbläsare|i din webbläsare|webbversion|i webblæser|i din browser|i nettleser|i nettleseren|webversjon|se online|"
        "w przeglądarce|wersja online|wersja internetowa|wyświetla się|nie wyświetla|"
        "в браузере|веб-версия|веб-версию|онлайн-версия|не отображается|отображается некорректно" },
      { BOILERPLATE_HEADER, PHRASE_ANYWHERE,
        "ブラウザで|ウェブで見る|ウェブ版|正しく表示され|うまく表示され|表示されない場合|html形式|画像が表示|在浏览器|在瀏覽器|浏览器中|瀏覽器中|网页版|網頁版|無法正常顯示|"
        "无法正常显示|如果您无法|无法查看|브라우저에서|웹에서 보기|웹 브라우저|이미지가 보이지|메일이 보이지|제대로 보이지" },
      /* Law and register. */
      { BOILERPLATE_LEGAL, PHRASE_ANYWHERE,
        "all rights reserved|copyright (c)|copyright ©|copyright 20|copyright 19|© |©20|©19|(c) 20|(c) 19|privacy policy|privacy statement|privacy notice|"
        "privacy center|terms of service|terms of use|terms and conditions|terms & conditions|terms apply|terms and exclusions|available only to users|cookie policy|"
        "use of cookies|legal notice|registered office|registered in england|company number|company registration|vat number|vat reg|"
        "trademark guidelines|views and opinions|opinions expressed|not necessarily those|not necessarily shared|endorsed by|registered trademark|trademarks|trademark of|disclaimer|no responsibility|not responsible for|investment advice|"
        "forward-looking statements|forward looking statement|void where prohibited|confidentiality notice|senate bill|bill s.1618|"
        "s.1618|s. 1618|member fdic|equal housing|affiliate link|may earn a commission|affiliate commission|"
        "datenschutzerklärung|datenschutzhinweis|datenschutzbestimmung|datenschutzrichtlinie|impressum|allgemeine geschäftsbedingungen|geschäftsführer|geschäftsführung|handelsregister|registergericht|amtsgericht|"
        "ust-id|ust.-id|ust-idnr|umsatzsteuer|steuernummer|alle rechte vorbehalten|sitz der gesellschaft|hrb |vertretungsberechtigt|inkl. mwst|"
        "verantwortlich für den inhalt|haftungsausschluss|widerrufsrecht|teilnahmebedingungen|"
        "tous droits réservés|politique de confidentialité|données personnelles|mentions légales|conditions générales|"
        "todos los derechos reservados|política de privacidad|aviso legal|protección de datos|términos y condiciones|"
        "tutti i diritti riservati|informativa sulla privacy|partita iva|p. iva|p.iva|termini e condizioni|"
        "todos os direitos reservados|política de privacidade|termos de uso|respeita sua privacidade|respeita a sua privacidade|dados pessoais|lgpd|sujeito a análise|consulte condições|consulte as condições|não quero receber|não quero mais receber|quero denunciar|termos e condições|"
        "alle rechten voorbehouden|privacybeleid|privacyverklaring|privacy statement|algemene voorwaarden|kvk-nummer|kvk nummer|btw-nummer|btw nummer|"
        "alla rättigheter|integritetspolicy|personuppgifter|alle rettigheter|alle rettigheder|personvern|privatlivspolitik|org.nr|orgnr|"
        "wszelkie prawa|polityka prywatności|danych osobowych|regulamin|"
        "все права защищены|политика конфиденциальности|персональных данных|"
        "プライバシーポリシー|個人情報保護方針|個人情報の取|特定商取引|利用規約|無断転載|著作権は|発行元|運営会社|"
        "版权所有|版權所有|隐私政策|隱私政策|隐私权|隱私權|服务条款|服務條款|保留所有权利|免责声明|"
        "개인정보처리방침|개인정보 처리방침|개인정보취급|이용약관|저작권|사업자등록|사업자 등록|통신판매업|대표이사" },
      /* Networks. */
      { BOILERPLATE_SOCIAL, PHRASE_ANYWHERE,
        "follow us|follow me on|find us on|like us on|connect with us|stay connected|join us on facebook|join us on twitter|"
        "share on|share this|share via|share to|tweet this|tell a friend|refer a friend|share your referral|your referral|referral link|invite your friends|"
        "folgen sie uns|folge uns|folgt uns|besuchen sie uns auf|besuche uns auf|bleiben sie in kontakt|teilen auf|weiterempfehlen|"
        "suivez-nous|retrouvez-nous|partager sur|síguenos|síganos|redes sociais|redes sociales|réseaux sociaux|social media|compartir en|seguici|condividi su|siga-nos|compartilhe|"
        "volg ons|deel op|följ oss|følg oss|følg os|del på|obserwuj nas|śledź nas|udostępnij|подписывайтесь на нас|мы в соцсетях|поделиться|"
        "フォローする|フォローして|シェアする|关注我们|關注我們|追蹤我們|分享到|팔로우|공유하기" },
      { BOILERPLATE_SOCIAL, PHRASE_WHOLE,
        "facebook|twitter|instagram|linkedin|youtube|tiktok|threads|pinterest|whatsapp|telegram|spotify|mastodon|bluesky|discord|vimeo|xing|snapchat|"
        "kwai|reddit|flickr|tumblr|google+|apple podcasts|apple music|soundcloud|twitch|facebook logo|twitter logo|instagram logo|linkedin logo|"
        "youtube logo|tweet|retweet|like|likes|comment|comments|restack|share|follow|vkontakte|вконтакте|weibo|line|微博|微信|카카오톡|인스타그램|페이스북" },
      { BOILERPLATE_CREDIT, PHRASE_START,
        "photo by|photo:|photos by|photograph by|image credit|illustration of |graphic of |image of |picture of |screenshot of |photo of |a photo of |photograph of |chart: |data: |imagem de |imagem do |abbildung:|image:|image by|images by|picture by|photo credit|illustration by|illustration:|"
        "photo illustration|source: |credit: |credits: |foto:|fotos:|bild:|bilder:|bildnachweis|bildquelle|foto von|crédit photo|photo :|crédits|"
        "imagen:|fotografía:|immagine:|foto di|imagem:|zdjęcie:|fot.|фото:|写真：|写真:|出典：|画像：|图片来源|圖片來源|图：|사진:|사진=|출처:" },
      /* Advertising. */
      { BOILERPLATE_SPONSOR, PHRASE_START,
        "sponsored by|sponsored content|sponsored link|a message from our sponsor|a message from |presented by|brought to you by|"
        "today's sponsor|this week's sponsor|this issue is sponsored|this newsletter is sponsored|our sponsor|from our sponsor|in partnership with|"
        "paid for by|promoted by|a word from our|thanks to our sponsor|this edition is sponsored|today's newsletter is|today's issue is brought|"
        "präsentiert von|gesponsert von|mit freundlicher unterstützung|en partenariat avec|patrocinado por|in collaborazione con|"
        "sponsorizzato|mogelijk gemaakt door|i samarbete med|i samarbejde med|i samarbeid med|partnerem wydania" },
      { BOILERPLATE_SPONSOR, PHRASE_WHOLE,
        "sponsor|sponsors|sponsored|sponsored post|advertisement|advertisements|advertising|promoted|promotion|paid partnership|partner content|"
        "paid content|anzeige|anzeigen|werbung|advertorial|publicité|publicidad|patrocinado|pubblicità|sponsorizzato|publicidade|advertentie|"
        "annons|annonce|annonse|reklam|reklame|reklama|реклама|広告|スポンサー|スポンサーリンク|广告|廣告|推广|광고|together with" },
      { BOILERPLATE_SPONSOR, PHRASE_ANYWHERE,
        "(sponsor)|(sponsored)|[sponsor]|[sponsored]|[ad]|(ad)|[anzeige]|(anzeige)|-anzeige-|【pr】|[pr]|(광고)|[광고]" },
      /* Hello and goodbye. */
      { BOILERPLATE_GREETING, PHRASE_WORD_START,
        "hello|hey|dear|good morning|good afternoon|good evening|good day|greetings|welcome back|happy monday|happy tuesday|"
        "happy wednesday|happy thursday|happy friday|happy saturday|happy sunday|attention|attn|to whom it may concern|"
        "hallo|liebe|lieber|liebes|sehr geehrte|sehr geehrter|guten tag|guten morgen|moin|servus|grüß gott|grüezi|"
        "bonjour|cher|chère|chers|chères|bonsoir|salut|madame, monsieur|hola|estimado|estimada|estimados|querido|querida|buenos días|"
        "ciao|caro|cara|cari|gentile|egregio|buongiorno|salve|olá|caro leitor|prezado|prezada|bom dia|beste|geachte|hoi|goedemorgen|"
        "hej|hei|kära|bästa|kjære|kære|god morgon|god morgen|cześć|witaj|witamy|dzień dobry|szanowny|szanowna|szanowni|drogi|droga|"
        "здравствуйте|привет|добрый день|доброе утро|уважаемый|уважаемая|уважаемые|дорогой|дорогая|дорогие" },
      { BOILERPLATE_GREETING, PHRASE_START,
        "hi |hi,|hi!|we hope you|i hope you|hope you|hope your|こんにちは|こんばんは|おはようございます|いつもお世話|いつもご利用|いつもありがとう|平素は|平素より|拝啓|您好|你好|尊敬的|亲爱的|親愛的|各位|안녕하세요|안녕하십니까" },
      { BOILERPLATE_SIGNOFF, PHRASE_WORD_START,
        "best regards|best wishes|kind regards|warm regards|sincerely|yours sincerely|yours truly|"
        "thanks again|thanks for reading|thank you for reading|many thanks|all the best|take care|see you|until next time|"
        "until next week|until tomorrow|talk soon|happy reading|have a great|have a nice|enjoy your|xoxo|respectfully|p.s|"
        "mit freundlichen grüßen|mit freundlichem gruß|mit freundlichen grüssen|freundliche grüße|viele grüße|liebe grüße|beste grüße|herzliche grüße|"
        "herzlichst|ihr team|ihre redaktion|euer team|dein team|bis bald|bis zum nächsten|bis nächste|schöne grüße|vielen dank|"
        "cordialement|bien à vous|bien cordialement|à bientôt|amicalement|salutations|saludos|un saludo|atentamente|cordialmente|"
        "cordiali saluti|distinti saluti|a presto|saluti|atenciosamente|abraços|um abraço|até breve|met vriendelijke groet|met vriendelijke groeten|"
        "groetjes|groet|tot volgende|vänliga hälsningar|med vänliga hälsningar|hälsningar|med venlig hilsen|venlig hilsen|med vennlig hilsen|"
        "vennlig hilsen|hilsen|z poważaniem|pozdrawiam|pozdrawiamy|pozdrowienia|с уважением|до встречи|с наилучшими" },
      { BOILERPLATE_SIGNOFF, PHRASE_START,
        "best,|love,|cheers,|cheers!|regards,|thanks,|thanks!|thank you!|thank you,|yours,|warmly,|herzlich,|"
        "今後とも|よろしくお願い|どうぞよろしく|敬具|それでは、また|此致|敬上|谢谢|謝謝|祝您|감사합니다|드림" },
      /* Calls to click. */
      { BOILERPLATE_ACTION, PHRASE_WORD_START,
        "click|click here|read more|read on|read the|read full|read it|read this|continue reading|keep reading|learn more|find out more|find out|more info|more information|"
        "see more|see all|see the|see how|view more|view all|view the|discover|discover more|get started|get it|get yours|get the|get your|shop now|shop|buy now|order now|order|"
        "sign up|sign in|log in|subscribe|register|register now|join now|start now|try it|try now|download|download now|watch now|watch the|"
        "watch|listen|listen now|book now|apply now|check it out|check out|go to|visit|call|call now|explore|claim|reply|reply with|press|"
        "quero|garanta|aproveite|desbloquear|desbloquar|desbloqueie|resgatar|compre|assine|baixe|cadastre-se|inscreva-se|"
        "jetzt|hier|mehr|mehr erfahren|mehr lesen|mehr dazu|mehr infos|mehr informationen|weiterlesen|weiter lesen|weiter|klicken sie|klick|zum artikel|"
        "zur|zum|zum shop|zum angebot|hier klicken|jetzt lesen|jetzt entdecken|artikel lesen|details|alle anzeigen|alle ansehen|entdecken|ansehen|bestellen|"
        "lire la suite|lire plus|en savoir plus|cliquez|découvrir|découvrez|voir plus|je découvre|j'en profite|lire l'article|"
        "leer más|seguir leyendo|ver más|haz clic|haga clic|más información|descubre|comprar|leggi tutto|leggi di più|scopri|scopri di più|clicca|"
        "continua a leggere|acquista|vai|leia mais|saiba mais|clique|ver mais|continuar lendo|confira|lees meer|lees verder|meer lezen|klik|"
        "meer info|bekijk|ontdek|läs mer|klicka|läs hela|se mer|les mer|les hele|klikk|læs mere|klik her|læs hele|se mere|czytaj więcej|czytaj dalej|"
        "więcej|kliknij|dowiedz się|sprawdź|zobacz|читать|читать далее|читать дальше|подробнее|узнать больше|нажмите|узнать|перейти|смотреть" },
      { BOILERPLATE_ACTION, PHRASE_START,
        "続きを読む|続きはこちら|詳しくはこちら|詳細はこちら|詳細を見る|もっと見る|こちら|今すぐ|クリック|お申し込みは|購入はこちら|阅读更多|閱讀更多|阅读全文|閱讀全文|"
        "点击|點擊|查看更多|查看详情|了解更多|立即|继续阅读|자세히|신청하기|구매하기|보러가기|확인하기|참여하기|전체 보기|다운로드|더 보기|더보기|바로가기|클릭|계속 읽기|지금 " },
      { BOILERPLATE_ACTION, PHRASE_WORD,
        "click here|click below|click the link|click on the link|klicken sie hier|cliquez ici|haga clic aquí|haz clic aquí|"
        "clicca qui|clique aqui|klik hier|klicka här|klikk her|klik her|kliknij tutaj|нажмите здесь|нажмите сюда" },
      /* Headings that say nothing. */
      { BOILERPLATE_GENERIC, PHRASE_WHOLE,
        "newsletter|news|in this issue|in this email|in this edition|in this newsletter|in today's issue|table of contents|contents|overview|"
        "this week|today|highlights|headlines|top stories|top story|top news|latest news|latest|featured|features|articles|stories|tools|"
        "resources|links|quick links|quick hits|in brief|briefs|misc|miscellaneous|jobs|events|upcoming events|videos|podcasts|tutorials|"
        "code & tools|articles & tutorials|announcements|updates|introduction|intro|conclusion|about|about us|contact|contact us|help|"
        "support|home|menu|shop|blog|comments|like|share|subscribe|related|more|more news|read more|what's new|welcome|hello|p.s|follow us|"
        "editor's note|from the editor|editorial|recommended|trending|popular|discussion|polls|poll|feedback|quote of the day|image|images|logo|imagem|imagen|bild|spacer|banner|icon|picture|photo|click to view|an image|save|reply|website|email|unique link|source|link|here|this|button|arrow|view|open|rsvp|"
        "the latest|the big picture|why it matters|the bottom line|by the numbers|go deeper|what's next|between the lines|details|summary|"
        "inhalt|inhaltsverzeichnis|themen|aktuelles|neuigkeiten|termine|veranstaltungen|kurz notiert|in dieser ausgabe|übersicht|kontakt|"
        "über uns|willkommen|unsere themen|angebote|service|hilfe|au sommaire|sommaire|actualités|à la une|agenda|édito|contenido|noticias|"
        "en este número|destacados|sumario|sommario|notizie|in questo numero|in evidenza|editoriale|eventi|notícias|destaques|nesta edição|"
        "inhoud|nieuws|in deze nieuwsbrief|nieuwsbrief|nyheter|nyheder|innehåll|indhold|nyhetsbrev|nyhedsbrev|aktualności|w tym numerze|"
        "wydarzenia|новости|в этом выпуске|содержание|анонсы|目次|今週のニュース|ニュース|お知らせ|トピックス|新着情報|もくじ|ピックアップ|編集後記|本期内容|目录|"
        "目錄|新闻|新聞|最新消息|本周新闻|导读|목차|뉴스|소식|공지사항|이번 주 소식" },
      { BOILERPLATE_GENERIC, PHRASE_WORD,
        "logo|spacer|icon|header image|banner image|decorative|twitter avatar|profile picture" },
      /* The newsletter about itself. */
      { BOILERPLATE_SELF, PHRASE_ANYWHERE,
        "newsletter|subscriber|subscribing|this email|this e-mail|this issue|this edition|our readers|our sponsor|welcome to|welcome aboard|"
        "thanks for reading|thank you for reading|thanks for joining|thank you for joining|signing up|free post|paid post|nieuwsbrief|nyhetsbrev|nyhedsbrev|"
        "diese ausgabe|dieser ausgabe|willkommen|werbepartner|cette édition|ce numéro|bienvenue|esta edición|este número|bienvenid|questo numero|benvenut|"
        "esta edição|bem-vind|este e-mail|este email|deze editie|welkom|välkommen|velkommen|witamy|biuletyn|рассылк|этом выпуске|добро пожаловать|"
        "メルマガ|メールマガジン|ニュースレター|今号|本期|邮件|郵件|欢迎|歡迎|뉴스레터|메일|환영" },
      /* Sentences that need the one before. */
      { BOILERPLATE_CONTINUES, PHRASE_WORD_START,
        "however|but|and|also|then|they|she|it's|this|that|that's|these|those|which|for example|in addition|moreover|furthermore|instead|yet|"
        "plus|nor|his|her|their|its|there|such|similarly|meanwhile|still|otherwise|therefore|thus|again|the other|another|both|the latter|"
        "aber|und|doch|auch|dazu|dies|diese|dieser|dieses|damit|außerdem|dabei|deshalb|daher|dennoch|trotzdem|zudem|jedoch|dort|denn|"
        "mais|cela|ceci|cependant|elle|ils|elles|ainsi|donc|en outre|pero|esto|eso|además|también|sin embargo|así|però|inoltre|questo|"
        "quindi|isso|isto|além disso|porém|assim|também|maar|dit|dat|deze|bovendien|ook|echter|men|det|detta|dette|också|også|ale|"
        "jednak|również|ponadto|это|эти|но|также|однако|кроме того|поэтому|он|она|они" },
      { BOILERPLATE_CONTINUES, PHRASE_START,
        "he |it |しかし|また、|そして|それ|これ|この|その|さらに|なお、|ただし|但|而且|此外|另外|这|這|该|하지만|그러나|그리고|또한|이는|이를|그는" },
      { 0 }
    };

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What newsletters call their furniture, by kind and language: English, German, French, Spanish, Italian,
Portuguese, Dutch, Swedish, Danish, Norwegian and Finnish, Polish, Russian (and Ukrainian), Japanese, Chinese, Korean,
and "unsubscribe" in some more. Prints link_words_table.inc; run it after a change here:

    python3 src/markdown/link_words_table.py > src/markdown/link_words_table.inc

With --sources it prints each phrase as it stands here and as folded, for tests/unit/markdown/test_link_words.c.
"""
import re
import sys
import unicodedata

BUCKETS = 4096  # of the hash of a phrase's first word
SHIFT = 32 - 12  # so that it is below that
ALONE = ((0x0E00, 0x0E7F), (0x2E80, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF))  # scripts without spaces

ALSO = {"PITCH": "NAV", "LEGAL": "NAV", "FRIEND": "SHARE", "SENT": "VENDOR"}  # is of that kind, too

phrases = {}
sources = []


def fold(text):
    """As link_words_fold in link_words.c, for phrases without its separators; test_link_words.c compares the two."""
    out = []
    for char in text.lower():
        parts = unicodedata.normalize("NFKD", char)
        if ord(parts[0]) < 0x530:
            out.extend(c for c in parts if not 0x300 <= ord(c) <= 0x36F)
        else:
            out.append(char)
    kept = (c if c.isalnum() or c == "©" or unicodedata.category(c)[0] == "M" else " " for c in out)
    return " ".join("".join(kept).split())


def first_unit(phrase):
    """The first word, or the first character where words are not set apart."""
    end = 0
    for char in phrase:
        alone = any(low <= ord(char) <= high for low, high in ALONE)
        if char == " " or (alone and end > 0):
            break
        end += 1
        if alone:
            break
    return phrase[:end]


def hashed(data):
    """As in find_first of link_words.c: first, middle and last byte and the length, by Knuth's multiplication. The bucket, and a mark from other bits."""
    key = data[0] | data[len(data) // 2] << 8 | data[-1] << 16 | len(data) << 24
    product = key * 2654435761 & 0xFFFFFFFF
    return product >> SHIFT, product & 0xFFFF


def second_byte(phrase):
    """The first byte after the first unit and the space there; 0 when that is all."""
    rest = phrase.encode()[len(first_unit(phrase).encode()):]
    return (rest[1] if rest[:1] == b" " else rest[0]) if rest else 0


def add(kind, text):
    for source in filter(None, map(str.strip, re.split(r"[,\n]", text))):
        phrase = fold(source)
        sources.append(f"{source}\t{phrase}")
        if kind in ("VIEW", "PLACE"):
            phrases.setdefault(phrase, set()).add(kind)
        elif phrases.setdefault(phrase, {kind}) != {kind}:
            sys.exit(f"'{phrase}' is both {phrases[phrase]} and {kind}")


# Ends or changes the subscription, wherever in a short text it stands.
add("LEAVE", """edit your information,edit your current information,update your information,update my information,change your information,modify your information,
your user page,atualizar minhas informações,atualizar suas informações,atualizar meus dados,atualizar seus dados,actualizar mis datos,actualizar tus datos,
mettre à jour mes informations,modifier mes informations,modifica i tuoi dati,aggiorna i tuoi dati,meine daten ändern,ihre daten ändern,
mailing list options,change your mailing,cancele sua inscrição,cancele a inscrição,cancele sua assinatura,cancele a assinatura,cancela tu suscripción,cancele su suscripción,unsubscribe,unsubscribing,unsubscribed,unsubscription,opt out,opt-out,opting out,optout,unsub,
stop receiving,stop getting,no longer wish to receive,no longer want to receive,rather not receive,
don't want to receive,do not want to receive,prefer not to receive,remove me,remove yourself,removed from,
remove my email,remove your email,
email preferences,e-mail preferences,subscription preferences,notification settings,notification preferences,
email settings,mail settings,manage preferences,manage your preferences,manage my preferences,
manage email preferences,manage subscription,manage subscriptions,manage your subscription,
manage your subscriptions,manage my subscription,manage your emails,manage your email,manage notifications,
update preferences,update your preferences,update my preferences,update profile,update your profile,
update subscription,update your subscription,update your email,update subscription preferences,
change your preferences,change preferences,change subscription,change your subscription,change your email,
communication preferences,contact preferences,subscription settings,change your address,change my address,change email address,change your email address,change email,update email address,update your email address,subscription center,subscription centre,
preference center,preference centre,preferences center,newsletter preferences,newsletter settings,
mailing preferences,mail preferences,edit preferences,edit your preferences,edit your subscription,edit profile,
edit your profile,account settings,modify your subscription,modify subscription,modify your profile,
adjust your preferences,set your preferences,subscription options,delivery preferences,email frequency,
change frequency,fewer emails,pause emails,mute this,turn off,disable these emails,cancel subscription,
cancel your subscription,leave this list,off this list,off our list,safeunsubscribe,instant removal,
safe unsubscribe,subscription management,newsletter subscription,newsletter subscriptions,why did i get this,
text format,plain text format,html format,newsletters in text,newsletter in text,format of this newsletter,
confirm your email,confirm email,confirm your subscription,confirm subscription,confirm my subscription,
confirm your address,confirm your email address,confirm my email,confirm your account,verify your email,
verify email,verify your account,verify your email address,activate your account,activate account,
activate your subscription,reset your password,reset password,change password,change your password,report abuse,
report spam,mark as spam,this was not me,
abmelden,abbestellen,abbestellung,abmeldung,abmeldelink,austragen,abzubestellen,abzumelden,abbestelle,abmelde,
melde dich ab,melden sie sich ab,nicht mehr erhalten,nicht mehr empfangen,keine e-mails mehr,keinen newsletter mehr,
keine weiteren,profil ändern,benutzerprofil,benutzerprofil ändern,benutzerdaten ändern,profil bearbeiten,profil aktualisieren,einstellungen ändern,einstellungen verwalten,
einstellungen anpassen,daten ändern,anmeldung bestätigen,e-mail bestätigen,e-mail-adresse bestätigen,
abonnement verwalten,abo verwalten,abo kündigen,newsletter verwalten,newsletter-einstellungen,präferenzen ändern,
e-mail-einstellungen,benachrichtigungseinstellungen,passwort zurücksetzen,registrierung bestätigen,
newsletter kündigen,interessen ändern,
désabonner,désabonnez,désabonnement,désinscrire,désinscription,désinscrivez,ne plus recevoir,ne souhaitez plus,
gérer mes préférences,gérer vos préférences,gérer mes abonnements,gérer mon abonnement,gérer votre abonnement,
préférences d'abonnement,préférences de communication,modifier mon profil,modifier vos préférences,
modifier mes préférences,confirmer mon inscription,confirmer votre inscription,confirmer mon adresse,
darse de baja,darme de baja,date de baja,dar de baja,darte de baja,cancelar suscripción,cancelar la suscripción,
cancelar tu suscripción,cancelar su suscripción,cancelar mi suscripción,anular suscripción,anular la suscripción,
anular tu suscripción,desuscribirse,desuscribirme,desuscribir,desuscribirte,desuscríbete,dejar de recibir,
no deseas recibir,no desea recibir,no quieres recibir,gestionar preferencias,gestionar suscripción,
gestionar tus preferencias,actualizar preferencias,actualizar tus preferencias,modificar preferencias,
preferencias de correo,preferencias de suscripción,confirmar suscripción,confirmar mi suscripción,
confirma tu suscripción,
disiscriviti,disiscrizione,disiscriversi,annulla iscrizione,annulla l'iscrizione,annullare l'iscrizione,
cancella iscrizione,cancella l'iscrizione,cancellare l'iscrizione,cancellati,cancellarti,cancellarsi,
cancella la tua iscrizione,non ricevere più,non desideri più,non vuoi più,gestisci preferenze,
gestisci le preferenze,gestisci le tue preferenze,gestisci iscrizione,modifica preferenze,modifica le preferenze,
modifica le tue preferenze,aggiorna preferenze,aggiorna le tue preferenze,aggiorna il profilo,conferma iscrizione,
conferma l'iscrizione,
cancelar inscrição,cancelar a inscrição,cancelar sua inscrição,cancelar assinatura,cancelar a assinatura,
cancelar subscrição,cancelar a subscrição,anular subscrição,anular a subscrição,descadastrar,descadastre,
descadastro,descadastramento,remover inscrição,deixar de receber,não deseja mais receber,não quer mais receber,
não deseja receber,sair da lista,gerenciar preferências,gerir preferências,gerenciar inscrição,
atualizar preferências,atualizar suas preferências,confirmar inscrição,confirmar subscrição,
uitschrijven,uitschrijving,afmelden,afmelding,schrijf je uit,schrijf u uit,meld je af,uitschrijflink,
niet meer ontvangen,geen e-mails meer,geen nieuwsbrief meer,voorkeuren wijzigen,voorkeuren aanpassen,
voorkeuren beheren,wijzig je voorkeuren,wijzig uw voorkeuren,gegevens wijzigen,wijzig je gegevens,e-mailvoorkeuren,
aanmelding bevestigen,bevestig je inschrijving,
avregistrera,avregistrering,avprenumerera,avsluta prenumeration,avsluta prenumerationen,avanmäl,
avsluta din prenumeration,hantera prenumeration,hantera din prenumeration,ändra inställningar,uppdatera din profil,
inte längre få,
afmeld,afmelde,afmelding,afmeld dig,framelde,frameld,framelding,administrer tilmelding,opdater profil,
opdater din profil,ikke længere modtage,
meld deg av,avmeld,avmelding,avslutt abonnement,meld av,avslutt abonnementet,endre innstillinger,oppdater profil,
ikke lenger motta,stopp abonnement,
peruuta tilaus,peru tilaus,peruuta uutiskirje,lopeta tilaus,poistu listalta,peruuta tilauksesi,tilauksen peruutus,
muuta asetuksia,
wypisz się,wypisz,wypisać,wypisanie,wypisania,rezygnacja,rezygnacji,zrezygnuj,zrezygnować,rezygnuję,
anuluj subskrypcję,anulować subskrypcję,zarządzaj subskrypcją,zarządzaj preferencjami,zmień preferencje,
zmień ustawienia,nie chcesz otrzymywać,potwierdź subskrypcję,potwierdź zapis,
отписаться,отписка,отписки,отпишитесь,отписывайтесь,отказаться от рассылки,отказаться от получения,
отменить подписку,управление подпиской,управлять подпиской,управление подписками,настроить подписку,
настройки рассылки,настройки подписки,изменить настройки,изменить подписку,подтвердить подписку,подтвердить адрес,
подтвердить регистрацию,
відписатися,відписатись,скасувати підписку,
配信停止,購読解除,購読停止,購読を停止,購読を解除,登録解除,登録の解除,登録を解除,退会,配信解除,配信の停止,配信を停止,解除はこちら,メールの停止,配信設定,登録情報の変更,登録内容の変更,メール設定,受信設定,配信の変更,
アドレス変更,
退订,退訂,取消订阅,取消訂閱,取消订閱,管理订阅,管理訂閱,订阅设置,訂閱設定,偏好设置,偏好設定,确认订阅,確認訂閱,不想再收到,停止接收,
수신거부,수신 거부,구독 취소,구독취소,구독 해지,구독해지,구독을 취소,수신동의 철회,수신설정,수신 설정,구독 설정,구독설정,구독 관리,구독정보 변경,구독 정보 변경,이메일 인증,
odhlásit,odhlášení,odhlásit se,leiratkozás,leiratkozom,leiratkozhat,dezabonare,dezabonează,dezabonați,
abonelikten çık,abonelikten ayrıl,aboneliği iptal,üyelikten ayrıl,listeden çık,odjava,odjavi,odjavite,απεγγραφή,
διαγραφή,إلغاء الاشتراك,הסרה מרשימה,להסרה,הסר,ยกเลิกการรับ,hủy đăng ký,berhenti berlangganan
""")

# Begins a subscription, wherever in a short text it stands.
add("JOIN", """free newsletter,free newsletters,sign up for our,sign up to our,sign up for the newsletter,sign up for this newsletter,sign up to the newsletter,get this newsletter,sign up to receive,sign up to get,

subscribe,subscribe now,subscribe here,subscribe today,subscribing,resubscribe,re-subscribe,sign up here,join the newsletter,get the newsletter,
abonnieren,jetzt abonnieren,newsletter abonnieren,abonniere,abonnez-vous,s'abonner,je m'abonne,inscrivez-vous,suscríbete,suscribirse,suscribirme,iscriviti,abbonati,inscreva-se,assine,assinar,subscrever,subscreva,cadastre-se,
abonneer,abonneren,schrijf je in,inschrijven,prenumerera,abonner,tilmeld,tilmeld dig,meld deg på,tilaa uutiskirje,zapisz się,subskrybuj,подписаться,подпишитесь,購読する,購読はこちら,订阅,訂閱,구독하기,구독신청,구독 신청
""")

# The copy of this mail on the web.
add("WEB", """
this document is available,this message is available,this newsletter is available,this issue is available,this email is available,this bulletin is available,
dieser newsletter ist verfügbar,cette lettre est disponible,este boletín está disponible,esta newsletter está disponível,preview online,acesse o preview,ver o preview,visualize aqui,news on the web,issue on the web,edition on the web,newsletter on the web,archived on the web,
via the web,available on the web,read this newsletter,read this issue,view this issue,see this issue,this newsletter online,this issue online,newsletter online,issue online,can't read this email,if you cannot read,if you can't read,cannot read this email,unable to read,not able to read,if you are having trouble,problems reading,reading this email,problems displaying,display problems,email not displaying,email not displaying properly,not displaying properly,not displaying,can't see the images,can't view this email,cannot view,can't see images,view as html,see this email,
nicht lesen können,nicht lesen kann,nicht richtig lesen,nicht lesbar,nicht gelesen werden,nicht vollständig,nicht korrekt darstellt,nicht richtig darstellt,darstellung nicht,fehlerhaft dargestellt,wird nicht richtig,wird diese e-mail nicht,diese e-mail nicht richtig,falls sie diese,
pas à lire,ne parvenez pas à lire,ne pouvez pas lire,n'arrivez pas à lire,n'arrivez pas à visualiser,ne visualisez pas,problèmes d'affichage,problème d'affichage,
no puede ver,no puede leer,no puedes leer,no logras ver,no se visualiza,si no visualiza,problemas para ver,problemas para visualizar,
non riesci a,non riesci a leggere,non riesci a visualizzare,non vedi correttamente,non si visualizza,se non visualizzi,
não esteja visualizando,não estiver visualizando,não estiver a visualizar,não consegue ver,não consegue ler,não consiga visualizar,não consigo visualizar,não visualizar,não visualize,caso não visualize,não está visualizando corretamente,problemas para visualizar,
niet lezen,niet goed lezen,niet kunt lezen,niet kan lezen,niet goed zien,wordt niet goed,niet correct weergegeven,
kan du inte läsa,kan inte läsa,visas inte,kan du ikke læse,kan ikke læse,vises ikke korrekt,vises ikke,kan du ikke lese,kan ikke lese,
nie widzisz,nie widać,nie możesz odczytać,nie wyświetla,jeśli nie widzisz,
если письмо не,если вы не видите,не видите изображения,не видно,
が表示されない,表示されない場合,見えない場合,読めない場合,不能正常,不能正常显示,如果您无法,若您無法,如果無法,보이지 않으면,보이지 않는다면,깨져 보,
view in browser,view in your browser,in your browser,in browser,in a browser,in your web browser,
in web browser,in a web browser,in the browser,view online,view it online,view this online,read online,
read it online,read this online,see online,see it online,open in browser,web version,webversion,web-version,webview,
web view,viewinbrowser,viewonline,online version,onlineversion,browser version,html version,hosted version,
view as webpage,view as a webpage,view as a web page,view as web page,as a webpage,as a web page,view this email,
view this message,view this newsletter,view email,view on web,view on the web,read on the web,read on web,
view on website,read on website,read on our website,having trouble viewing,trouble viewing,trouble reading,
trouble seeing,problems viewing,difficulty viewing,not displaying correctly,not display correctly,
doesn't display correctly,isn't displaying,can't see this,cannot see this,can't read this,cannot read this,
can't view this,unable to view,unable to see,can't see images,images not displaying,view the newsletter online,
view newsletter online,,,
im browser,im webbrowser,im internet-browser,in ihrem browser,in deinem browser,online-version,webversion,
webansicht,webseitenansicht,browseransicht,browser-ansicht,browserversion,online-ansicht,onlineansicht,online ansehen,online lesen,
online anzeigen,online anschauen,online betrachten,als webseite,nicht richtig dargestellt,nicht korrekt dargestellt,
nicht richtig angezeigt,nicht korrekt angezeigt,nicht richtig an,nicht einwandfrei,probleme mit der darstellung,
probleme bei der darstellung,darstellungsprobleme,darstellungsproblemen,nicht vollständig angezeigt,
version en ligne,version web,version html,version navigateur,voir en ligne,lire en ligne,consulter en ligne,
visualiser en ligne,afficher en ligne,dans votre navigateur,dans le navigateur,dans un navigateur,
dans ton navigateur,sur votre navigateur,lien miroir,page miroir,copie web,ne s'affiche pas,s'affiche mal,
affiche pas correctement,problème de visualisation,difficultés à visualiser,
en el navegador,en tu navegador,en su navegador,en un navegador,versión online,versión web,versión en línea,
ver online,ver en línea,leer online,ver en la web,no se ve correctamente,no ves correctamente,no puedes ver,
no visualizas,
nel browser,nel tuo browser,dal browser,sul browser,versione online,versione web,visualizza online,leggi online,
vedi online,visualizzi correttamente,visualizza correttamente,problemi di visualizzazione,
no navegador,no seu navegador,no teu browser,no seu browser,no browser,versão online,versão web,ler online,
visualizar online,não consegue visualizar,não visualiza,não está visualizando,
in je browser,in uw browser,in de browser,in jouw browser,webversie,online versie,onlineversie,browserversie,
bekijk online,online bekijken,lees online,niet goed weergegeven,niet goed leesbaar,niet goed te lezen,
i webbläsaren,i din webbläsare,i webbläsare,i en webbläsare,webbversion,webbversionen,läs online,visa online,
visas inte korrekt,
i din browser,i browser,i browseren,i en browser,webversionen,vis online,læs online,se online,online udgave,
i nettleser,i nettleseren,i din nettleser,nettversjon,nettversjonen,webversjon,les på nett,vis i nettleser,
selaimessa,selaimella,verkkoversio,verkkoversion,selainversio,
w przeglądarce,wersja online,wersję online,wersja webowa,wersji online,zobacz online,czytaj online,
nie wyświetla się,nie wyświetla się poprawnie,
в браузере,в вашем браузере,веб-версия,веб-версию,веб-версии,онлайн-версия,онлайн-версию,посмотреть онлайн,
читать онлайн,не отображается,некорректно отображается,неправильно отображается,
у браузері,
ブラウザで,ブラウザーで,ウェブで見る,ウェブで読む,webで見る,web版,ウェブ版,正しく表示されない,正しく表示されません,うまく表示されない,オンラインで見る,
在浏览器,在瀏覽器,浏览器中,瀏覽器中,浏览器打开,浏览器查看,网页版,網頁版,在线版,在线查看,线上版,線上版,線上閱讀,无法正常显示,無法正常顯示,无法查看,無法瀏覽,
웹에서 보기,웹으로 보기,웹에서 읽기,브라우저에서,브라우저로 보기,웹브라우저,웹 브라우저,온라인으로 보기,메일이 보이지,메일이 정상적으로,이메일이 정상적으로,잘 보이지 않
zobrazit v prohlížeči,v prohlížeči,megtekintés böngészőben,böngészőben,în browser,tarayıcıda,tarayıcınızda
""")

# Does something to a subscription or account, when it is all that is said.
add("ACTION", """
listinfo,
accept,decline,accept invitation,decline invitation,tentative,annehmen,zusagen,ablehnen,absagen,accepter,refuser,peut-être,
aceptar,rechazar,accetta,rifiuta,aceitar,recusar,accepteren,weigeren,save,save for later,save this,bookmark,bookmark this,read later,read it later,save to pocket,personalize,personalise,customize,customise,
guardar,speichern,merken,später lesen,enregistrer,lire plus tard,guardar para después,salvar,salva,opslaan,spara,gem,lagre,
add to my contacts,adicionar aos contatos,adicionar aos meus contatos,añadir a contactos,ajouter aux contacts,aggiungi ai contatti,zu kontakten hinzufügen,toevoegen aan contacten,remove,plain text,text version,text only,login,log in,log-in,sign in,signin,sign up,signup,my account,your account,account,
subscription,subscriptions,preferences,settings,confirm,
confirmation,verify,activate,profile,upgrade,upgrade now,upgrade to paid,upgrade subscription,
upgrade your subscription,paid subscriber,become a subscriber,become a paid subscriber,become a member,
become a supporter,go premium,get premium,renew,renew now,renew subscription,read in app,read in the app,
open in app,open in the app,view in app,whitelist,whitelist us,safe sender,safe senders,address book,
add to contacts,change address,change of address,gift a subscription,give a gift,gift subscription,
claim free post,renew your subscription,add us,listen in app,refresh your subscription,
subscription page,new subscription,make a donation,additional donation,
anmelden,einloggen,mein konto,konto,ihr konto,kundenkonto,
bestätigen,einstellungen,profil,adressbuch,abo,abonnement,jetzt anmelden,anmeldung,kundenlogin,passwort,
se connecter,connexion,s'inscrire,mon compte,votre compte,
espace client,confirmer,préférences,paramètres,carnet d'adresses,inscription,
iniciar sesión,suscripción,mi cuenta,tu cuenta,confirmar,preferencias,
libreta de direcciones,ajustes,
accedi,il mio account,il tuo account,conferma,preferenze,impostazioni,rubrica,area riservata,
entrar,minha conta,sua conta,preferências,
inloggen,aanmelden,aanmelding,inschrijving,mijn account,bevestigen,voorkeuren,
adresboek,instellingen,
logga in,mina sidor,bekräfta,inställningar,log ind,tilmelding,bekræft,min konto,
indstillinger,min side,logg inn,påmelding,bekreft,innstillinger,kirjaudu,tilaa,
vahvista,asetukset,
zaloguj,zaloguj się,subskrypcja,potwierdź,moje konto,ustawienia,
войти,вход,личный кабинет,подписка,подтвердить,настройки,мой аккаунт,
ログイン,マイページ,会員登録,新規登録,メルマガ登録,登録はこちら,アカウント,
登录,登錄,登入,我的账户,我的帳戶,註冊,注册,会员中心,會員中心,
로그인,구독,마이페이지,회원가입,회원정보
""")

# Networks.
add("SOCIAL", """kwai,viber,douyin,bilibili,zalo,clubhouse,deezer,odnoklassniki,rutube,дзен,яндекс дзен,哔哩哔哩,视频号,
tw,yt,tk,facebook,twitter,instagram,linkedin,linked in,youtube,you tube,tiktok,tik tok,pinterest,whatsapp,
telegram,threads,mastodon,bluesky,snapchat,tumblr,reddit,xing,vk,vkontakte,вконтакте,вк,одноклассники,телеграм,
телеграмм,ютуб,фейсбук,weibo,微博,wechat,weixin,微信,微信公众号,公众号,小红书,抖音,discord,flickr,vimeo,google plus,twitch,
fb,ig,insta,x twitter,twitter x,hacker news,y combinator,spotify,apple podcasts,apple podcast,soundcloud,,rss,
rss feed,kakaotalk,카카오톡,카카오채널,페이스북,인스타그램,트위터,유튜브,네이버 블로그,フェイスブック,ツイッター,インスタグラム,ユーチューブ,公式line,line公式,facebook logo,
kununu,yelp,tripadvisor,social media,social networks,goodreads,stitcher,overcast,blogger,stumbleupon,delicious,digg,
myspace,
""")

# What is done there.
add("SHARE", """
discuss this,discuss this story,discuss this article,discuss this issue,discuss on,join the discussion on,read the comments,post a comment,post your comments,
nos chame,nos chame no,chame no,chama no,fale com a gente no,fale conosco no,escríbenos por,escríbenos al,chat with us on,message us on,text us on,write to us on,schreib uns auf,écrivez-nous sur,
send this,me segue,segue,me siga,siga me,share,share this,share on,share via,share it,shares,sharing,tweet,tweet this,tweet it,retweet,post this,
pin it,forward,forward this,forward this email,forward this message,forward this newsletter,share this email,share this newsletter,share this post,
refer,referral link,your referral link,like,likes,like us,like us on,like this,comment,comments,leave a comment,leave comment,add a comment,
restack,follow,follow us,follow us on,follow me,follow on,follow along,following,join us on,join the conversation,join the discussion,find us on,
find us,connect with us,connect on,stay connected,stay in touch,keep in touch,friend us,fan us,say hi,teilen,teile,mitteilen,weiterleiten,folgen,
folgen sie uns,folge uns,folgt uns,folge mir,gefällt mir,kommentieren,besuchen sie uns,besuche uns,partager,partagez,partage,suivez-nous,
suivez nous sur,suivez,suivre,suivez-moi,transférer,faire suivre,rejoignez-nous,retrouvez-nous,commenter,j'aime,aimer,compartir,comparte,
compártelo,síguenos,síguenos en,seguir,sígueme,reenviar,reenvía,recomendar,me gusta,condividi,condividere,seguici,seguici su,inoltra,mi piace,
compartilhar,compartilhe,partilhar,partilhe,siga-nos,siga,seguir no,encaminhar,curtir,delen,deel,deel dit,volg ons,volg ons op,doorsturen,
stuur door,dela,följ oss,följ oss på,skicka vidare,følg os,følg os på,følg oss,del på,send videre,videresend,følg oss på,jaa,seuraa meitä,
udostępnij,obserwuj nas,obserwuj,polub nas,polub,prześlij dalej,podziel się,śledź nas,поделиться,поделитесь,переслать,мы в соцсетях,
присоединяйтесь,シェア,シェアする,フォロー,フォローする,ツイート,ツイートする,友だち追加,いいね,分享,分享到,关注我们,關注我們,追蹤我們,转发,轉發,轉寄,공유,공유하기,팔로우,좋아요,채널 추가,empfehlen
""")

# Passes the newsletter on to somebody.
add("FRIEND", """
link to others,this link to others,paste this link,copy this link,share this link,share your link,your unique link to share,link with friends,link with others,
este link para outras pessoas,link para outras pessoas,copie e cole este link,diesen link mit,copiez ce lien,copia questo link,copia este enlace,kopieer deze link,
email photo,email this photo,email this story,email this article,email this page,mail this story,mail to friend,mail to a friend,print this story,
print this article,printer friendly version,printer friendly,
pass it on,pass this on,pass it along,recommend it,recommend this,recommend us,to a friend,to friends,to your friends,einem freund,freunden,
à un ami,à vos amis,a un amigo,a tus amigos,a un amico,a um amigo,aos amigos,aan een vriend,til en ven,till en vän,forward to a friend,
forward to friend,forward to friends,send to a friend,send to friend,email to a friend,email a friend,tell a friend,share with a friend,
share with friends,share with your friends,invite friends,invite a friend,refer a friend,refer friends,weitersagen,weiterempfehlen,
empfehlen sie uns,an freunde,freunde werben,transférer à un ami,envoyer à un ami,reenviar a un amigo,enviar a un amigo,envía a un amigo,
inoltra a un amico,invia a un amico,encaminhar para um amigo,enviar a um amigo,enviar para um amigo,doorsturen naar een vriend,tipsa en vän,
del med en ven,tip en ven,poleć znajomemu,переслать другу,расскажите друзьям,友達に教える,分享给朋友,转发给朋友,轉寄給朋友,친구에게 공유,친구에게 추천
""")

# The sender's furniture, when it is all that is said.
add("NAV", """
frequently asked questions,common questions,häufige fragen,häufig gestellte fragen,fragen und antworten,rücksendung,rücksendungen,retoure,retouren,umtausch,
questions fréquentes,retours,foire aux questions,domande frequenti,cambios y devoluciones,trocas e devoluções,dúvidas frequentes,perguntas e respostas,retourneren en ruilen,
vanliga frågor,returer,ofte stillede spørgsmål,ofte stilte spørsmål,usein kysyttyä,najczęściej zadawane pytania,частые вопросы,возврат,
live chat,chat with us,documentation,docs,docs and support,public key,pgp key,public pgp key,gpg key,our public key,
job openings,open positions,open roles,current openings,join our team,we're hiring,we are hiring,offene stellen,wir stellen ein,nous recrutons,estamos contratando,vagas abertas,bulletin board,message board,message boards,discussion board,discussion boards,discussion forum,our forum,our forums,
next,next page,previous,previous page,prev,advanced search,contact options,contact channels,channels of contact,
fale com a gente,fale com o nosso time,canais de contato,canais de atendimento,nossos canais,canales de contacto,canales de atención,kontaktmöglichkeiten,
moyens de contact,contactmogelijkheden,start here,our courses,our books,our podcast,our events,event calendar,
unser forum,notre forum,nuestro foro,nosso fórum,ons forum,наш форум,
all previous newsletters,previous newsletters,past newsletters,alle bisherigen newsletter,bisherigen newsletter,bisherige newsletter,frühere newsletter,alle newsletter,vergangene ausgaben,ältere ausgaben,letzte ausgaben,anciens numéros,numéros précédents,números anteriores,ediciones anteriores,numeri precedenti,edições anteriores,vorige edities,eerdere edities,tidigare nyhetsbrev,tidligere nyhedsbreve,tidligere utgaver,poprzednie wydania,предыдущие выпуски,unternehmen,partner werden,become a partner,why am i getting this,
home,homepage,home page,website,web site,our website,our site,main site,visit our website,
visit our site,visit us,go to website,archive,archives,past issues,previous issues,all issues,back issues,
past editions,previous editions,older issues,latest issue,newsletter archive,newsletters archive,view archive,
browse archive,online archive,about,about us,about me,about this newsletter,who we are,contact,contacts,contact us,
contact information,contact me,contact support,get in touch,
faq,faqs,help,help center,help centre,helpdesk,support,
support center,customer service,customer services,customer care,customer support,careers,career,press,press room,
newsroom,partner with us,work with us,write for us,submit a link,submit a tip,
send feedback,feedback,give feedback,store locator,find a store,stores,our stores,find a location,locations,
shop online,our shop,online shop,store,sitemap,site map,blog,our blog,the blog,mailing address,logo,company logo,
security,table of contents,contents,back to top,get listed,start page,our archive,our archives,more options,latest issue,request a catalog,free catalog,back to contents,jump to,
view all newsletters,our newsletters,other newsletters,more newsletters,all newsletters,explore our newsletters,
guidelines,returns,delivery,shipping,returns policy,shipping policy,delivery information,
order status,track your order,gift cards,
startseite,
kontakt,kontaktformular,kontakt aufnehmen,kontaktieren sie uns,
über uns,ueber uns,wir über uns,archiv,newsletter-archiv,newsletterarchiv,alle ausgaben,frühere ausgaben,hilfe,
zur website,zur webseite,zur homepage,zum shop,zum onlineshop,unsere website,webseite,internetseite,karriere,stellenangebote,presse,
kundenservice,
kundendienst,service,onlineshop,online-shop,filialfinder,filialen,standorte,
versand,versandkosten,versandinformationen,zahlungsarten,rückgabe,
nach oben,seitenanfang,zum seitenanfang,zum anfang,
inhaltsverzeichnis,inhalt,zur übersicht,servicecenter,
accueil,page d'accueil,
nous contacter,contactez-nous,qui sommes-nous,à propos,
à propos de nous,aide,boutique,site web,notre site,site internet,notre site internet,visiter notre site,
plan du site,nos magasins,trouver un magasin,magasins,service client,livraison,haut de page,sommaire,
newsletters précédentes,
inicio,
contacto,contáctanos,
contacta,contactar,sobre nosotros,quiénes somos,acerca de,ayuda,tienda,tiendas,nuestras tiendas,
preguntas frecuentes,archivo,página web,sitio web,nuestra web,visita nuestra web,atención al cliente,envíos,
devoluciones,
contatti,contattaci,chi siamo,
archivio,aiuto,negozio,negozi,sito web,sito,il nostro sito,visita il sito,
assistenza,servizio clienti,assistenza clienti,spedizioni,resi,torna su,
contato,
contate-nos,contacte-nos,contactos,fale conosco,sobre nós,sobre,quem somos,ajuda,loja,lojas,arquivo,
perguntas frequentes,atendimento ao cliente,nosso site,visite nosso site,apoio ao cliente,
over ons,neem contact op,
contact opnemen,archief,hulp,klantenservice,winkel,winkels,onze winkels,webshop,naar de webshop,
veelgestelde vragen,bezorging,retourneren,naar boven,onze website,
startsida,hem,kontakta oss,om oss,arkiv,
hjälp,kundtjänst,kundservice,butik,butiker,våra butiker,
forside,kontakt os,om os,hjælp,
kundeservice,butikker,find butik,
hjem,kontakt oss,hjelp,
yhteystiedot,ota yhteyttä,etusivu,asiakaspalvelu,ohje,meistä,myymälät,
strona główna,o nas,archiwum,pomoc,sklep,sklepy,sklep internetowy,
dostawa,zwroty,napisz do nas,skontaktuj się z nami,
главная,на главную,контакты,связаться с нами,свяжитесь с нами,о нас,
о компании,о проекте,архив,архив рассылки,помощь,магазин,магазины,сайт,наш сайт,на сайт,
поддержка,служба поддержки,вопросы и ответы,доставка,оплата,
ホーム,トップページ,お問い合わせ,お問合せ,お問い合わせ先,会社概要,運営会社,バックナンバー,よくある質問,
よくあるご質問,ヘルプ,公式サイト,サイトマップ,採用情報,オンラインショップ,
首页,首頁,联系我们,聯繫我們,聯絡我們,关于我们,關於我們,帮助,幫助,帮助中心,幫助中心,客服,
客服中心,官网,官網,官方网站,官方網站,往期回顾,往期,常见问题,常見問題,
홈,홈페이지,문의하기,고객센터,회사소개,지난 호 보기,지난호 보기,지난 호,지난호,자주 묻는 질문,공식 홈페이지,사이트맵,
제휴문의,블로그
""")

# Of that, what the law wants.
add("LEGAL", """
trademark guidelines,trademarks,privacy,privacy policy,privacy notice,privacy statement,privacy center,privacy centre,
privacypolicy,privacy-policy,your privacy choices,your privacy rights,cookie policy,ad choices,adchoices,cookies,
cookie settings,cookie notice,data protection,data policy,terms,terms of service,terms of use,terms of sale,
terms and conditions,terms & conditions,t&cs,t&c,terms apply,conditions,tos,legal,legal notice,legal notices,
legal information,disclaimer,disclaimers,imprint,accessibility,do not sell,copyright notice,copyright information,
rules,full rules,impressum,datenschutz,datenschutzerklärung,datenschutzerklaerung,datenschutzbestimmungen,
datenschutzhinweise,datenschutzhinweis,datenschutzrichtlinie,datenschutzrichtlinien,agb,
allgemeine geschäftsbedingungen,geschäftsbedingungen,nutzungsbedingungen,nutzungshinweise,teilnahmebedingungen,
widerruf,widerrufsrecht,widerrufsbelehrung,haftungsausschluss,rechtliche hinweise,rechtliches,barrierefreiheit,
cookie-richtlinie,cookie-einstellungen,mentions légales,confidentialité,politique de confidentialité,
politique de protection,protection des données,charte de confidentialité,données personnelles,vie privée,cgv,cgu,
conditions générales,conditions générales de vente,conditions d'utilisation,aviso legal,privacidad,
política de privacidad,protección de datos,política de cookies,condiciones,condiciones de uso,condiciones generales,
términos y condiciones,términos de uso,términos,note legali,informativa privacy,informativa sulla privacy,
politica sulla privacy,termini e condizioni,termini di servizio,condizioni d'uso,condizioni di vendita,privacidade,
política de privacidade,proteção de dados,termos de uso,termos e condições,termos,condições,privacybeleid,
privacyverklaring,privacy statement,algemene voorwaarden,voorwaarden,cookiebeleid,colofon,integritetspolicy,
sekretesspolicy,personuppgiftspolicy,villkor,köpvillkor,privatlivspolitik,persondatapolitik,handelsbetingelser,
betingelser,vilkår,personvern,personvernerklæring,personvernpolicy,kjøpsvilkår,tietosuoja,tietosuojaseloste,
käyttöehdot,polityka prywatności,prywatność,regulamin,warunki,polityka cookies,политика конфиденциальности,
конфиденциальность,условия использования,пользовательское соглашение,プライバシーポリシー,個人情報保護方針,個人情報の取り扱い,個人情報の取扱い,個人情報について,
利用規約,特定商取引法,特定商取引法に基づく表記,ご利用規約,隐私政策,隱私政策,隱私權政策,隐私条款,隱私條款,隐私声明,使用条款,使用條款,服务条款,服務條款,条款与条件,條款及細則,免责声明,개인정보처리방침,개인정보 처리방침,
개인정보 취급방침,개인정보취급방침,이용약관
""")

# Who made the sending possible; application stores.
add("VENDOR", """govdelivery,granicus,ios app,android app,iphone app,ipad app,iphone,android,apps,app,our apps,free app,powered,phplist,listmonk,mailman,mailtrain,sendy,acymailing,govdelivery,dotdigital,adestra,marketo,pardot,salesforce marketing cloud,eloqua,
trusted email from,start writing,start your own newsletter,start a newsletter,
create your own newsletter,get the app,download the app,download our app,get our app,download app,
download on the app store,download from the app store,available on the app store,on the app store,app store,
apple app store,get it on google play,available on google play,available at google play,on google play,google play,
google play store,play store,im app store,bei google play,jetzt bei google play,laden im app store,
télécharger dans l'app store,disponible sur google play,mobile app,our app,mailchimp,beehiiv,substack,convertkit,
kit,buttondown,campaign monitor,mailerlite,sendinblue,brevo,getresponse,klaviyo,constant contact,aweber,
activecampaign,hubspot,sendgrid,mailjet,cleverreach,rapidmail,newsletter2go,inxmail,emarsys,benchmark email,
emailoctopus,moosend,omnisend,tinyletter,revue,curated,mad mimi,icontact,vertical response,verticalresponse,
feedblitz,follow it,mailpoet,ghost,zoho campaigns,drip,stibee,스티비,アプリ,アプリをダウンロード,下载应用,下載應用程式
""")

# The same, and its name follows.
add("SENT", """
hosted by,hosted at,web site is hosted by,website is hosted by,services provided by,delivered with,sent using,sent through,email by,newsletter powered by,publish on,zugestellt durch,versendet mit,versand durch,versendet über,alimentado por,enviado com,enviado con,envoyé avec,envoyé par,inviato con,inviato tramite,verzonden met,verzonden via,skickat med,sendt med,wysłano przez,отправлено с помощью,powered by,sent with,sent via,made with,built with,email marketing by,email marketing powered by,delivered by,published on
""")

# Begins an advertisement, or a heading above one.
add("SPONSOR", """a message from,eine nachricht von,un message de,un mensaje de,um recado de,een boodschap van,sponsored by,presented by,presenting sponsor,together with,brought to you by,in partnership with,
in collaboration with our,a message from our sponsor,a message from our sponsors,a message from our partner,
message from our sponsor,a word from our sponsor,a word from our sponsors,word from our sponsor,from our sponsor,
from our sponsors,from our partner,from our partners,our sponsor,our sponsors,today's sponsor,today's sponsors,
this week's sponsor,this week's sponsors,this issue's sponsor,this month's sponsor,weekly sponsor,
thanks to our sponsor,thanks to our sponsors,thank our sponsor,newsletter sponsor,sponsor spotlight,sponsor message,
sponsor of the week,partner content,partner message,partner spotlight,sponsored content,sponsored post,
sponsored link,sponsored links,sponsored message,sponsored article,sponsored story,sponsored job,sponsored jobs,
sponsored section,paid partnership,paid advertisement,paid post,paid content,paid for by,paid program,
promoted content,promoted by,promoted post,advertisement by,advertisement from,advertiser content,ad content,
content from our,supported by our,made possible by,this newsletter is sponsored,this issue is sponsored,
this email is sponsored,this edition is sponsored,this post is sponsored,issue sponsored,affiliate links,
präsentiert von,gesponsert von,gesponserter inhalt,gesponserter beitrag,bezahlte partnerschaft,bezahlte anzeige,
anzeige von,in kooperation mit,mit freundlicher unterstützung,unser sponsor,unsere sponsoren,werbung von,
unser partner,
sponsorisé par,présenté par,en partenariat avec,contenu sponsorisé,contenu partenaire,message sponsorisé,
article sponsorisé,un mot de notre partenaire,notre sponsor,offert par,
patrocinado por,patrocinada por,presentado por,contenido patrocinado,en colaboración con,con el patrocinio de,
nuestro patrocinador,
sponsorizzato da,offerto da,in collaborazione con,contenuto sponsorizzato,presentato da,il nostro sponsor,
apresentado por,oferecido por,oferecimento,conteúdo patrocinado,em parceria com,nosso patrocinador,
gesponsord door,mede mogelijk gemaakt door,aangeboden door,in samenwerking met,gesponsorde inhoud,onze sponsor,
onze partner,
i samarbete med,sponsrad av,sponsrat av,sponsrat innehåll,betalt samarbete,betalt innehåll,sponsoreret af,
sponsoreret indhold,i samarbejde med,annoncørbetalt,annoncørbetalt indhold,annonsørinnhold,sponset av,
sponset innhold,betalt innhold,kaupallinen yhteistyö,
sponsorowane przez,artykuł sponsorowany,materiał sponsorowany,materiał partnera,treść sponsorowana,we współpracy z,
partner wydania,
на правах рекламы,при поддержке,спонсор выпуска,спонсор рассылки,партнер выпуска,партнерский материал,
партнерский пост,рекламный материал,рекламная пауза,
スポンサー,スポンサードリンク,提供元,タイアップ広告,
赞助商,贊助商,赞助内容,贊助內容,本期赞助,本期贊助,合作推广,
유료 광고,스폰서,협찬,광고 콘텐츠
""")

# The same, when it stands alone.
add("AD", """sponsor,sponsors,sponsored,ad,ads,advert,adverts,advertisement,advertisements,advertorial,promoted,
anzeige,anzeigen,werbung,gesponsert,publicité,pub,sponsorisé,annonce,annonces,publicidad,patrocinado,patrocinador,
patrocinio,anuncio,pubblicità,sponsorizzato,inserzione,publicidade,advertentie,advertenties,gesponsord,reclame,
annons,annonser,reklam,reklame,sponsoreret,mainos,reklama,ogłoszenie,sponsorowane,реклама,спонсор,广告,廣告,赞助,贊助,広告,pr,
광고
""")

# Asks for an opinion on the newsletter.
add("RATE", """
how likely are you,how likely is it,would you recommend,recommend us to,take our survey,take this survey,reader survey,
wie wahrscheinlich ist,würden sie uns empfehlen,würdest du uns empfehlen,recommanderiez-vous,nos recomendarías,nos recomendaría,ci consiglieresti,você recomendaria,
zou u ons aanbevelen,zou je ons aanbevelen,skulle du rekommendera,hur troligt är det,hvor sandsynligt er det,hvor sannsynlig er det,jak bardzo prawdopodobne,порекомендуете,
what did you think,what'd you think,what do you think of this,what do you think of today's,how did we do,how'd we do,how was today's,
how was this,how do you like,did you like,did you enjoy,did you find this,enjoyed this,rate this,rate today's,rate us,rate your experience,
was this email helpful,was this helpful,was this email forwarded helpful,tell us what you think,how would you rate,how are we doing,
wie hat ihnen,wie hat dir,wie gefällt ihnen,wie gefällt dir,hat ihnen,hat dir,bewerten sie,bewerte,ihre meinung,deine meinung,
qu'avez-vous pensé,que pensez-vous,votre avis,donnez votre avis,avez-vous aimé,qué te ha parecido,qué te pareció,valora,tu opinión,
cosa ne pensi,che ne pensi,ti è piaciuta,ti è piaciuto,valuta,o que achou,o que você achou,gostou,avalie,sua opinião,wat vond je,wat vind je,
vad tyckte du,vad tycker du,hvad synes du,hva synes du,jak ci się podobał,co sądzisz,oceń,как вам,понравился,оцените,
いかがでしたか,感想,您觉得,您覺得,评价,評價,어떠셨나요,의견을,설문
""")

# Asks for an opinion on something else.
add("REVIEW", """
submit your opinion,submit your review,submit a review,write a review,leave a review,post a review,post your review,share your opinion,rate it,rate and review,
bewertung schreiben,bewertung abgeben,donner votre avis,laisser un avis,deja tu opinión,escribe una reseña,lascia una recensione,deixe sua avaliação,schrijf een review
""")

# Looks for advertisers, wherever in a sentence it stands.
add("PITCH", """
job board,our job board,jobs board,post a job,post your job,submit a job,list a job,advertise a job,add your event,submit your event,submit an event,
stellenanzeige schalten,publier une offre,publicar una oferta,publicar empleo,anunciar vaga,publicar vaga,pubblica un annuncio,vacature plaatsen,разместить вакансию,
advertise,advertising,advertise with us,advertise here,advertising opportunities,advertising information,sponsor us,sponsorship,sponsorships,
become a sponsor,sponsor this newsletter,sponsor our newsletter,sponsor an issue,promote your,sponsorship opportunities,media kit,
reach our readers,your ad here,your brand,ihre marke,votre marque,tu marca,su marca,sua marca,il tuo brand,je merk,mediadaten,werben,werben sie,werbung schalten,inserieren,annonceurs,devenir annonceur,anunciantes,anúnciate,
anunciarse,anuncie,anuncie aqui,inserzionisti,fare pubblicità,adverteren,annonsera,annoncer hos os,annonsere,mainosta,reklamodawcy,
размещение рекламы,рекламодателям,разместить рекламу,広告掲載,広告出稿,广告合作,廣告合作,광고 문의,광고문의,광고 안내
""")

# Names who wrote it, at the beginning of a line.
add("BYLINE", """
posted in,filed under,tagged with,tagged in,filed in,abgelegt unter,veröffentlicht in,classé dans,publié dans,publicado en,archivado en,pubblicato in,publicado em,geplaatst in,
written by,edited by,curated by,compiled by,posted by,published by,produced by,authored by,words by,text by,photo by,photos by,
verfasst von,geschrieben von,zusammengestellt von,herausgegeben von,redaktion,écrit par,rédigé par,édité par,escrito por,editado por,
scritto da,a cura di,geschreven door,samengesteld door,redactie,skriven av,skrevet af,skrevet av,redaktör,redaktør,toimittanut,opracowanie,
автор,редактор,составитель,編集,著者,作者,编辑,編輯
""")

# Says nothing: what stands around it counts.
add("GENERIC", """tap here,press here,click on this link,following link,following page,the link below,at this link,hier klick,klick hier,klick,bitte hier,klicken,diesen button,
cliquez sur ce lien,ce bouton,lien suivant,clic aquí,haz clic,haga clic,pulse aquí,pincha aquí,pinche aquí,aquí mismo,clica aquí,
clicca,cliccando qui,fai clic qui,seguente link,clique,clica,clicando,clica aqui,clicando aqui,clicar aqui,só clicar aqui,acesse aqui,acesse,para acessar,carregue aqui,
klik,deze knop,klicka,klikk,tryk her,trykk her,klikkaa tästä,kliknij w link,poniższy link,нажмите,по этой ссылке,перейдите по ссылке,クリック,点击,點擊,클릭하세요,
here,click here,click,this link,link,follow this link,this page,hier,hier klicken,
klicken sie hier,klicke hier,diesen link,diesem link,ici,cliquez ici,clique ici,cliquer ici,ce lien,aquí,
haz clic aquí,haga clic aquí,pulsa aquí,este enlace,qui,clicca qui,questo link,aqui,clique aqui,este link,
neste link,klik hier,deze link,här,klicka här,her,klik her,klikk her,tästä,tutaj,tu,kliknij tutaj,kliknij,здесь,тут,
нажмите здесь,по ссылке,ссылке,ссылка,こちら,ここ,こちらから,コチラ,这里,這裡,此处,此處,点击这里,點擊這裡,点此,點此,여기,여기를,여기에서,클릭
""")

# Leads on to an article or offer.
add("MORE", """read more,read on,learn more,find out more,discover more,see more,view more,know more,more,more info,
more information,more details,details,view details,see details,shop now,shop,buy now,buy,order now,order,book now,
book,continue reading,keep reading,full story,read full story,read the full story,read the story,full article,
read article,read the article,read the full article,read full article,read post,read the post,read the full post,
view post,view article,get started,watch now,watch,watch video,watch the video,listen,listen now,listen here,
download,download now,download here,get tickets,register,register now,register here,rsvp,explore,explore now,
discover,discover now,get it now,try it,try now,try it free,try it now,start free trial,start your free trial,apply,
apply now,visit website,visit site,reserve your spot,save your seat,play,play now,donate,donate now,vote,vote now,
take the survey,start now,claim now,see all,view all,show all,
weiterlesen,mehr erfahren,mehr lesen,mehr,mehr infos,mehr informationen,mehr dazu,jetzt kaufen,jetzt bestellen,
jetzt entdecken,entdecken,jetzt shoppen,zum artikel,zum beitrag,zum angebot,zum produkt,
jetzt lesen,lesen,ansehen,details ansehen,jetzt ansehen,herunterladen,download,jetzt buchen,jetzt sichern,
alle anzeigen,registrieren,
lire la suite,lire plus,en savoir plus,en savoir +,lire l'article,découvrir,je découvre,voir plus,j'en profite,
acheter,télécharger,
leer más,ver más,saber más,más información,descubre más,seguir leyendo,comprar,comprar ahora,descargar,descubrir,
leggi tutto,leggi di più,scopri di più,continua a leggere,per saperne di più,scopri,acquista,acquista ora,
vai all'articolo,scarica,
leia mais,saiba mais,ler mais,saber mais,continuar lendo,compre agora,comprar,baixar,
lees meer,lees verder,meer informatie,meer info,bekijk,ontdek,ontdek meer,shop nu,bestel nu,koop nu,
läs mer,läs vidare,las mer,köp nu,læs mere,se mere,køb nu,les mer,kjøp nå,lue lisää,osta nyt,
czytaj więcej,czytaj dalej,więcej,dowiedz się więcej,zobacz więcej,kup teraz,sprawdź,
читать далее,читать,подробнее,узнать больше,узнать подробнее,читать полностью,купить,смотреть,скачать,
続きを読む,もっと見る,詳細はこちら,詳しくはこちら,詳細を見る,詳しく見る,記事を読む,購入はこちら,
阅读更多,閱讀更多,阅读全文,閱讀全文,了解更多,查看更多,查看详情,立即购买,立即購買,
더 보기,더보기,자세히 보기,자세히보기,더 알아보기,전체 보기,계속 읽기,바로가기,구매하기
""")

# Says nothing either, and is passed over.
add("FILL", """
read about,read all about,read about it,about it,about this,about that,about them,about him,about her,more about,learn about,know about,find out about,hear about,a message from the editor,a message from our editor,a message from the team,a message from our team,a message from our ceo,a message from the ceo,a message from our founder,a message from me,a message from us,a message from our director,a message from our president,send,look,just,simply,then,his,its,their,cfm,cgi,do,bitte,click to,tap,
us,our,ours,on,the,a,an,to,this,that,these,your,you,my,me,i,in,at,of,for,and,or,with,by,via,from,
email,e mail,emails,mail,mails,newsletter,newsletters,message,messages,issue,it,now,page,site,web,online,please,
view,read,see,visit,go,open,find,join,get,check,check out,manage,change,edit,official,icon,icons,button,image,
all,new,free,out,be,so,can,if,want,am,are,is,friend,friends,inc,team,tap,today,post,com,www,html,htm,php,aspx,asp,
jsp,en,de,fr,es,nl,index,default,channel,list,lists,
uns,unser,unsere,unserer,unseren,auf,die,der,das,den,dem,zu,zum,zur,im,und,oder,diese,diesen,dieser,dieses,ihr,ihre,
ihren,ihrer,dein,deine,deinen,mein,meine,meinen,sie,dich,du,jetzt,bitte,vom,von,aus,mich,sich,bei,für,wir,alle,
neu,e,verwalten,ändern,
nous,sur,la,le,les,l,du,des,d,notre,nos,votre,vos,mon,mes,à,et,ou,cet,cette,ce,se,vous,je,s,n,pour,lettre,courriel,
nosotros,el,los,las,del,nuestro,nuestra,nuestras,nuestros,tus,su,sus,mi,mis,y,o,este,esta,correo,boletín,noi,il,
lo,gli,di,della,dei,nostro,nostra,nostri,tuo,tue,tua,questa,questo,un,una,nos,no,na,os,as,do,da,dos,das,seu,sua,
suas,meu,minha,nosso,nossa,por,para,con,com,em,
ons,onze,op,het,een,van,je,jouw,uw,deze,of,voor,naar,ook,mijn,nieuwsbrief,oss,på,och,din,ditt,dina,vårt,vår,våra,
denna,från,av,nyhetsbrev,nyhetsbrevet,os,og,dit,vores,dette,fra,af,til,nyhedsbrev,nyhedsbrevet,deg,dig,vårt,fra,nas,
na,w,z,od,się,do,naszej,naszego,nasz,nasza,twoje,ten,newslettera,нас,нам,наш,наша,в,на,и,от,мы,по,ваш,ваши,вы,эту,
это,с,к,у,рассылку,рассылки,письмо,
の,を,に,は,へ,で,から,と,が,も,や,する,して,ください,下さい,はこちら,公式,メール,メルマガ,的,我们,我們,请,請,您,此,邮件,郵件,电子报,電子報,를,을,에서,하기,보기,뉴스레터,이메일,메일
""")

# To look at something; and where: the two together are the copy on the web.
add("VIEW", """
view,read,open,see,display,load,ansehen,anschauen,lesen,öffnen,anzeigen,anzeigt,betrachten,darstellen,zur,voir,lire,afficher,visualiser,ouvrir,
consulter,ver,leer,abrir,visualizar,consultar,vedi,leggi,apri,visualizza,guarda,leia,ler,veja,acessar,bekijk,bekijken,lees,lezen,open,
läs,läsa,visa,öppna,se,læs,vis,åbn,les,åpne,lue,avaa,katso,zobacz,czytaj,otwórz,przeczytaj,wyświetl,
смотреть,читать,открыть,посмотреть,прочитать,просмотреть,見る,読む,表示,开,查看,阅读,閱讀,打开,打開,보기,읽기
""")
add("PLACE", """
online,browser,the browser,web browser,webbrowser,webpage,web page,a webpage,a web page,web,the web,on the web,on web,html,
im web,webseite,website,internet,im internet,en ligne,navigateur,sur le web,page web,navegador,en la web,en línea,na web,na internet,no site,
sul web,in rete,in linea,webpagina,op het web,op internet,webbläsare,webbläsaren,på webben,på nettet,nettleser,på nett,
verkossa,selain,w internecie,przeglądarce,w sieci,в интернете,на сайте,онлайн,браузере,ウェブ,ブラウザ,网页,網頁,浏览器,瀏覽器,在线,線上,웹,온라인,브라우저
""")

# Begins the small print.
add("FOOTER", """your subscribed e-mail,your subscribed email,address for your subscription,you are subscribed as,this is a posting from,please read our terms,all rights reserved,©,you are receiving,you're receiving,you received this,
you have received this,you are getting this,you're getting this,
why am i receiving,this email was sent,this e-mail was sent,this message was sent,this mail was sent,
this newsletter was sent,this email is sent,was sent to,was intended for,sent to you,you signed up,you subscribed,
because you subscribed,because you signed up,because you are subscribed,you are subscribed,you're subscribed,
you are on our,our mailing address,is a registered trademark,registered trademarks,
registered office,registered in england,company number,vat number,please do not reply,do not reply to this,
alle rechte vorbehalten,sie erhalten diese,sie erhalten diesen,du erhältst diese,du erhältst diesen,
sie bekommen diese,diese e-mail wurde,diese mail wurde,diese nachricht wurde,dieser newsletter wurde,
diese e-mail ist,wurde an,handelsregister,registergericht,amtsgericht,geschäftsführer,geschäftsführung,
geschäftsführerin,ust-id,ust idnr,ustid,umsatzsteuer-id,umsatzsteuer-identifikationsnummer,vertretungsberechtigt,
vertreten durch,verantwortlich im sinne,verantwortlich für den inhalt,
tous droits réservés,vous recevez,vous avez reçu,cet e-mail a été,cet email a été,ce message a été,siège social,
todos los derechos reservados,recibes este,recibe este,has recibido este,ha recibido este,este correo ha sido,
este email ha sido,este mensaje ha sido,
tutti i diritti riservati,ricevi questa,hai ricevuto questa,questa email è stata,partita iva,p iva,
todos os direitos reservados,você recebeu,você está recebendo,este email foi,este e-mail foi,recebeu este,
está a receber,
alle rechten voorbehouden,je ontvangt deze,u ontvangt deze,deze e-mail is,deze mail is,deze nieuwsbrief is,
alla rättigheter,du får detta,detta mail skickades,detta e-postmeddelande,du modtager,alle rettigheder,denne e-mail,
du mottar,alle rettigheter,denne e-posten,kaikki oikeudet,sait tämän,
wszelkie prawa,otrzymujesz,otrzymałeś,ta wiadomość została,
все права защищены,вы получили,вы получаете,это письмо,данное письмо,
このメールは,本メールは,当メールは,本メールに,無断転載,配信専用,
版权所有,版權所有,您收到,此邮件,此郵件,本邮件,本郵件,
본 메일은,이 메일은,이 이메일은,본 이메일은,발신전용,사업자등록번호
""")

# Ends a letter, in a short line; who signs it is below.
add("CLOSING", """
cheers,best regards,kind regards,warm regards,warmest regards,kindest regards,with regards,regards,warmly,sincerely,yours truly,yours sincerely,yours faithfully,
all the best,best wishes,with love,take care,see you,see ya,until next,until the next,until tomorrow,until then,till next,till tomorrow,talk soon,
talk to you,that's all,that's it for,that's a wrap,that's it folks,that is all for,that is it for,have a great,have a good,have a nice,have a wonderful,have a lovely,
happy reading,happy monday,happy friday,thanks for reading,thank you for reading,thanks for being,stay safe,stay tuned,stay curious,over and out,xoxo,signing off,
bis bald,bis morgen,bis nächste,bis zum nächsten,bis dahin,bis dann,viele grüße,viele gruesse,liebe grüße,beste grüße,herzliche grüße,herzlichst,mit freundlichen grüßen,
mit freundlichem gruß,freundliche grüße,schöne grüße,schönes wochenende,schöne woche,viel spaß beim lesen,gute lektüre,
à bientôt,à demain,à la semaine prochaine,à la prochaine,à très vite,à très bientôt,bonne journée,bonne semaine,bonne lecture,bon week-end,cordialement,bien à vous,
hasta pronto,hasta mañana,hasta la próxima,hasta luego,saludos,un saludo,un abrazo,atentamente,cordialmente,feliz semana,
a presto,alla prossima,cordiali saluti,un saluto,un abbraccio,buona giornata,buona lettura,
até breve,até amanhã,até a próxima,até logo,até mais,um abraço,abraços,atenciosamente,cumprimentos,boa leitura,
tot ziens,tot volgende,tot morgen,tot snel,hartelijke groet,hartelijke groeten,met vriendelijke groet,met vriendelijke groeten,vriendelijke groet,groetjes,veel leesplezier,
vi ses,vänliga hälsningar,med vänlig hälsning,med vänliga hälsningar,trevlig helg,venlig hilsen,med venlig hilsen,med vennlig hilsen,vennlig hilsen,god weekend,god helg,
ystävällisin terveisin,terveisin,pozdrawiam,pozdrawiamy,z poważaniem,do zobaczenia,do następnego,miłego dnia,
с уважением,до встречи,до завтра,до скорого,всего доброго,всего хорошего,хорошего дня,ваша команда,з повагою,
ではまた,それではまた,また来週,また明日,敬具,此致,敬上,下期再见,下期見,明天见,明天見,감사합니다,다음에 또,내일 또
""")

# A price that is cut: what shouts it is no logo.
add("OFFER", """
off,sale,sales,discount,discounts,deal,deals,save up to,special offer,special offers,limited time,free shipping,black friday,cyber monday,black week,promo,promotion,coupon,voucher,gift,
rabatt,rabatte,angebot,angebote,aktion,sonderangebot,gutschein,gratis,soldes,promotion,promotions,remise,réduction,offre,offres,bon plan,
descuento,descuentos,oferta,ofertas,rebajas,promoción,cupón,sconto,sconti,offerta,offerte,saldi,promozione,desconto,descontos,promoção,promoções,cupom,
korting,kortingen,aanbieding,aanbiedingen,uitverkoop,rea,erbjudande,rabat,tilbud,salg,ale,alennus,tarjous,rabaty,promocja,promocje,wyprzedaż,okazja,
скидка,скидки,скидкой,акция,распродажа,セール,割引,クーポン,キャンペーン,优惠,優惠,折扣,特价,特價,促销,할인,세일,쿠폰,이벤트
""")

if "--sources" in sys.argv:
    print("\n".join(sources))
    sys.exit()
ordered = sorted(phrases, key=lambda phrase: (first_unit(phrase).encode(), phrase.encode()))
index = [0] * BUCKETS
for number, phrase in enumerate(ordered):
    if number > 0 and first_unit(ordered[number - 1]) == first_unit(phrase):
        continue
    bucket, mark = hashed(first_unit(phrase).encode())
    while index[bucket]:
        bucket = (bucket + 1) % BUCKETS
    index[bucket] = mark << 16 | (number + 1)
groups = {}
for phrase in ordered:
    groups[first_unit(phrase)] = groups.get(first_unit(phrase), 0) + 1
if max(groups.values()) > 255:
    sys.exit("too many phrases begin with one word")
print("/* SPDX-License-Identifier: MIT */")
print("/* Made by link_words_table.py: change that. */")
print(f"#define LINK_WORDS_BUCKETS {BUCKETS}u\n#define LINK_WORDS_SHIFT {SHIFT}\n")
print("static const LinkPhrase link_phrases[] = {")
for phrase in ordered:
    kinds = " | ".join("WORD_" + kind for kind in sorted(phrases[phrase] | {ALSO[kind] for kind in phrases[phrase] & ALSO.keys()}))
    sizes = f"{len(phrase.encode())}, {len(first_unit(phrase).encode())}, {second_byte(phrase)}, {groups[first_unit(phrase)]}"
    print(f'  {{ "{phrase}", {kinds}, {sizes} }},')
print("};\n")
print("/* By the hash of a first word, linear probing: 1 + the first phrase that begins with it, and above that the mark of the word. */")
print("static const guint32 link_phrase_index[LINK_WORDS_BUCKETS] = {")
for start in range(0, BUCKETS, 12):
    print("  " + ", ".join(map(str, index[start:start + 12])) + ",")
print("};")

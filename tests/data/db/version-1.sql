-- A database as version 1 left it: a feed, a published newsletter and one that waits.
BEGIN TRANSACTION;
CREATE TABLE attempt (
  spool_name TEXT PRIMARY KEY,
  count INTEGER NOT NULL,            -- how often it was decoded alone without an end
  first INTEGER NOT NULL,            -- time
  last INTEGER NOT NULL              -- time
) STRICT, WITHOUT ROWID;
CREATE TABLE feed (
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,           -- in feed URLs
  address TEXT NOT NULL UNIQUE,      -- local part of the mail address, lower case
  name TEXT NOT NULL UNIQUE,         -- one line
  description TEXT NOT NULL,         -- '' when none
  interests TEXT NOT NULL,           -- what the gist should look for; '' when none
  policy TEXT NOT NULL,              -- 'allow-list' or 'open'
  max_items INTEGER NOT NULL,        -- 0: no cap; -1: the configuration's
  max_bytes INTEGER NOT NULL,        -- bytes; 0: no cap; -1: the configuration's
  version INTEGER NOT NULL,          -- grows with every visible change
  changed INTEGER NOT NULL,          -- time of that change, pushed on by a second when two share one
  created INTEGER NOT NULL           -- time
) STRICT;
INSERT INTO "feed" VALUES(1,'dncrgxralke33ysgecec23ai7a','reader','Fen','','birds','allow-list',7,-1,2,1795446530,1795446529);
CREATE TABLE gist (
  row INTEGER PRIMARY KEY,
  newsletter INTEGER NOT NULL REFERENCES newsletter ON DELETE CASCADE,
  key TEXT NOT NULL,                 -- digest of all that the gist was made from
  provider TEXT NOT NULL,            -- 'extract' or whose model
  model TEXT NOT NULL,               -- '' for 'extract'
  prompt_version INTEGER NOT NULL,
  summary TEXT NOT NULL,             -- paragraphs separated by newlines
  relevant INTEGER NOT NULL,         -- 0 or 1
  why TEXT NOT NULL,                 -- '' when there is nothing to say
  UNIQUE (newsletter, key)
) STRICT;
INSERT INTO "gist" VALUES(1,1,'cc8b4e474f6d65fdea245b1a327df9c0a456d53d7bf3d6f3ec78e58b4051c0f7','extract','',1,'The water rose by a hand this week, and the bitterns moved to the east bank. We counted eleven of them from the new hide.',1,'');
CREATE TABLE gist_link (
  gist INTEGER NOT NULL REFERENCES gist ON DELETE CASCADE,
  position INTEGER NOT NULL,         -- 0, 1, ...
  ordinal INTEGER NOT NULL,          -- link.ordinal in the gist's newsletter
  text TEXT NOT NULL,                -- what is behind it, one line
  PRIMARY KEY (gist, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE gist_topic (
  gist INTEGER NOT NULL REFERENCES gist ON DELETE CASCADE,
  position INTEGER NOT NULL,         -- 0, 1, ...
  topic TEXT NOT NULL,
  PRIMARY KEY (gist, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "gist_topic" VALUES(1,0,'Reed beds and rain');
CREATE TABLE item (
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,           -- in /newsletters/ID
  guid TEXT NOT NULL UNIQUE,         -- urn:uuid:..., never changes
  feed INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
  newsletter INTEGER NOT NULL REFERENCES newsletter ON DELETE CASCADE,
  published INTEGER NOT NULL,        -- time when it entered the feed, or would have
  updated INTEGER NOT NULL,          -- time of the last change of what it shows
  state TEXT NOT NULL,               -- 'pending', 'published', 'held' or 'hidden'
  gist INTEGER REFERENCES gist ON DELETE SET NULL, -- the one it shows
  UNIQUE (newsletter, feed)
) STRICT;
INSERT INTO "item" VALUES(1,'3sm44cjl3gi6movndwgwcro6im','urn:uuid:066badfa-c335-416b-8546-42d57ebc7bb8',1,1,1795419000,1795419000,'published',1);
CREATE TABLE link (
  newsletter INTEGER NOT NULL REFERENCES newsletter ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,          -- the 3 of (L3)
  id TEXT NOT NULL UNIQUE,           -- in /links/ID
  url TEXT NOT NULL,                 -- where a click goes
  shown_url TEXT,                    -- without tracking, for people to read; NULL when it is url
  text TEXT NOT NULL,                -- one line
  kind TEXT NOT NULL,                -- 'content', 'action', 'social', 'nav', 'sponsor', 'mailto' or 'other'
  PRIMARY KEY (newsletter, ordinal)
) STRICT, WITHOUT ROWID;
INSERT INTO "link" VALUES(1,1,'jfeszl44pldgjevd5mekd3qnci','https://fen.example/2026/hide',NULL,'report about the hide','nav');
INSERT INTO "link" VALUES(1,2,'jfeszl44pp56epsr5bc7u55bpi','https://fen.example/leave',NULL,'Unsubscribe','action');
INSERT INTO "link" VALUES(2,1,'mmrcegvqqilf2i75xdyu6dbvau','https://fen.example/2026/hide',NULL,'report about the hide','nav');
INSERT INTO "link" VALUES(2,2,'mmrcegvqqbbeqhmntl4vqetlm4','https://fen.example/leave',NULL,'Unsubscribe','action');
CREATE TABLE mail_log (
  row INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  spool_name TEXT NOT NULL,          -- '' when it did not come by the spool
  sender TEXT NOT NULL,              -- of the envelope
  recipients TEXT NOT NULL,          -- of the envelope, separated by ', '
  message_id TEXT NOT NULL,          -- ''
  from_address TEXT NOT NULL,        -- ''
  subject TEXT NOT NULL,             -- ''
  sha256 TEXT NOT NULL,              -- newsletter.sha256; ''
  newsletter_id TEXT NOT NULL,       -- newsletter.id; ''
  outcome TEXT NOT NULL,             -- 'published', 'waiting', 'duplicate', ...
  detail TEXT NOT NULL               -- one line for people
) STRICT;
INSERT INTO "mail_log" VALUES(1,1795446529,'','','','1@fen.example','post@fen.example','Reed beds and rain','33df6a0792337576ff12c538ecb5e815873a6a04d7c3df93fc4fded735145ea3','q7vobrtivw7dznsi5pjrqhn57y','imported','import; in feed ''Fen''');
INSERT INTO "mail_log" VALUES(2,1795446544,'1795446544.M832844P28646R502b7a999a90b23c.vm,E=63','x@y.example','stranger@news.example','2@fen.example','post@fen.example','Reed beds and rain','fd9c1d033542bf024ea5830470ed188c6e69a5e5b3b41080f337ff573e6aad1a','mhrdtouiq2rhj2cqhr5xlfv55y','waiting','waits: no feed has the address stranger@news.example');
CREATE TABLE newsletter (
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL,              -- digest of the message after its leading run of trace lines
  body_hash TEXT NOT NULL,           -- digest of all after the header block, whatever its line ends
  message_id TEXT,                   -- without <>
  from_name TEXT,
  from_address TEXT,                 -- domain in lower-case A-labels
  subject TEXT NOT NULL,             -- one line; '' when absent
  date INTEGER NOT NULL,             -- the mail's own Date where it can be believed, else that of receipt
  received INTEGER NOT NULL,         -- time
  size INTEGER NOT NULL,             -- bytes of the original message
  verdict TEXT NOT NULL,             -- what From is worth: 'unverified', 'pass', 'fail' or 'forged'
  flags INTEGER NOT NULL,            -- 1 confirmation, 2 text only, 4 truncated, 8 undecoded, 16 repaired
  list_id TEXT,                      -- inside <>, lower case
  list_unsubscribe TEXT,             -- '<...>, <...>'
  web_url TEXT,                      -- "view in browser"
  language TEXT,                     -- BCP 47 primary tag
  words INTEGER NOT NULL,            -- in the Markdown
  decoder_version INTEGER NOT NULL,  -- of the decoder that made this row
  markdown TEXT NOT NULL             -- CommonMark with links as [text](L3)
) STRICT;
INSERT INTO "newsletter" VALUES(1,'q7vobrtivw7dznsi5pjrqhn57y','33df6a0792337576ff12c538ecb5e815873a6a04d7c3df93fc4fded735145ea3','fe66e9645ad3a964335469361c849ee407fb2a48e05439406bd49e580fffe8ac','1@fen.example','The Fen Letter','post@fen.example','Reed beds and rain',1795419000,1795446529,810,'unverified',0,NULL,'<https://fen.example/leave?for=reader>',NULL,'en',37,1,'# Reed beds and rain

The water rose by a hand this week, and the bitterns moved to the east bank. We counted eleven of them from the new hide.

Our [report about the hide](L1) has pictures. [Unsubscribe](L2)
');
INSERT INTO "newsletter" VALUES(2,'mhrdtouiq2rhj2cqhr5xlfv55y','fd9c1d033542bf024ea5830470ed188c6e69a5e5b3b41080f337ff573e6aad1a','5c114783a3a23b84bde155c9a09f0c6d3d9cfa5391e01241f25765390e84c36f','2@fen.example','The Fen Letter','post@fen.example','Reed beds and rain',1795419000,1795446544,810,'unverified',0,NULL,'<https://fen.example/leave?for=reader>',NULL,'en',37,1,'# Reed beds and rain

The water rose by a hand this week, and the herons moved to the east bank. We counted eleven of them from the new hide.

Our [report about the hide](L1) has pictures. [Unsubscribe](L2)
');
CREATE TABLE original (
  newsletter INTEGER PRIMARY KEY REFERENCES newsletter ON DELETE CASCADE,
  zstd BLOB NOT NULL                 -- as raw.zstd
) STRICT;
INSERT INTO "original" VALUES(1,X'28B52FFD64D900D5080056553D20604B9B03E3BFC9C246DB3EB3444BFB4906431740B2A79203225E3282002E1C113500300035007E2E282601288244A929A85E0DFDD611AF5F4111645211CB2128A97320906C738EFD534C8571BF24B5F099D4693FC7434366B66CA66E679CDDEBDB1AA7F01B9C583444BC0FEFE7DAADD7196EF16BFA5D05F17303167FC34FC9F56A98464720FE736AFD622357D7AC6F679C6BE760579F2F259141C140013A63168478A23D4108E131BB798EE49AC6646D121894125F4ABAF1B6384DBC3CD7890B8A2D9B08218A2A1ED2BCC6C0C0B3C4BB36AB50183F4C2B44E94BC96D1C825E75CC559D454386389C63FFA0B83E0DC7984B549F040B009C3B046F03F0B8D004761206138D04232FB8CE104CA34354120756F7180C4A0F5CE9F111');
INSERT INTO "original" VALUES(2,X'28B52FFD64D700CD080036153D20604B9B03E3BFC9C246DB3EB3444BFB4906431740B2A79203225E3282002E1C1135002F003500CF05C524004590283505D5ABA1DF3AE2F52B28824C2A62390425750E04926DCEB17F8AA930EE97A4163E933AEDE77868C8CC96CD146E679CDDEBDB1AA7F01B9C583444BC0FEFE7DAADD7196EF16B4E9F7E6EC0E26FF829B95E0DD3E808C47F4EAD5F6C38EA9AF5ED8C73ED1CECEAF3A524322818284067CC82104FB42708213C6637CF915CD398AC4D028352E24B4937DE16A78997E73A71018A2D9B08218A2A1ED2BCC6C0C0B3C4BB36AB50183F4C2B44E94BC96D1C825E75CC559D454386389C63FFA0B83E0DC7984B549F3C0B009A3B046F03F0B8D004761206138D04232FB8CE084CA34154120756F7180C4A0F907C9995');
CREATE TABLE part (
  newsletter INTEGER NOT NULL REFERENCES newsletter ON DELETE CASCADE,
  position INTEGER NOT NULL,         -- 0, 1, ... in the order of the mail
  content_id TEXT,                   -- without <>
  type TEXT NOT NULL,                -- 'image/png', as declared, lower case
  name TEXT NOT NULL,                -- file name without path
  is_inline INTEGER NOT NULL,        -- 0 or 1
  bytes BLOB NOT NULL,
  PRIMARY KEY (newsletter, position)
) STRICT;
INSERT INTO "part" VALUES(1,0,NULL,'application/pdf','counts.pdf',0,X'255044462D312E340A2525454F460A');
INSERT INTO "part" VALUES(2,0,NULL,'application/pdf','counts.pdf',0,X'255044462D312E340A2525454F460A');
CREATE TABLE raw (
  newsletter INTEGER PRIMARY KEY REFERENCES newsletter ON DELETE CASCADE,
  zstd BLOB NOT NULL                 -- one zstd frame with content size and checksum
) STRICT;
INSERT INTO "raw" VALUES(1,X'28B52FFD642A02C50F00C6246D25E09258075B34417717B63723AB118B2112514DB6DBED4527F54D0D4F01B78C618CF10E1B1C630064005B00578D184E5728119136627870CEC1B59EC22008820016822248202A8096400249F622275640B2015152367A33038B90E9BAC85BDDDBBADF62A3B6BCA35D17AC621E13E81D9F6E242B6C7A352DCE1C124F25749553DA86BEFB121BEFB07F9566234B528753E449D387934D9A9AF866C211B9DACAEA273166E0507D4DFA95F2B3EC4165F57B3AF36E8EC3589B7C5076F1926D0FDC33D07A9AF2845D5DD6469F1F15A7E33BCA050641221B45092B7D86D34079A0B069422585F00BBF7A9E27AAB3FB491BBD416AA92D537307DF43208124CD843A7DCBD2D28B623E12E40EBEC53C5A92526BFDF55272E32FAFBEEE1D2F69D96B2CC42372DBAEFCFDEB95BDEE17696D8DF4DDB0ED5F0778FC98ADF0F5BAC86F793FDABE4ABAF4CD98FDAB4C536253E43D52CC719AE3B0880DA8E29071011151D1219181A04583420604630304AFDC36E288D0494B6C70E8A91A99561ACA4D486D26B738BE82D41E74BCF52CDCCD0DAB9C1532506E3E51C2660BACE6E4E999F891A606524FAFB6C0B995DF4EFC4877F0F5251B6F53394F0316005AABE0D86BE6DB38CFD52AE0A68CED059B1D57628338AF61E95EC114A28D4268AA967E82911CA29E61D2B69A2896B705A93D9ACCF02F354694071993DF090548AF709F');
INSERT INTO "raw" VALUES(2,X'28B52FFD642A02CD0F0026256E25F0923807807E79A151AC78892CAB0B74BDC955119BC5BDFC26735DCD62F84F601359632084640065005D00D9E40CA7279C88481A354038B7EC9C9F340882200085A0081A880C202D884011BD440A1D886800C78946EF6D680C57AAE3D5E94EA9FB2F34EACA3BA80CA34DCC5941DEC22B7B6A14296DBA855D9B39845F29F48C98A48D7CF72794FFA07F9446A32BCA87D3878B943435FC4662E1B5D4BAFA49AD1D38556792FE94FB2A8A605DFD9ECEBC29C7698D927CC8759C454A11DC33F07A5A2E06DBCA2E8D8E7D509CE637478606410434E208A7BC86E3308198B449DEEDA544C62AE197BDF53C4F34B1EE2769740ACACAA402537307DF531081228DA4BA7CBA92CAAC027B24C81D7C8A395F51567AFDB55651F9975B57F7E62C56F41B0AF1E0A5B4E75EFF5A63ABFB255E3A39CA3FFDEB008F1FA313BE56C7FB74F583D2CF2855BE17A37F940993DA24F01E69127852CD7128C769121C10E541032342C2A2632203C10B87058D88D6080A3E97D2C8C2D0C50A3B38F2D5E49594A672186436925FCBB760A508CDBF5E65BBB7E18CD8840D95C31E8EB0B7022D0CDBE999F691A606322FB3AE404CE73E9DF691EEE0EB2C52AB2D23761915005AABE0D86BE4DB38CED5AADFA684ED059A1D57628330AFE1E85EC114A28D4268A6967E81910CA29E61D2B69A2896B727A97A7CA931A23DC8B8FE4E284962DF45');
CREATE TABLE retired (
  address TEXT PRIMARY KEY,          -- local part, lower case
  since INTEGER NOT NULL             -- time
) STRICT, WITHOUT ROWID;
CREATE TABLE seen (
  sha256 TEXT PRIMARY KEY,           -- newsletter.sha256
  twin TEXT,                         -- digest of Message-ID, body hash, From address and verdict; NULL without Message-ID
  newsletter INTEGER REFERENCES newsletter ON DELETE SET NULL -- NULL: removed
) STRICT, WITHOUT ROWID;
INSERT INTO "seen" VALUES('33df6a0792337576ff12c538ecb5e815873a6a04d7c3df93fc4fded735145ea3','5c86f59ce789f4bee9d71f9f99915e454235ff579e152618d1c83f61c13bfc6a',1);
INSERT INTO "seen" VALUES('fd9c1d033542bf024ea5830470ed188c6e69a5e5b3b41080f337ff573e6aad1a','ce59a91ccc4abe0daf2841b1ff10b7399f472b1c2a5d82089bd7c51236fbe5d7',2);
CREATE TABLE sender (
  feed INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
  entry TEXT NOT NULL,               -- 'news@x.org', '@x.org', '@.x.org' or 'list-id:x.org', in normal form
  added INTEGER NOT NULL,            -- time
  by TEXT NOT NULL,                  -- 'admin' or 'release'
  PRIMARY KEY (feed, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE waiting (
  row INTEGER PRIMARY KEY,
  newsletter INTEGER NOT NULL REFERENCES newsletter ON DELETE CASCADE,
  feed INTEGER REFERENCES feed ON DELETE CASCADE, -- NULL: it named no feed
  recipient TEXT NOT NULL,           -- the address it came to; '' when unknown
  reason TEXT NOT NULL,              -- one line for people
  since INTEGER NOT NULL             -- time
) STRICT;
INSERT INTO "waiting" VALUES(1,2,NULL,'stranger@news.example','no feed has the address stranger@news.example',1795446544);
CREATE INDEX seen_twin ON seen (twin) WHERE twin IS NOT NULL;
CREATE INDEX seen_newsletter ON seen (newsletter) WHERE newsletter IS NOT NULL;
CREATE INDEX item_in_feed ON item (feed, state, published);
CREATE INDEX item_pending ON item (state) WHERE state = 'pending';
CREATE INDEX item_gist ON item (gist) WHERE gist IS NOT NULL;
CREATE UNIQUE INDEX waiting_once ON waiting (newsletter, ifnull(feed, 0), recipient);
CREATE INDEX waiting_feed ON waiting (feed) WHERE feed IS NOT NULL;
CREATE INDEX mail_log_spool_name ON mail_log (spool_name, sha256) WHERE spool_name <> '';
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('feed',1);
INSERT INTO "sqlite_sequence" VALUES('newsletter',2);
INSERT INTO "sqlite_sequence" VALUES('item',1);
PRAGMA application_id = 1198093172;
PRAGMA user_version = 1;
COMMIT;

-- A database as version 3 left it: two feeds with one newsletter in both, one by a model's gist; one that waits to be let in, one that is held.
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
, show TEXT NOT NULL DEFAULT 'gist', images INTEGER NOT NULL DEFAULT 0, status INTEGER NOT NULL DEFAULT 1, language TEXT NOT NULL DEFAULT '', hold INTEGER NOT NULL DEFAULT 0, hide_irrelevant INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO feed VALUES(1,'dncrgxralke33ysgecec23ai7a','reader','Fen','','birds','allow-list',7,-1,2,1795446530,1795446529,'gist',0,1,'',0,0);
INSERT INTO feed VALUES(2,'q7wnh3zrmk5vt2yb4xgd6fajce','moor','Moor','','peat','open',0,0,3,1795446600,1795446529,'full',0,1,'Deutsch',1,1);
CREATE TABLE gist (
  row INTEGER PRIMARY KEY,
  newsletter INTEGER NOT NULL REFERENCES newsletter ON DELETE CASCADE,
  key TEXT NOT NULL,                 -- digest of all that the gist was made from
  provider TEXT NOT NULL,            -- 'extract' or whose model
  model TEXT NOT NULL,               -- '' for 'extract'
  prompt_version INTEGER NOT NULL,
  summary TEXT NOT NULL,             -- paragraphs separated by newlines
  relevant INTEGER NOT NULL,         -- 0 or 1
  why TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'done', urgent INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, next_attempt INTEGER NOT NULL DEFAULT 0, asked INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '', tokens_estimated INTEGER NOT NULL DEFAULT 0, tokens_in INTEGER NOT NULL DEFAULT 0, tokens_out INTEGER NOT NULL DEFAULT 0, milliseconds INTEGER NOT NULL DEFAULT 0, rounds INTEGER NOT NULL DEFAULT 0, dropped INTEGER NOT NULL DEFAULT 0, left_out INTEGER NOT NULL DEFAULT 0,                 -- '' when there is nothing to say
  UNIQUE (newsletter, key)
) STRICT;
INSERT INTO gist VALUES(1,1,'cc8b4e474f6d65fdea245b1a327df9c0a456d53d7bf3d6f3ec78e58b4051c0f7','extract','',1,'The water rose by a hand this week, and the bitterns moved to the east bank. We counted eleven of them from the new hide.',1,'','done',0,0,0,0,'',0,0,0,0,0,0,0);
INSERT INTO gist VALUES(2,1,'9d5b1c0f8e7a6d3b2c1f0e9d8c7b6a5f4e3d2c1b0a9f8e7d6c5b4a3f2e1d0c9b','ollama','small',1,'Das Wasser stieg um eine Handbreit.',1,'','done',0,0,0,1795446590,'',0,900,60,0,1,0,0);
INSERT INTO gist VALUES(3,3,'1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a','ollama','small',1,'',1,'','pending',1,0,0,0,'',0,0,0,0,0,0,0);
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
INSERT INTO gist_topic VALUES(1,0,'Reed beds and rain');
CREATE TABLE item (
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,           -- in /newsletters/ID
  guid TEXT NOT NULL UNIQUE,         -- urn:uuid:..., never changes
  feed INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
  newsletter INTEGER NOT NULL REFERENCES newsletter ON DELETE CASCADE,
  published INTEGER NOT NULL,        -- time when it entered the feed, or would have
  updated INTEGER NOT NULL,          -- time of the last change of what it shows
  state TEXT NOT NULL,               -- 'pending', 'published', 'held' or 'hidden'
  gist INTEGER REFERENCES gist ON DELETE SET NULL, awaits INTEGER REFERENCES gist ON DELETE SET NULL, ask INTEGER NOT NULL DEFAULT 1, why TEXT NOT NULL DEFAULT '', -- the one it shows
  UNIQUE (newsletter, feed)
) STRICT;
INSERT INTO item VALUES(1,'3sm44cjl3gi6movndwgwcro6im','urn:uuid:066badfa-c335-416b-8546-42d57ebc7bb8',1,1,1795419000,1795419000,'published',1,NULL,1,'');
INSERT INTO item VALUES(2,'ld5t7bxqv2mcr4w6jhykzgsaen','urn:uuid:5f7c2a90-6d1e-4b38-9a47-0c8e1d2f3b64',2,1,1795446600,1795446600,'published',2,NULL,1,'');
INSERT INTO item VALUES(3,'wq3nv5kyzb7cjd2rxtm4hgfpsa','urn:uuid:0e3b8d57-91c4-4f62-8b0d-7a5c6e1f2d39',2,3,1795446610,1795446610,'held',NULL,3,1,'');
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
INSERT INTO link VALUES(1,1,'jfeszl44pldgjevd5mekd3qnci','https://fen.example/2026/hide',NULL,'report about the hide','nav');
INSERT INTO link VALUES(1,2,'jfeszl44pp56epsr5bc7u55bpi','https://fen.example/leave',NULL,'Unsubscribe','action');
INSERT INTO link VALUES(2,1,'mmrcegvqqilf2i75xdyu6dbvau','https://fen.example/2026/hide',NULL,'report about the hide','nav');
INSERT INTO link VALUES(2,2,'mmrcegvqqbbeqhmntl4vqetlm4','https://fen.example/leave',NULL,'Unsubscribe','action');
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
INSERT INTO mail_log VALUES(1,1795446529,'','','','1@fen.example','post@fen.example','Reed beds and rain','33df6a0792337576ff12c538ecb5e815873a6a04d7c3df93fc4fded735145ea3','q7vobrtivw7dznsi5pjrqhn57y','imported','import; in feed ''Fen''');
INSERT INTO mail_log VALUES(2,1795446544,'1795446544.M832844P28646R502b7a999a90b23c.vm,E=63','x@y.example','stranger@news.example','2@fen.example','post@fen.example','Reed beds and rain','fd9c1d033542bf024ea5830470ed188c6e69a5e5b3b41080f337ff573e6aad1a','mhrdtouiq2rhj2cqhr5xlfv55y','waiting','waits: no feed has the address stranger@news.example');
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
INSERT INTO newsletter VALUES(1,'q7vobrtivw7dznsi5pjrqhn57y','33df6a0792337576ff12c538ecb5e815873a6a04d7c3df93fc4fded735145ea3','fe66e9645ad3a964335469361c849ee407fb2a48e05439406bd49e580fffe8ac','1@fen.example','The Fen Letter','post@fen.example','Reed beds and rain',1795419000,1795446529,810,'unverified',0,NULL,'<https://fen.example/leave?for=reader>',NULL,'en',37,1,replace('# Reed beds and rain\n\nThe water rose by a hand this week, and the bitterns moved to the east bank. We counted eleven of them from the new hide.\n\nOur [report about the hide](L1) has pictures. [Unsubscribe](L2)\n','\n',char(10)));
INSERT INTO newsletter VALUES(2,'mhrdtouiq2rhj2cqhr5xlfv55y','fd9c1d033542bf024ea5830470ed188c6e69a5e5b3b41080f337ff573e6aad1a','5c114783a3a23b84bde155c9a09f0c6d3d9cfa5391e01241f25765390e84c36f','2@fen.example','The Fen Letter','post@fen.example','Reed beds and rain',1795419000,1795446544,810,'unverified',0,NULL,'<https://fen.example/leave?for=reader>',NULL,'en',37,1,replace('# Reed beds and rain\n\nThe water rose by a hand this week, and the herons moved to the east bank. We counted eleven of them from the new hide.\n\nOur [report about the hide](L1) has pictures. [Unsubscribe](L2)\n','\n',char(10)));
INSERT INTO newsletter VALUES(3,'fz6k2pnyw4rqvt7cbhxmj5sdga','77aa1d033542bf024ea5830470ed188c6e69a5e5b3b41080f337ff573e6aad1a','5c114783a3a23b84bde155c9a09f0c6d3d9cfa5391e01241f25765390e84c36f','2@fen.example','The Fen Letter','post@fen.example','Peat',1795419000,1795446544,810,'unverified',0,NULL,'<https://fen.example/leave?for=reader>',NULL,'en',37,1,replace('# Reed beds and rain\n\nThe water rose by a hand this week, and the herons moved to the east bank. We counted eleven of them from the new hide.\n\nOur [report about the hide](L1) has pictures. [Unsubscribe](L2)\n','\n',char(10)));
CREATE TABLE original (
  newsletter INTEGER PRIMARY KEY REFERENCES newsletter ON DELETE CASCADE,
  zstd BLOB NOT NULL                 -- as raw.zstd
) STRICT;
INSERT INTO original VALUES(1,X'28b52ffd64d900d5080056553d20604b9b03e3bfc9c246db3eb3444bfb4906431740b2a79203225e3282002e1c113500300035007e2e282601288244a929a85e0dfdd611af5f4111645211cb2128a97320906c738efd534c8571bf24b5f099d4693fc7434366b66ca66e679cddebdb1aa7f01b9c583444bc0fefe7daadd7196ef16bfa5d05f17303167fc34fc9f56a98464720fe736afd622357d7ac6f679c6be760579f2f259141c140013a63168478a23d4108e131bb798ee49ac6646d121894125f4abaf1b6384dbc3cd7890b8a2d9b08218a2a1ed2bcc6c0c0b3c4bb36ab50183f4c2b44e94bc96d1c825e75cc559d454386389c63ffa0b83e0dc7984b549f040b009c3b046f03f0b8d004761206138d04232fb8ce104ca34354120756f7180c4a0f5ce9f111');
INSERT INTO original VALUES(2,X'28b52ffd64d700cd080036153d20604b9b03e3bfc9c246db3eb3444bfb4906431740b2a79203225e3282002e1c1135002f003500cf05c524004590283505d5aba1df3ae2f52b28824c2a62390425750e04926dceb17f8aa930ee97a4163e933aede77868c8cc96cd146e679cddebdb1aa7f01b9c583444bc0fefe7daadd7196ef16b4e9f7e6ec0e26ff829b95e0dd3e808c47f4ead5f6c38ea9af5ed8c73ed1ceceaf3a524322818284067cc82104fb42708213c6637cf915cd398ac4d028352e24b4937de16a78997e73a71018a2d9b08218a2a1ed2bcc6c0c0b3c4bb36ab50183f4c2b44e94bc96d1c825e75cc559d454386389c63ffa0b83e0dc7984b549f3c0b009a3b046f03f0b8d004761206138d04232fb8ce084ca34154120756f7180c4a0f907c9995');
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
INSERT INTO part VALUES(1,0,NULL,'application/pdf','counts.pdf',0,X'255044462d312e340a2525454f460a');
INSERT INTO part VALUES(2,0,NULL,'application/pdf','counts.pdf',0,X'255044462d312e340a2525454f460a');
CREATE TABLE raw (
  newsletter INTEGER PRIMARY KEY REFERENCES newsletter ON DELETE CASCADE,
  zstd BLOB NOT NULL                 -- one zstd frame with content size and checksum
) STRICT;
INSERT INTO raw VALUES(1,X'28b52ffd642a02c50f00c6246d25e09258075b34417717b63723ab118b2112514db6dbed4527f54d0d4f01b78c618cf10e1b1c630064005b00578d184e5728119136627870cec1b59ec22008820016822248202a8096400249f622275640b2015152367a33038b90e9bac85bdddbbadf62a3b6bca35d17ac621e13e81d9f6e242b6c7a352dce1c124f25749553da86befb121befb07f9566234b528753e449d387934d9a9af866c211b9dacaea273166e0507d4dfa95f2b3ec4165f57b3af36e8ec3589b7c5076f1926d0fdc33d07a9af2845d5dd6469f1f15a7e33bca050641221b45092b7d86d34079a0b069422585f00bbf7a9e27aab3fb491bbd416aa92d537307df43208124cd843a7dcbd2d28b623e12e40ebec53c5a92526bfdf55272e32fafbeee1d2f69d96b2cc42372dbaefcfdeb95bdee17696d8df4ddb0ed5f0778fc98adf0f5bac86f793fdabe4abaf4cd98fdab4c536253e43d52cc719ae3b0880da8e29071011151d1219181a04583420604630304afdc36e288d0494b6c70e8a91a99561aca4d486d26b738be82d41e74bcf52cdccd0dab9c1532506e3e51c2660bace6e4e999f891a606524fafb6c0b995df4efc4877f0f5251b6f53394f0316005aabe0d86be6db38cfd52ae0a68ced059b1d57628338af61e95ec114a28d4268aa967e82911ca29e61d2b69a2896b705a93d9accf02f354694071993df090548af709f');
INSERT INTO raw VALUES(2,X'28b52ffd642a02cd0f0026256e25f0923807807e79a151ac78892cab0b74bdc955119bc5bdfc26735dcd62f84f601359632084640065005d00d9e40ca7279c88481a354038b7ec9c9f340882200085a0081a880c202d884011bd440a1d886800c78946ef6d680c57aae3d5e94ea9fb2f34eaca3ba80ca34dcc5941dec22b7b6a14296dba855d9b39845f29f48c98a48d7cf72794ffa07f9446a32bca87d3878b943435fc4662e1b5d4bafa49ad1d38556792fe94fb2a8a605dfd9ecebc29c7698d927cc8759c454a11dc33f07a5a2e06dbca2e8d8e7d509ce637478606410434e208a7bc86e3308198b449deeda544c62ae197bdf53c4f34b1ee2769740acacaa402537307df531081228da4ba7cba92caac027b24c81d7c8a395f51567afdb55651f9975b57f7e62c56f41b0af1e0a5b4e75eff5a63abfb255e3a39ca3ffdeb008f1fa313be56c7fb74f583d2cf2855be17a37f940993da24f01e69127852cd7128c769121c10e541032342c2a2632203c10b87058d88d6080a3e97d2c8c2d0c50a3b38f2d5e49594a672186436925fcbb760a508cdbf5e65bbb7e18cd8840d95c31e8eb0b7022d0cdbe999f691a606322fb3ae404ce73e9df691eee0eb2c52ab2d23761915005aabe0d86be4db38ced5aadfa684ed059a1d57628330afe1e85ec114a28d4268a6967e81910ca29e61d2b69a2896b727a97a7ca931a23dc8b8fe4e284962df45');
CREATE TABLE retired (
  address TEXT PRIMARY KEY,          -- local part, lower case
  since INTEGER NOT NULL             -- time
) STRICT, WITHOUT ROWID;
CREATE TABLE seen (
  sha256 TEXT PRIMARY KEY,           -- newsletter.sha256
  twin TEXT,                         -- digest of Message-ID, body hash, From address and verdict; NULL without Message-ID
  newsletter INTEGER REFERENCES newsletter ON DELETE SET NULL -- NULL: removed
) STRICT, WITHOUT ROWID;
INSERT INTO seen VALUES('33df6a0792337576ff12c538ecb5e815873a6a04d7c3df93fc4fded735145ea3','5c86f59ce789f4bee9d71f9f99915e454235ff579e152618d1c83f61c13bfc6a',1);
INSERT INTO seen VALUES('fd9c1d033542bf024ea5830470ed188c6e69a5e5b3b41080f337ff573e6aad1a','ce59a91ccc4abe0daf2841b1ff10b7399f472b1c2a5d82089bd7c51236fbe5d7',2);
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
INSERT INTO waiting VALUES(1,2,NULL,'stranger@news.example','no feed has the address stranger@news.example',1795446544);
CREATE TABLE trouble (
  name TEXT PRIMARY KEY,             -- 'disk', ...
  since INTEGER NOT NULL             -- time
) STRICT, WITHOUT ROWID;
CREATE TABLE filter (
  feed INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
  kind TEXT NOT NULL,                -- 'include-subject', 'exclude-subject' or 'exclude-link'
  pattern TEXT NOT NULL,             -- '*' and '?' are wild
  PRIMARY KEY (feed, kind, pattern)
) STRICT, WITHOUT ROWID;
INSERT INTO "filter" VALUES(2,'exclude-subject','sale*');
CREATE TABLE usage (
  day TEXT NOT NULL,                 -- 2026-11-23, in UTC
  feed INTEGER NOT NULL,             -- feed.row
  model TEXT NOT NULL,
  calls INTEGER NOT NULL,            -- requests, failed ones too
  tokens_in INTEGER NOT NULL,
  tokens_out INTEGER NOT NULL,
  milliseconds INTEGER NOT NULL,
  PRIMARY KEY (day, feed, model)
) STRICT, WITHOUT ROWID;
INSERT INTO usage VALUES('2026-11-23',2,'small',1,900,60,2300);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('feed',2);
INSERT INTO sqlite_sequence VALUES('newsletter',3);
INSERT INTO sqlite_sequence VALUES('item',3);
CREATE INDEX seen_twin ON seen (twin) WHERE twin IS NOT NULL;
CREATE INDEX seen_newsletter ON seen (newsletter) WHERE newsletter IS NOT NULL;
CREATE INDEX item_in_feed ON item (feed, state, published);
CREATE INDEX item_pending ON item (state) WHERE state = 'pending';
CREATE INDEX item_gist ON item (gist) WHERE gist IS NOT NULL;
CREATE UNIQUE INDEX waiting_once ON waiting (newsletter, ifnull(feed, 0), recipient);
CREATE INDEX waiting_feed ON waiting (feed) WHERE feed IS NOT NULL;
CREATE INDEX mail_log_spool_name ON mail_log (spool_name, sha256) WHERE spool_name <> '';
CREATE INDEX gist_ready ON gist (urgent DESC, next_attempt) WHERE state = 'pending';
CREATE INDEX gist_in_flight ON gist (state) WHERE state = 'in flight';
CREATE INDEX item_new ON item (state) WHERE state = 'pending' AND awaits IS NULL;
CREATE INDEX item_waits ON item (state, published) WHERE state IN ('pending', 'held') AND awaits IS NOT NULL;
CREATE INDEX item_awaits ON item (awaits) WHERE awaits IS NOT NULL;
PRAGMA application_id = 1198093172;
PRAGMA user_version = 3;
COMMIT;

BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0010');
CREATE TABLE article_keys (
	kind VARCHAR(8) NOT NULL, 
	value TEXT NOT NULL, 
	article_id INTEGER NOT NULL, 
	CONSTRAINT pk_article_keys PRIMARY KEY (kind, value, article_id), 
	CONSTRAINT ck_article_keys_kind_known CHECK (kind IN ('url', 'guid', 'print')), 
	CONSTRAINT fk_article_keys_article_id FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "article_keys" VALUES('guid','tag:verein.example:1',1);
INSERT INTO "article_keys" VALUES('print','-2210367378118522669',1);
INSERT INTO "article_keys" VALUES('print','-2483133021544059906',1);
INSERT INTO "article_keys" VALUES('print','-2503438049547575514',1);
INSERT INTO "article_keys" VALUES('print','-3260316990960878737',1);
INSERT INTO "article_keys" VALUES('print','-5425915722157519799',1);
INSERT INTO "article_keys" VALUES('print','-6813107438655251203',1);
INSERT INTO "article_keys" VALUES('print','-873135829469706415',1);
INSERT INTO "article_keys" VALUES('print','131257038508941265',1);
INSERT INTO "article_keys" VALUES('print','1611495664473462456',1);
INSERT INTO "article_keys" VALUES('print','2381913275022563145',1);
INSERT INTO "article_keys" VALUES('print','2618901541818358396',1);
INSERT INTO "article_keys" VALUES('print','2647879249425767851',1);
INSERT INTO "article_keys" VALUES('print','3004475444825467023',1);
INSERT INTO "article_keys" VALUES('print','4400661291275375775',1);
INSERT INTO "article_keys" VALUES('print','7728704997918890075',1);
INSERT INTO "article_keys" VALUES('print','7793569944191280957',1);
INSERT INTO "article_keys" VALUES('print','889321916107652023',1);
INSERT INTO "article_keys" VALUES('url','https://verein.example/aktuelles/1',1);
INSERT INTO "article_keys" VALUES('guid','tag:verein.example:2',2);
INSERT INTO "article_keys" VALUES('print','-2483133021544059906',2);
INSERT INTO "article_keys" VALUES('print','-3404905007418840664',2);
INSERT INTO "article_keys" VALUES('print','-5379048807134966244',2);
INSERT INTO "article_keys" VALUES('print','-5425915722157519799',2);
INSERT INTO "article_keys" VALUES('print','-5992281580864552236',2);
INSERT INTO "article_keys" VALUES('print','-632429554990327845',2);
INSERT INTO "article_keys" VALUES('print','-8911581471749616163',2);
INSERT INTO "article_keys" VALUES('print','131257038508941265',2);
INSERT INTO "article_keys" VALUES('print','1691402677030943044',2);
INSERT INTO "article_keys" VALUES('print','2521629686258353532',2);
INSERT INTO "article_keys" VALUES('print','2635847447566414043',2);
INSERT INTO "article_keys" VALUES('print','2861646307094289442',2);
INSERT INTO "article_keys" VALUES('print','2983698527167980530',2);
INSERT INTO "article_keys" VALUES('print','3220581450804215432',2);
INSERT INTO "article_keys" VALUES('print','4164295462752323627',2);
INSERT INTO "article_keys" VALUES('print','6858035944020086379',2);
INSERT INTO "article_keys" VALUES('print','8272330791139489499',2);
INSERT INTO "article_keys" VALUES('url','https://verein.example/aktuelles/2',2);
CREATE TABLE articles (
	id INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	url TEXT NOT NULL, 
	title TEXT DEFAULT '' NOT NULL, 
	text TEXT DEFAULT '' NOT NULL, 
	categories JSON NOT NULL, 
	language VARCHAR(35) NOT NULL, 
	published_at DATETIME, 
	source_line TEXT DEFAULT '' NOT NULL, 
	author TEXT DEFAULT '' NOT NULL, 
	photo JSON, 
	guid TEXT DEFAULT '' NOT NULL, 
	fingerprint TEXT DEFAULT '' NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	doubt TEXT DEFAULT '' NOT NULL, 
	first_seen_at DATETIME NOT NULL, summary TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_articles PRIMARY KEY (id), 
	CONSTRAINT ck_articles_status_known CHECK (status IN ('baseline', 'new', 'posted', 'skipped', 'gone')), 
	CONSTRAINT uq_articles_url UNIQUE (url)
);
INSERT INTO "articles" VALUES(1,'https://verein.example/aktuelles','https://verein.example/aktuelles/1','Sommerfest 1','Der Verein feiert sein 1. Fest im Bürgerhaus – mit Musik, Tanz und 🎉 für alle.','["Feste"]','de','2026-06-01 08:00:00.000000','','','{"url": "https://verein.example/aktuelles/1.jpg", "caption": "", "credit": "Verein"}','tag:verein.example:1','[1,"sommerfest 1",[],[],["1"],["1"],12,"ffeb4d02914e7f8b6e7810e1e2fbb8c081375d780663ad5a8018bb76d2a7d7f13d83e02e074c0f19d0755f7be9d2e8ae5bcde4172c61567e86e42684ea71ee9c830003f38e1d557b5506670d4248d04140e3b54fa402a1645ef117561d2682900963f8a8a3258e38523fe570cd358ea1464eea723fcc5e36ae6a81f2e97cd2f0406488e29c40701fc1a6a3b25da22148427c90412055682af946e28f2765e689a1405c2bd66ef3ece34fc765975fca2ba42d35210ad998240b88527c0eaebddc19a0b6075fa5bc12f74ab16993a566636a3ec10a27abf70f7744892da9bb96246fb1e5b32703adc39038fac59bc60ed4e51c885bbd824a0e1374ae9c86b95832a3a4741095e96ee6bb831ce8c3ff24d8e90b031b16bc4ae9171ffdc907fb2c9e31f65be2cb7345349a6cf4b06a9938ed4e0fbd8340e60733720957b6dd819dd642b08beee3d4abcf60ddd92e3da391a2f0c1f3f0bb2a36332a4af448f6d74be46e0f4ccd51ecbf99ef9cbf7c08176d97d2c9a302bab073069c661b25f522feb348a8caacc1fcdc069679c3a93cfa185fd90844484b5665ad9acb827433d439c0d2739afd30ae82a0d1e184a58d1470ff8e723302049c8f51c7f9e71bbfcecac7a7a44f7b01af8cd7f9c6dad7254eb2cd2c53bc6032731293ae2373c18223bf05dc51bcee3b7769b3e69a4cdc38f327b9cb2c9c83c502a2f261f6e0eea943bd56"]','posted','','','2026-06-01 09:00:00.000000','');
INSERT INTO "articles" VALUES(2,'https://verein.example/aktuelles','https://verein.example/aktuelles/2','Sommerfest 2','Der Verein feiert sein 2. Fest im Bürgerhaus – mit Musik, Tanz und 🎉 für alle.','["Feste"]','de','2026-06-01 07:00:00.000000','','','{"url": "https://verein.example/aktuelles/2.jpg", "caption": "", "credit": "Verein"}','tag:verein.example:2','[1,"sommerfest 2",[],[],["2"],["2"],12,"faea9cc0914e7f8b3f731f995da2f9dde54ea7c00663ad5a8018bb76cc8f48daa58f39e9074c0f1970a717d7e9d2e8ae3997c3d72c61567e44f885c4ea71ee9c8ad670738e1d557bd44b34664248d04119b4e70c99f657036f9533b21d2682900963f8a8a3258e381ead8da305294063464eea723fcc5e36ae6a81f2e97cd2f0406488e29c40701f56135543cb79233f427c9041e73ce006f251cee62765e689a1405c2bd66ef3ece34fc7652a57711fa42d35210fce9ac50b026bb40eaebddcc23a8bb86797fd8df74ab16993a566636a3ec10a27abf70f7744892da9bb9624cbdb7e662723d34b9038fac59bc60ed4d5088508bd824a0e1374ae9cb2b16a2da3a4741034a1f157bb831ce815a9f0e3e90b031b16bc4ae9171ffdc907fb2c9e782e2b99e8bb34889a6cf4b06a9938ed4e0fbd8340e60733720957b6dd819dd69a5f6d3f0e00956e60ddd92e3da391a2f0c1f3f0bb2a36332a4af4484b7578ff4fbc46fdcebc9a71ef9cbf7c08176d97d2c9a302bab07306325c80aaa8aabc1948a8caacc1fcdc06d10208983cfa185fd90844484b5665ad1163d007b5b6f1b7d2739afd8c912eec5724578113929ddf8e7233021e5f65ee0be7c24dbfcecac7a7a44f7b01af8cd7f9c6dad7254eb2cdd147a55232731293ae2373c18223bf05dc51bcee3b7769b325d85d8c38f327b9cb2c9c83f353b37561f6e0eefe8e948e"]','new','','','2026-06-01 09:00:00.000000','');
CREATE TABLE attempts (
	id INTEGER NOT NULL, 
	post_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	step VARCHAR(16) NOT NULL, 
	at DATETIME NOT NULL, 
	worker TEXT DEFAULT '' NOT NULL, 
	kind TEXT DEFAULT '' NOT NULL, 
	detail TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_attempts PRIMARY KEY (id), 
	CONSTRAINT ck_attempts_step_known CHECK (step IN ('claimed', 'released', 'prepared', 'sending', 'published', 'refused', 'unknown', 'found', 'marked', 'not_found', 'unreadable', 'abandoned')), 
	CONSTRAINT ck_attempts_number_counts_from_one CHECK (number >= 1), 
	CONSTRAINT fk_attempts_post_id FOREIGN KEY(post_id) REFERENCES posts (id)
);
INSERT INTO "attempts" VALUES(1,1,1,'published','2026-06-01 09:00:00.000000','w','','https://platform.example/1');
INSERT INTO "attempts" VALUES(2,2,1,'claimed','2026-06-01 09:00:00.000000','w','','');
INSERT INTO "attempts" VALUES(3,2,1,'prepared','2026-06-01 09:00:00.000000','w','','');
INSERT INTO "attempts" VALUES(4,2,1,'sending','2026-06-01 09:00:00.000000','w','','');
INSERT INTO "attempts" VALUES(5,2,1,'unknown','2026-06-01 09:00:00.000000','w','','');
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	who TEXT DEFAULT '' NOT NULL, 
	verb VARCHAR(32) NOT NULL, 
	post_id INTEGER, 
	detail TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (id), 
	CONSTRAINT fk_audit_post_id FOREIGN KEY(post_id) REFERENCES posts (id)
);
CREATE TABLE devices (
	token_hash VARCHAR(64) NOT NULL, 
	person TEXT NOT NULL, 
	since DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_devices PRIMARY KEY (token_hash), 
	CONSTRAINT fk_devices_person FOREIGN KEY(person) REFERENCES people (name)
);
CREATE TABLE notes (
	name TEXT NOT NULL, 
	value TEXT DEFAULT '' NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_notes PRIMARY KEY (name)
);
CREATE TABLE people (
	name TEXT NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_people PRIMARY KEY (name), 
	CONSTRAINT ck_people_role_known CHECK (role IN ('approve', 'read'))
);
CREATE TABLE "posts" (
	id INTEGER NOT NULL, 
	article_id INTEGER NOT NULL, 
	channel VARCHAR(16) NOT NULL, 
	account TEXT NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	due_at DATETIME NOT NULL, 
	teaser TEXT DEFAULT '' NOT NULL, 
	caption TEXT DEFAULT '' NOT NULL, 
	link TEXT DEFAULT '' NOT NULL, 
	hashtags JSON NOT NULL, 
	image TEXT DEFAULT '' NOT NULL, 
	image_sha256 TEXT DEFAULT '' NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	alt_text TEXT DEFAULT '' NOT NULL, 
	warnings JSON NOT NULL, 
	sober BOOLEAN NOT NULL, 
	cheerful BOOLEAN NOT NULL, 
	not_after DATETIME, 
	attempts INTEGER DEFAULT '0' NOT NULL, 
	handles JSON NOT NULL, 
	sent_at DATETIME, 
	lands_until DATETIME, 
	not_found_at DATETIME, 
	doubted_since DATETIME, 
	remote_id TEXT DEFAULT '' NOT NULL, 
	permalink TEXT DEFAULT '' NOT NULL, 
	error JSON, 
	reason TEXT DEFAULT '' NOT NULL, 
	approved_by TEXT DEFAULT '' NOT NULL, 
	approved_at DATETIME, 
	edited BOOLEAN DEFAULT false NOT NULL, 
	pinned BOOLEAN DEFAULT false NOT NULL, 
	forgiven INTEGER DEFAULT '0' NOT NULL, 
	lease_owner TEXT DEFAULT '' NOT NULL, 
	lease_until DATETIME, 
	created_at DATETIME NOT NULL, 
	published_at DATETIME, unsure BOOLEAN DEFAULT false NOT NULL, layout TEXT DEFAULT '' NOT NULL, event JSON, facts JSON DEFAULT '[]' NOT NULL, styling JSON DEFAULT '{}' NOT NULL, cure TEXT DEFAULT '' NOT NULL, overdue_since DATETIME, 
	CONSTRAINT pk_posts PRIMARY KEY (id), 
	CONSTRAINT ck_posts_lease_with_publishing CHECK ((status = 'publishing') = (lease_owner <> '' AND lease_until IS NOT NULL)), 
	CONSTRAINT ck_posts_channel_named CHECK (channel <> ''), 
	CONSTRAINT ck_posts_receipt_with_published CHECK (status <> 'published' OR (remote_id <> '' AND published_at IS NOT NULL)), 
	CONSTRAINT ck_posts_sent_with_unconfirmed CHECK (status <> 'unconfirmed' OR (sent_at IS NOT NULL AND lands_until IS NOT NULL AND doubted_since IS NOT NULL)), 
	CONSTRAINT ck_posts_status_known CHECK (status IN ('draft', 'scheduled', 'publishing', 'published', 'unconfirmed', 'failed', 'missed', 'cancelled', 'skipped')), 
	CONSTRAINT fk_posts_article_id FOREIGN KEY(article_id) REFERENCES articles (id), 
	CONSTRAINT uq_posts_article_id_channel UNIQUE (article_id, channel)
);
INSERT INTO "posts" VALUES(1,1,'facebook','facebook:1','published','2026-06-01 09:00:00.000000','Der Verein feiert.','Der Verein feiert.

https://verein.example/aktuelles/1','https://verein.example/aktuelles/1','["#Verein", "#Fest"]','/instance/media/1.jpg','abababababababababababababababababababababababababababababababab',1080,1350,'Titelbild','["lang"]',0,0,NULL,0,'{}',NULL,NULL,NULL,NULL,'1_2','https://platform.example/1','null','','',NULL,0,0,0,'',NULL,'2026-06-01 09:00:00.000000','2026-06-01 09:00:00.000000',1,'event','{"first": "2026-06-01", "last": "2026-06-08", "days": ["2026-06-01", "2026-06-08"], "starts_at": "2026-06-01T09:00:00+00:00", "ends_at": "2026-06-08T11:00:00+00:00", "text": "zwei Tage", "place": "B\u00fcrgerhaus", "is_main": false}','[{"kind": "where", "text": "B\u00fcrgerhaus"}, {"kind": "contact", "text": "0201 000-1"}]','{"layout": "event", "tone": "deep", "title": "Feier", "focus": "50,20"}','No font can draw it.',NULL);
INSERT INTO "posts" VALUES(2,2,'instagram','instagram:1','unconfirmed','2026-06-01 09:05:00.000000','Der Verein feiert.','Der Verein feiert.

https://verein.example/aktuelles/1','https://verein.example/aktuelles/1','["#Verein", "#Fest"]','/instance/media/1.jpg','abababababababababababababababababababababababababababababababab',1080,1350,'Titelbild','["lang"]',0,0,NULL,1,'{}','2026-06-01 09:00:00.000000','2026-06-01 09:05:00.000000',NULL,'2026-06-01 09:00:00.000000','','','null','','',NULL,0,0,0,'',NULL,'2026-06-01 09:00:00.000000',NULL,1,'event','{"first": "2026-06-01", "last": "2026-06-08", "days": ["2026-06-01", "2026-06-08"], "starts_at": "2026-06-01T09:00:00+00:00", "ends_at": "2026-06-08T11:00:00+00:00", "text": "zwei Tage", "place": "B\u00fcrgerhaus", "is_main": false}','[{"kind": "where", "text": "B\u00fcrgerhaus"}, {"kind": "contact", "text": "0201 000-1"}]','{"layout": "event", "tone": "deep", "title": "Feier", "focus": "50,20"}','No font can draw it.',NULL);
INSERT INTO "posts" VALUES(3,2,'facebook','facebook:1','draft','2026-06-01 09:00:00.000000','Der Verein feiert.','Der Verein feiert.

https://verein.example/aktuelles/1','https://verein.example/aktuelles/1','["#Verein", "#Fest"]','/instance/media/1.jpg','abababababababababababababababababababababababababababababababab',1080,1350,'Titelbild','["lang"]',0,0,NULL,0,'{}',NULL,NULL,NULL,NULL,'','',NULL,'','',NULL,0,0,0,'',NULL,'2026-06-01 09:00:00.000000',NULL,1,'event','{"first": "2026-06-01", "last": "2026-06-08", "days": ["2026-06-01", "2026-06-08"], "starts_at": "2026-06-01T09:00:00+00:00", "ends_at": "2026-06-08T11:00:00+00:00", "text": "zwei Tage", "place": "B\u00fcrgerhaus", "is_main": false}','[{"kind": "where", "text": "B\u00fcrgerhaus"}, {"kind": "contact", "text": "0201 000-1"}]','{"layout": "event", "tone": "deep", "title": "Feier", "focus": "50,20"}','No font can draw it.',NULL);
CREATE TABLE sign_in_links (
	token_hash VARCHAR(64) NOT NULL, 
	person TEXT NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_sign_in_links PRIMARY KEY (token_hash), 
	CONSTRAINT fk_sign_in_links_person FOREIGN KEY(person) REFERENCES people (name)
);
CREATE TABLE sources (
	url TEXT NOT NULL, 
	kind TEXT DEFAULT '' NOT NULL, 
	baseline_at DATETIME, 
	etag TEXT DEFAULT '' NOT NULL, 
	last_modified TEXT DEFAULT '' NOT NULL, 
	body_hash TEXT DEFAULT '' NOT NULL, 
	seen BLOB, 
	looked_at DATETIME, 
	full_look_at DATETIME, 
	next_look_at DATETIME, 
	failures INTEGER DEFAULT '0' NOT NULL, 
	alarm TEXT DEFAULT '' NOT NULL, 
	moved_to TEXT DEFAULT '' NOT NULL, 
	listing_url TEXT DEFAULT '' NOT NULL, 
	listed INTEGER DEFAULT '0' NOT NULL, way TEXT DEFAULT '' NOT NULL, uncertain TEXT DEFAULT '' NOT NULL, standing TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_sources PRIMARY KEY (url)
);
CREATE TABLE stops (
	scope TEXT NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	since DATETIME NOT NULL, 
	until DATETIME, 
	CONSTRAINT pk_stops PRIMARY KEY (scope, kind), 
	CONSTRAINT ck_stops_kind_known CHECK (kind IN ('pause', 'unauthorized', 'blocked', 'throttled'))
);
CREATE INDEX ix_articles_status ON articles (status, id);
CREATE INDEX ix_article_keys_article_id ON article_keys (article_id);
CREATE UNIQUE INDEX uq_article_keys_exact ON article_keys (kind, value) WHERE kind <> 'print';
CREATE INDEX ix_attempts_post_id ON attempts (post_id, id);
CREATE INDEX ix_audit_post_id ON audit (post_id, id);
CREATE TRIGGER attempts_append_only BEFORE UPDATE ON attempts
BEGIN SELECT RAISE(ABORT, 'attempts are append-only'); END;
CREATE INDEX ix_posts_account ON posts (account, published_at);
CREATE INDEX ix_posts_status ON posts (status, due_at);
CREATE UNIQUE INDEX uq_posts_running ON posts (account) WHERE status = 'publishing';
CREATE INDEX ix_devices_person ON devices (person);
CREATE INDEX ix_posts_status_channel ON posts (status, channel);
CREATE INDEX ix_posts_status_published_at ON posts (status, published_at);
COMMIT;

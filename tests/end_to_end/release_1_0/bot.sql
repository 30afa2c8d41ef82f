BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE article_keys (
	kind VARCHAR(8) NOT NULL, 
	value TEXT NOT NULL, 
	article_id INTEGER NOT NULL, 
	CONSTRAINT pk_article_keys PRIMARY KEY (kind, value, article_id), 
	CONSTRAINT ck_article_keys_kind_known CHECK (kind IN ('url', 'guid', 'print')), 
	CONSTRAINT fk_article_keys_article_id FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "article_keys" VALUES('guid','ARCHIVE news-1-mitgliederversammlung-waehlt-neuen-vorstand',1);
INSERT INTO "article_keys" VALUES('print','-1910396946988154564',1);
INSERT INTO "article_keys" VALUES('print','-2309152972456198367',1);
INSERT INTO "article_keys" VALUES('print','-3086726398920886054',1);
INSERT INTO "article_keys" VALUES('print','-3378488261126060776',1);
INSERT INTO "article_keys" VALUES('print','-379547534491282309',1);
INSERT INTO "article_keys" VALUES('print','-5582572337647418631',1);
INSERT INTO "article_keys" VALUES('print','-7176670000589169532',1);
INSERT INTO "article_keys" VALUES('print','-7610478107262123979',1);
INSERT INTO "article_keys" VALUES('print','-8043344332847934458',1);
INSERT INTO "article_keys" VALUES('print','-814414546498198447',1);
INSERT INTO "article_keys" VALUES('print','2445866658059386306',1);
INSERT INTO "article_keys" VALUES('print','2495222057671252072',1);
INSERT INTO "article_keys" VALUES('print','2837738308015946681',1);
INSERT INTO "article_keys" VALUES('print','6198972944374143320',1);
INSERT INTO "article_keys" VALUES('print','8837526371262043212',1);
INSERT INTO "article_keys" VALUES('print','9019983831138148331',1);
INSERT INTO "article_keys" VALUES('print','9093310218792054868',1);
INSERT INTO "article_keys" VALUES('url','https://ARCHIVE/aktuelles/nachrichten/mitgliederversammlung-waehlt-neuen-vorstand',1);
INSERT INTO "article_keys" VALUES('guid','ARCHIVE news-2-neue-deutschkurse-am-abend-starten-im-april',2);
INSERT INTO "article_keys" VALUES('print','-1492149425289658765',2);
INSERT INTO "article_keys" VALUES('print','-1760693655685809868',2);
INSERT INTO "article_keys" VALUES('print','-3122432496950710334',2);
INSERT INTO "article_keys" VALUES('print','-5288300090496317665',2);
INSERT INTO "article_keys" VALUES('print','-5684268005438355381',2);
INSERT INTO "article_keys" VALUES('print','-6352874527792702687',2);
INSERT INTO "article_keys" VALUES('print','-6409404651117728024',2);
INSERT INTO "article_keys" VALUES('print','2405206569709708528',2);
INSERT INTO "article_keys" VALUES('print','3343901080482752675',2);
INSERT INTO "article_keys" VALUES('print','4917034627919001757',2);
INSERT INTO "article_keys" VALUES('print','5597502806163841378',2);
INSERT INTO "article_keys" VALUES('print','5809664184766762880',2);
INSERT INTO "article_keys" VALUES('print','6464856113563059001',2);
INSERT INTO "article_keys" VALUES('print','755068155484161983',2);
INSERT INTO "article_keys" VALUES('print','7925135776398525961',2);
INSERT INTO "article_keys" VALUES('print','8745810786757476152',2);
INSERT INTO "article_keys" VALUES('print','8793739291837246617',2);
INSERT INTO "article_keys" VALUES('url','https://ARCHIVE/aktuelles/nachrichten/neue-deutschkurse-am-abend-starten-im-april',2);
INSERT INTO "article_keys" VALUES('guid','ARCHIVE news-3-strassenfest-am-lindenplatz-6000-gaeste-und-ein-langer-tisch',3);
INSERT INTO "article_keys" VALUES('print','-2549476582238518520',3);
INSERT INTO "article_keys" VALUES('print','-4447692414382661508',3);
INSERT INTO "article_keys" VALUES('print','-451962203297090101',3);
INSERT INTO "article_keys" VALUES('print','-4892369367998020116',3);
INSERT INTO "article_keys" VALUES('print','-4953034020868099654',3);
INSERT INTO "article_keys" VALUES('print','-4958198877924158978',3);
INSERT INTO "article_keys" VALUES('print','-5845714148856870158',3);
INSERT INTO "article_keys" VALUES('print','-6185710662500541783',3);
INSERT INTO "article_keys" VALUES('print','-7378906616502952204',3);
INSERT INTO "article_keys" VALUES('print','1117875757466993498',3);
INSERT INTO "article_keys" VALUES('print','3042537035515028989',3);
INSERT INTO "article_keys" VALUES('print','4072800270374644162',3);
INSERT INTO "article_keys" VALUES('print','4246843116996035763',3);
INSERT INTO "article_keys" VALUES('print','5772926689056856947',3);
INSERT INTO "article_keys" VALUES('print','6458836058411377688',3);
INSERT INTO "article_keys" VALUES('print','7910321598497974976',3);
INSERT INTO "article_keys" VALUES('print','828913434913645936',3);
INSERT INTO "article_keys" VALUES('url','https://ARCHIVE/aktuelles/nachrichten/strassenfest-am-lindenplatz-6000-gaeste-und-ein-langer-tisch',3);
INSERT INTO "article_keys" VALUES('guid','ARCHIVE news-4-212-neue-deutsche-feiern-im-rathaus',4);
INSERT INTO "article_keys" VALUES('print','-3506754205096476808',4);
INSERT INTO "article_keys" VALUES('print','-51332907432666254',4);
INSERT INTO "article_keys" VALUES('print','-5307884112917032767',4);
INSERT INTO "article_keys" VALUES('print','-5418775143524816798',4);
INSERT INTO "article_keys" VALUES('print','-6187383384043098678',4);
INSERT INTO "article_keys" VALUES('print','-7274544215464079721',4);
INSERT INTO "article_keys" VALUES('print','-856535262883914874',4);
INSERT INTO "article_keys" VALUES('print','-8704543981807272147',4);
INSERT INTO "article_keys" VALUES('print','1557905187268492103',4);
INSERT INTO "article_keys" VALUES('print','2406169405930124248',4);
INSERT INTO "article_keys" VALUES('print','3364175925141729215',4);
INSERT INTO "article_keys" VALUES('print','4983772648365803372',4);
INSERT INTO "article_keys" VALUES('print','5270969772584732587',4);
INSERT INTO "article_keys" VALUES('print','6677043205462384271',4);
INSERT INTO "article_keys" VALUES('print','7208867191067593784',4);
INSERT INTO "article_keys" VALUES('print','7295974169212576657',4);
INSERT INTO "article_keys" VALUES('print','7905845433876306024',4);
INSERT INTO "article_keys" VALUES('url','https://ARCHIVE/aktuelles/nachrichten/212-neue-deutsche-feiern-im-rathaus',4);
INSERT INTO "article_keys" VALUES('guid','ARCHIVE news-5-fruehling-im-verbund',5);
INSERT INTO "article_keys" VALUES('print','-1877225634419725654',5);
INSERT INTO "article_keys" VALUES('print','-2545135267436440816',5);
INSERT INTO "article_keys" VALUES('print','-2567074106215239666',5);
INSERT INTO "article_keys" VALUES('print','-2991829428378315820',5);
INSERT INTO "article_keys" VALUES('print','-3235216099810576572',5);
INSERT INTO "article_keys" VALUES('print','-7317274478905036636',5);
INSERT INTO "article_keys" VALUES('print','-8175891144871993036',5);
INSERT INTO "article_keys" VALUES('print','-8311411370203958164',5);
INSERT INTO "article_keys" VALUES('print','-8573237392026989874',5);
INSERT INTO "article_keys" VALUES('print','196585290381323036',5);
INSERT INTO "article_keys" VALUES('print','4177605786605806525',5);
INSERT INTO "article_keys" VALUES('print','7826706966361826812',5);
INSERT INTO "article_keys" VALUES('print','7841963467867665478',5);
INSERT INTO "article_keys" VALUES('print','8198350140087366626',5);
INSERT INTO "article_keys" VALUES('print','8676540227054568507',5);
INSERT INTO "article_keys" VALUES('print','8834135578409898664',5);
INSERT INTO "article_keys" VALUES('print','975063607473020793',5);
INSERT INTO "article_keys" VALUES('url','https://ARCHIVE/aktuelles/nachrichten/fruehling-im-verbund',5);
INSERT INTO "article_keys" VALUES('guid','ARCHIVE news-6-foerderfonds-nachbarschaft-bis-zum-30-juni-bewerben',6);
INSERT INTO "article_keys" VALUES('print','-1266835642926182538',6);
INSERT INTO "article_keys" VALUES('print','-3399956416167986888',6);
INSERT INTO "article_keys" VALUES('print','-4033887347594923147',6);
INSERT INTO "article_keys" VALUES('print','-5027059207202298010',6);
INSERT INTO "article_keys" VALUES('print','-6429666022706123232',6);
INSERT INTO "article_keys" VALUES('print','-6748081758223817883',6);
INSERT INTO "article_keys" VALUES('print','-7003309512354848668',6);
INSERT INTO "article_keys" VALUES('print','-7183191123805918972',6);
INSERT INTO "article_keys" VALUES('print','-7536197655461982367',6);
INSERT INTO "article_keys" VALUES('print','-8254847588213189637',6);
INSERT INTO "article_keys" VALUES('print','1377051013412379130',6);
INSERT INTO "article_keys" VALUES('print','2113017580135295841',6);
INSERT INTO "article_keys" VALUES('print','3294091143815122338',6);
INSERT INTO "article_keys" VALUES('print','3731490647296473824',6);
INSERT INTO "article_keys" VALUES('print','4126789357066863746',6);
INSERT INTO "article_keys" VALUES('print','8450856850851021895',6);
INSERT INTO "article_keys" VALUES('print','986726676904379423',6);
INSERT INTO "article_keys" VALUES('url','https://ARCHIVE/aktuelles/nachrichten/foerderfonds-nachbarschaft-bis-zum-30-juni-bewerben',6);
INSERT INTO "article_keys" VALUES('guid','ARCHIVE news-7-workshop-oeffentlichkeitsarbeit-fuer-kleine-vereine',7);
INSERT INTO "article_keys" VALUES('print','-3659615486603615897',7);
INSERT INTO "article_keys" VALUES('print','-4976210067873959179',7);
INSERT INTO "article_keys" VALUES('print','-5127820201671056735',7);
INSERT INTO "article_keys" VALUES('print','-5500921832241193071',7);
INSERT INTO "article_keys" VALUES('print','-587563940783112189',7);
INSERT INTO "article_keys" VALUES('print','-6391665227811730194',7);
INSERT INTO "article_keys" VALUES('print','-7041568577352924817',7);
INSERT INTO "article_keys" VALUES('print','-7759758194781195604',7);
INSERT INTO "article_keys" VALUES('print','-8200154727320647759',7);
INSERT INTO "article_keys" VALUES('print','-8825301398745936793',7);
INSERT INTO "article_keys" VALUES('print','-971820180084952771',7);
INSERT INTO "article_keys" VALUES('print','1551644511891745457',7);
INSERT INTO "article_keys" VALUES('print','3125892992955693655',7);
INSERT INTO "article_keys" VALUES('print','3196450624582976429',7);
INSERT INTO "article_keys" VALUES('print','4254312548706148728',7);
INSERT INTO "article_keys" VALUES('print','5967805435941965243',7);
INSERT INTO "article_keys" VALUES('print','5976337263191055620',7);
INSERT INTO "article_keys" VALUES('url','https://ARCHIVE/aktuelles/nachrichten/workshop-oeffentlichkeitsarbeit-fuer-kleine-vereine',7);
INSERT INTO "article_keys" VALUES('guid','ARCHIVE news-8-lesung-in-drei-sprachen-guelsen-yildiz-ukrajinka-und-al-khatib',8);
INSERT INTO "article_keys" VALUES('print','-440003242923676709',8);
INSERT INTO "article_keys" VALUES('print','-5933557215876158516',8);
INSERT INTO "article_keys" VALUES('print','-6417149018260134761',8);
INSERT INTO "article_keys" VALUES('print','-7165502625756901024',8);
INSERT INTO "article_keys" VALUES('print','-7625175762632326214',8);
INSERT INTO "article_keys" VALUES('print','-8105686054741577933',8);
INSERT INTO "article_keys" VALUES('print','-8719010365787563399',8);
INSERT INTO "article_keys" VALUES('print','1496268354104219474',8);
INSERT INTO "article_keys" VALUES('print','1995180200047340374',8);
INSERT INTO "article_keys" VALUES('print','3000176024988496571',8);
INSERT INTO "article_keys" VALUES('print','3012438096313122744',8);
INSERT INTO "article_keys" VALUES('print','3917877251467494206',8);
INSERT INTO "article_keys" VALUES('print','4018647997407213515',8);
INSERT INTO "article_keys" VALUES('print','4493361218924132560',8);
INSERT INTO "article_keys" VALUES('print','5381210455909586151',8);
INSERT INTO "article_keys" VALUES('print','5743154547443298950',8);
INSERT INTO "article_keys" VALUES('print','6462748763332485407',8);
INSERT INTO "article_keys" VALUES('url','https://ARCHIVE/aktuelles/nachrichten/lesung-in-drei-sprachen-guelsen-yildiz-ukrajinka-und-al-khatib',8);
INSERT INTO "article_keys" VALUES('guid','ARCHIVE news-9-interkulturelle-woche-48-veranstaltungen-an-neun-tagen',9);
INSERT INTO "article_keys" VALUES('print','-1465141598886651358',9);
INSERT INTO "article_keys" VALUES('print','-2053984371768343676',9);
INSERT INTO "article_keys" VALUES('print','-3232882499716812312',9);
INSERT INTO "article_keys" VALUES('print','-3601743178519830730',9);
INSERT INTO "article_keys" VALUES('print','-4554157158578980057',9);
INSERT INTO "article_keys" VALUES('print','-4831707545473968457',9);
INSERT INTO "article_keys" VALUES('print','-5095689250828448198',9);
INSERT INTO "article_keys" VALUES('print','-5233453949982643417',9);
INSERT INTO "article_keys" VALUES('print','-758652655766037990',9);
INSERT INTO "article_keys" VALUES('print','2372700356541061420',9);
INSERT INTO "article_keys" VALUES('print','4259703238550714080',9);
INSERT INTO "article_keys" VALUES('print','4612665289036425737',9);
INSERT INTO "article_keys" VALUES('print','5308393304697170127',9);
INSERT INTO "article_keys" VALUES('print','749614426591954960',9);
INSERT INTO "article_keys" VALUES('print','7786716611353517730',9);
INSERT INTO "article_keys" VALUES('print','8140917051366203122',9);
INSERT INTO "article_keys" VALUES('print','8837421567296291268',9);
INSERT INTO "article_keys" VALUES('url','https://ARCHIVE/aktuelles/nachrichten/interkulturelle-woche-48-veranstaltungen-an-neun-tagen',9);
INSERT INTO "article_keys" VALUES('guid','ARCHIVE news-10-ausstellung-ich-du-wir-zeigt-64-portraets',10);
INSERT INTO "article_keys" VALUES('print','-1553393111633855220',10);
INSERT INTO "article_keys" VALUES('print','-1918327191832428229',10);
INSERT INTO "article_keys" VALUES('print','-2178858898731494043',10);
INSERT INTO "article_keys" VALUES('print','-2516137351376800320',10);
INSERT INTO "article_keys" VALUES('print','-5154003532210882094',10);
INSERT INTO "article_keys" VALUES('print','-5785430793106466607',10);
INSERT INTO "article_keys" VALUES('print','-8015583869890852761',10);
INSERT INTO "article_keys" VALUES('print','-8764157834199412266',10);
INSERT INTO "article_keys" VALUES('print','-9196053246726706980',10);
INSERT INTO "article_keys" VALUES('print','4444104722117355263',10);
INSERT INTO "article_keys" VALUES('print','5740853299168096586',10);
INSERT INTO "article_keys" VALUES('print','5779582093502242239',10);
INSERT INTO "article_keys" VALUES('print','6195826844467030992',10);
INSERT INTO "article_keys" VALUES('print','669708315600196604',10);
INSERT INTO "article_keys" VALUES('print','7106268581808473002',10);
INSERT INTO "article_keys" VALUES('print','7405745206115215285',10);
INSERT INTO "article_keys" VALUES('print','8093971414656541899',10);
INSERT INTO "article_keys" VALUES('url','https://ARCHIVE/aktuelles/nachrichten/ausstellung-ich-du-wir-zeigt-64-portraets',10);
INSERT INTO "article_keys" VALUES('guid','ARCHIVE news-11-freiwilligenkoordinierungsstelle-oeffnet-beratung-zur-anerkennung-auslaendischer-berufsabschluesse-in-der-alten-post',11);
INSERT INTO "article_keys" VALUES('print','-1759562275497130328',11);
INSERT INTO "article_keys" VALUES('print','-3597053466994551052',11);
INSERT INTO "article_keys" VALUES('print','-4351975429088020242',11);
INSERT INTO "article_keys" VALUES('print','-4402800043381158346',11);
INSERT INTO "article_keys" VALUES('print','-5995392598547115350',11);
INSERT INTO "article_keys" VALUES('print','-6154810895153171292',11);
INSERT INTO "article_keys" VALUES('print','-6958020315785558972',11);
INSERT INTO "article_keys" VALUES('print','-6983977045920365581',11);
INSERT INTO "article_keys" VALUES('print','-7742385713116081294',11);
INSERT INTO "article_keys" VALUES('print','-8402771061719548510',11);
INSERT INTO "article_keys" VALUES('print','2681098438332675687',11);
INSERT INTO "article_keys" VALUES('print','2802602792319974925',11);
INSERT INTO "article_keys" VALUES('print','3035822984853591009',11);
INSERT INTO "article_keys" VALUES('print','4355179311066404590',11);
INSERT INTO "article_keys" VALUES('print','5182078002380194230',11);
INSERT INTO "article_keys" VALUES('print','5597503435165073972',11);
INSERT INTO "article_keys" VALUES('print','8389887084987743924',11);
INSERT INTO "article_keys" VALUES('url','https://ARCHIVE/aktuelles/nachrichten/freiwilligenkoordinierungsstelle-oeffnet-beratung-zur-anerkennung-auslaendischer-berufsabschluesse-in-der-alten-post',11);
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
	first_seen_at DATETIME NOT NULL, 
	CONSTRAINT pk_articles PRIMARY KEY (id), 
	CONSTRAINT ck_articles_status_known CHECK (status IN ('baseline', 'new', 'posted', 'skipped', 'gone')), 
	CONSTRAINT uq_articles_url UNIQUE (url)
);
INSERT INTO "articles" VALUES(1,'http://ARCHIVE/aktuelles/nachrichten','http://ARCHIVE/aktuelles/nachrichten/mitgliederversammlung-waehlt-neuen-vorstand','Mitgliederversammlung wählt neuen Vorstand','Die Mitglieder des Verbundes haben am Samstag (14.3.) einen neuen Vorstand gewählt. Elif Sarıkaya vom Verein Brücke am Kanal führt den Verbund in den kommenden drei Jahren, ihr Stellvertreter ist Tomasz Wilk.

61 Delegierte aus 38 Vereinen waren in das Haus der Vereine gekommen. Sie stimmten außerdem über den Haushalt ab und nahmen zwei Gruppen neu auf: den Kulturkreis Nilufar und den Sportverein Blau-Grün Auenstadt.

„Wir sind mehr geworden, also müssen wir lauter zusammenarbeiten“, sagte Sarıkaya nach ihrer Wahl. In den ersten hundert Tagen möchte sie jeden Mitgliedsverein einmal besuchen.

Der Kassenbericht wurde ohne Gegenstimme angenommen. Das Protokoll liegt ab Mai in der Geschäftsstelle aus.','["Verbund-News", "Mitglieder"]','de','2026-11-02 15:03:11.000000','','Verbund der Vereine Auenstadt','{"url": "http://ARCHIVE/bilder/mitgliederversammlung-waehlt-neuen-vorstand.jpg", "caption": "Der neue Vorstand im Haus der Vereine (v.l.n.r.): Rima Haddad, Tomasz Wilk, Elif Sar\u0131kaya und Daniel Okoye", "credit": "Verbund der Vereine Auenstadt"}','news-1-mitgliederversammlung-waehlt-neuen-vorstand','[1,"mitgliederversammlung w\u00e4hlt neuen vorstand",[],["14.3.","month 3","month 5"],[],["38","61"],105,"41a0ab4c5dd40194f10632e0076f94e731c2f313aab5108df550061687679214f089af9b389a1680cd3feb42bc9c71eccfebf27929c422f453876609b508a8ff2edeaae5733625e2e05548517338026915ec9c9eae1eb389b751ebf4a7df7738a6f9790ff1997a13a0eae652c2dc77372a0ff59a4ac2d34bd4fcbbf8e8e5cfa636c8239ef426b0e5562235d49628b58c8bed9e17f0891f312841b2b4fb87d72a7b4aa39ab1c1017d84fecd4ca54c1236b7aa573f606901b7318e71aed1a808a7fe49d8f404835769291dfc6bb23cd46fa84f9508c2c25b75245928bcfe16252efbd1d212eb8a75390ef396a2df778de7b4787247edab587f2eaa8754792dfde443f39d6b187c8c154eaf2665a0a2270dc01172f21cdbed48c3bcf68dbd8e52564dbda799eee546ed32d983b7ecc9c244b2bf1b8074f15ce6f3e09108a4dca77a0b7ef2d20bd831412fca04775c7619f80d908cf33a959e28d9a0d2344494592849e630aff965fe59e08ba987ef40fe9aba7dbb379fc2b990eea8bac33e67763341cb74c05904a34071d5754dbce2792320adc51515be9be516cac14b1ef31a6bb9360f2d5223a533e37fc0566daa034f0aaa1ba938e456702c8e1fac6611b00f9de3ebcf1f544ab1bf2d86e4b626b687aec24f11141a14191f2a1d70baba90d74956b5e069a33744612713fc2e98d491ef00cf613110c93e2521fe25844ab92c"]','baseline','','','2026-11-29 15:03:20.332751');
INSERT INTO "articles" VALUES(2,'http://ARCHIVE/aktuelles/nachrichten','http://ARCHIVE/aktuelles/nachrichten/neue-deutschkurse-am-abend-starten-im-april','Neue Deutschkurse am Abend starten im April','Wer tagsüber arbeitet, kann ab April auch abends Deutsch lernen: Der Verbund bietet drei neue Kurse für die Stufen A2, B1 und B2 an. Sie beginnen am 13. April um 18.30 Uhr im Lernhaus an der Mühlenstr. 8.

Jeder Kurs hat höchstens 14 Plätze und dauert zwölf Wochen. Für Eltern gibt es eine Kinderbetreuung im selben Haus, die nichts kostet.

Die Teilnahme kostet 45 Euro; wer Leistungen vom Jobcenter bezieht, zahlt nichts. Anmelden kann man sich dienstags und donnerstags zwischen 15 und 18 Uhr in der Beratungsstelle oder per Mail an kurse@verbund-auenstadt.example.

Gesucht werden noch zwei Ehrenamtliche, die nach dem Unterricht eine Sprechstunde für Hausaufgaben anbieten.','["Bildung", "Sprache"]','de','2026-11-05 15:03:11.000000','','','{"url": "http://ARCHIVE/bilder/neue-deutschkurse-am-abend-starten-im-april.jpg", "caption": "", "credit": "Verbund der Vereine Auenstadt / M. Petrow"}','news-2-neue-deutschkurse-am-abend-starten-im-april','[1,"neue deutschkurse am abend starten im april",["month 4"],["13.4.","month 4"],[],["1","14","15","18","1830","2","45","8"],108,"6ee1d1c3d0583ba8a52b2966e797af57bd6083c66cbc3215d08d01bf6c01c1f23cfd9ed28fc0022d3873bd86d2df4c67d5b98d8c00284681f6502fa43c30a5e438a0be7b341fa862dab987967904452cca591ade1852d62eae2b813c9afa42df82d35b658dc39c048a71e55031c5ef8e463ba1d2ad2e993c60bd030c9bcf674080ac1bf654ca26dd4b660948608847bec85003754bfcc0df24199109c2a86163ade9ed7781d402d16f874a573560bc9843775f04bbe31e87837b87ee41e95194bea8073430c72acc99ce41dc735e4588d442ba6f1fb9a8194bd18d9f7c8d4a12f2709cac14cd33410d5db4fac22c9ef58e4891192ed4b670c4929de2abcb6345011667ed0ce33c1486be287f92969d878b680d5fec04c2fae49b3162b04f510558019fd9338dfbd33061b1bc02e42aa58b44489db7c2a146136992d7c9e05151dcca596e57c84665c917c081491c9afe7d033754e9a3c207883b896bdd0510739131a30bb481768d576e1fed666ca6f6ef46ef0dda7d1a0fdf3879ef3f63bceb3669d3bce9df8615fce66cf6e5d4fe156f3f52d24b4c9544a125a13e8bbe5be710b778172aa7340e330c8b826bc39f78e1177b5c997a244ad03cbb7d5b8ee27f12f9a8fa702a153101e16b5438bfa93eb9afdea3ecefbe55d474ba8488f2461dbbc3eaeaf9c0e73818c6999eb1099d1f03dc43431410e208d06594209e30e103"]','baseline','','','2026-11-29 15:03:20.332751');
INSERT INTO "articles" VALUES(3,'http://ARCHIVE/aktuelles/nachrichten','http://ARCHIVE/aktuelles/nachrichten/strassenfest-am-lindenplatz-6000-gaeste-und-ein-langer-tisch','Straßenfest am Lindenplatz: 6000 Gäste und ein langer Tisch','Ein Tisch von 120 Metern Länge war am Sonntag die Hauptattraktion des Straßenfestes am Lindenplatz. Rund 6000 Menschen kamen, aßen und blieben bis zum Abend.

27 Vereine hatten gekocht, von Börek über Jollof-Reis bis zu Wareniki. Auf der Bühne wechselten sich der Chor der Kantorei, die Trommelgruppe Sabar und eine Tanzschule aus der Nordstadt ab.

Bürgermeisterin Karin Ostendorf eröffnete das Fest und lobte die Helferinnen und Helfer. 140 von ihnen hatten seit dem frühen Morgen aufgebaut.

Der Erlös von 4.380 Euro geht an die Schwimmkurse für Kinder. Im nächsten Jahr soll der Tisch ere Meter länger werden.','["Kultur", "Auenstadt"]','de','2026-11-08 15:03:11.000000','Stadt Auenstadt, www.auenstadt.example','','{"url": "http://ARCHIVE/bilder/strassenfest-am-lindenplatz-6000-gaeste-und-ein-langer-tisch.jpg", "caption": "Ein Tisch, 120 Meter lang: das Stra\u00dfenfest am Lindenplatz", "credit": "J. Brandt, Stadt Auenstadt"}','news-3-strassenfest-am-lindenplatz-6000-gaeste-und-ein-langer-tisch','[1,"strassenfest am lindenplatz 6000 g\u00e4ste und ein langer tisch",[],[],["6000"],["120","140","27","4380","6000"],97,"84bef7cdf9d536869d09d08df936527867dd3e00d8c900c818d7fe617e8528b7febe5dc8a3a8871cd0a07ecea7ea00f675ff1de090e380a6831e26fcca65401b5f33f270b47daa355a83df8ea3291feb8200987531bb516016aba0cac9b8253970e0c925280d2d9e70c18e84d24d161a340bbb5adaece22e6c9d352f3579d8ab2c75251fa6d3d512b57c8d0225c7d2d1edd9763f8dba48336a25cbab281d1a351bb53f90df88c43e07ac89699f48702d7bf3a5e02d60738b3ab28057caff1b5bef518d3aad57c1ca5a09b9a78884f645efa12c406fc1998133527e3c3fa35da87b158b294b202e33b081e832ac5e926b48b72be92a2515ce95ff1b953c5437c87b6529bc800b0235d88b03ef4071f795f3636011b4a5caf0d23ce09b65ea577e4dfd8d79594bf417a3b4f9e1b8f8436c12df34c4d68c0643205f457a1de8ddf2eed766261b51269f6cf459561d11d53808a5808365ca165df9f7351436a1e91731f61ad0f3c7dfb152cf6a6f81053b0874495ba23015d94f847ca4c81d60331db05860e6381d3f6615964db25f94bd79aff5a5bc71b9ed7c16fd1983caff7fcf904a0404ab40edfb8e35bd33e0c78506173698d6c3aa49f3875832ec5b2e45677bba6d941fd5776dc1923c90a8f7e2f5fa5ce22988b243194532d4eea42ebe9a80c6d4dc3b6d410d98393a5dca8b7e3beb6c7c50f410d64e5735801f32213148"]','baseline','','','2026-11-29 15:03:20.332751');
INSERT INTO "articles" VALUES(4,'http://ARCHIVE/aktuelles/nachrichten','http://ARCHIVE/aktuelles/nachrichten/212-neue-deutsche-feiern-im-rathaus','212 neue Deutsche feiern im Rathaus','212 Menschen aus 41 Ländern haben am Donnerstag im Rathaus ihre Einbürgerung gefeiert. Oberbürgermeister Hendrik Voss überreichte die Urkunden im großen Saal und schüttelte jede Hand.„Sie haben sich für diese Stadt entschieden. Jetzt entscheiden Sie mit ihr“, sagte er.Für die Neubürgerinnen sprach Olena Kowaltschuk, die seit neun Jahren als Ingenieurin in Auenstadt arbeitet. Im vergangenen Jahr wurden in der Stadt als 1.900 Menschen eingebürgert, so viele wie nie zuvor. Wer einen Antrag stellen möchte, bekommt bei der Einbürgerungslotsin des Verbundes einen Termin.','["Politik", "Einb\u00fcrgerung"]','de','2026-11-11 15:03:11.000000','Stadt Auenstadt','','{"url": "http://ARCHIVE/bilder/212-neue-deutsche-feiern-im-rathaus.jpg", "caption": "", "credit": "Fotostudio Weitwinkel"}','news-4-212-neue-deutsche-feiern-im-rathaus','[1,"212 neue deutsche feiern im rathaus",[],[],["212"],["1900","212","41"],83,"c5e154b16f6c4b73978db605be74a0349c786bd9500681b72d373acafc5c8e997cbcfe9d8adf2165e2d7281325ec89a6d25f5b134e94e4ba79e80bafc024b5f4a37befa0728a8c338e1dadf6e8b771d6da7a168d3e033e42790b10cea36f0b6ae200b8e84b56c71f36f8912566e12a0082831dfb84e6defa20a408b3740e8e492a6e5dff5241c6e655c39ab1c2a72174a1245a39fe98ee82006bdb9077f96dbd867e2bd77f6e489ac6b2de3f5cd971fcea91657edd64d6bd13320d81bdc1542e45d8075d32bdea4adddd7d082ba60f6b6ff85f008e428c8561025fe9285beef1c1a2af59911397d2beb1c97f96a199704b2742525e033d5ce1e8e96878dcdaa9e693a72b7952ab120632c880109f755c646fafe53a6aa3dba18d426a23f0de8bfb0dc5db03c1f26b9dd4991568379f7abde7f1e66a007cc858df3ce80bbe2b6f0c8c7aeaa74ae0275bccee955f56756e335b401f8c3fa661b88be070657523cecc7e5c9da4539fcbe827c67546d7dfa86b8a154476401f3f274b2c306533cb5451990503babb0cc408d4a83facac73e1bcb1f4aaffd2d117776cab35db56e480ec916eeac2dba0ad2ea6e6c77fe65ea59d3d1287df5cb61908ec03e36c85de143886115bd2b30dc18e9d035fdaf933005710981a5b0bce59d824d2461794355e35c50eb5be378052d26bddc4524be63daf72e6e3f24e5234d8e3c152d114c36c"]','baseline','','','2026-11-29 15:03:20.332751');
INSERT INTO "articles" VALUES(5,'http://ARCHIVE/aktuelles/nachrichten','http://ARCHIVE/aktuelles/nachrichten/fruehling-im-verbund','Frühling im Verbund','Der Winter war lang, und in vielen Vereinsheimen war es kälter, als es sein sollte. Trotzdem sind in drei Monaten 19 neue Gruppen entstanden, die meisten davon für Jugendliche.

Im April beginnen unsere Gartentage am Auenpark. Wer ein Beet übernehmen will, braucht keine Erfahrung, nur Gießkanne und Geduld. Zwölf Beete sind noch frei.

Wir freuen uns auch über Post: Was fehlt im Stadtteil, und was läuft gut? Die besten Ideen drucken wir in der nächsten Ausgabe.','["Verbund-News"]','de','2026-11-14 15:03:11.000000','','Redaktion','{"url": "http://ARCHIVE/bilder/fruehling-im-verbund.jpg", "caption": "", "credit": ""}','news-5-fruehling-im-verbund','[1,"fr\u00fchling im verbund",[],["month 4"],[],["19"],74,"1eae871f62fd64bd43a716aebb0b5e05bd4da0f28b51daadf8642d0fcf5b4612bca95e212fee5beb2d7fd42a385062630c94fa467bad107bea0eb31aaaf627830c8b3ec572de3ab98127d794988d61ff29c5580fd06a0074aa95918d45cbf4907f947dd996b96217f7f5dd5807797bf7823d003c5a65940c31af616db9ce248d42f2702cdacd9fcd646f5244407ee336ce7c8699d02cce45b7396ddd99ccb83e872fe4b32ed7780f0e4a9fb77ce96aeecb3cbb06b1138e98383fae678a7aa95731533dd85aed7d04b1c984f6c39e3d0d5a23ec63f720517483b884f44b1f6cf707ac58e4b423dfde21fca14a6121f8aa62e51eb94247ab46ec14d18452855ae211e09667fd584609a4f607530f1289a1e2d39c5be4562780079fd123c0221e59b0cd3a5ff00d4cb436b748ba165824a5aaf880c28e286af3e2ab4140264625461a00f89551049245995ac7b98a44e3e76f00bac2480da3591e405217db97a5f05e01a46b62ad5dfce74126d6177e6151114b89254b622d9f2a7697e877741a3303924ab60c022c4e2e8b6919b2b353872e49e1c3341cd0825c1df8d3c45a302a4de99232ae879a254c62e3e6d147a2adcb36de65e545fff3b9654c175fe731c793241557e8d193f792474730807ed381966b1832074cd3e8072bba36a11ae9547b4370ef071df3ed461f01f94e7b447d419d4cdcb5dee18b3cc10943fb5ee206"]','baseline','','','2026-11-29 15:03:20.332751');
INSERT INTO "articles" VALUES(6,'http://ARCHIVE/aktuelles/nachrichten','http://ARCHIVE/aktuelles/nachrichten/foerderfonds-nachbarschaft-bis-zum-30-juni-bewerben','Förderfonds Nachbarschaft: bis zum 30. Juni bewerben','Bis zu 3.000 Euro können Vereine für ein Nachbarschaftsprojekt bekommen. Der Förderfonds der Auenstiftung ist ab sofort geöffnet, Bewerbungsschluss ist der 30. Juni.

Gefördert werden Vorhaben, die Menschen aus mindestens zwei Herkunftsländern zusammenbringen, z. B. ein Reparaturcafé, ein Chor oder ein Lesefest. Personalkosten sind ausgeschlossen.

Der Antrag hat nur zwei Seiten. Wer dabei Hilfe möchte, kann zur Sprechstunde am 19. Mai um 17 Uhr kommen; sie findet in der Geschäftsstelle und gleichzeitig online statt.

Über die Vergabe entscheidet eine Jury aus sieben Vereinen im August. Im letzten Jahr wurden 22 von 57 Anträgen bewilligt.','["F\u00f6rderung/Projekte", "Mitglieder"]','de','2026-11-17 15:03:11.000000','','','{"url": "http://ARCHIVE/bilder/foerderfonds-nachbarschaft-bis-zum-30-juni-bewerben.jpg", "caption": "", "credit": ""}','news-6-foerderfonds-nachbarschaft-bis-zum-30-juni-bewerben','[1,"f\u00f6rderfonds nachbarschaft bis zum 30 juni bewerben",["30.6.","month 6"],["19.5.","30.6.","month 5","month 6","month 8"],[],["17","22","3000","57"],93,"13b29eb1b00e2a820d68dfc4f884202a97cc66ab11dcdb4ac41776dc1ba3a813e50eaae9afe528cd9d9720fcb95c618cf360091c412c45f8a30a43e82011b2eebfe0a96eb50045d16d836beb6c9458fcda4627d3109490e02fc188ae20d7a8036641363191c0348a15efee7f3e3933393829babbecc136401cabea4d1f54ff64463680b57dd1df69729a698c385e8c9821c0d5a2fd2dfc1a5aadf33799c17adecc7bb52fa5f8d089a79815feb87a19803a18dfcf4d0abedbafa301dad164c869cc4528f397f5368b6940e94ecceb70ccdc220424a589b111213eebbd995a26b4da2713c1a0719635862161ef7bf27f9491ed163e7809721f40fa93c0b7bc7c84a89411482689c2736beb092af28c47c55c280a531c153bdf26f379bf21faab0f22cfb8ef068f2871386e4b61b17ef56b2f8a0d8b204771cf4b6df7e146b06e038cf4c4af1f070133746f013d2ce8142dfd30edd84017a1ed20658d3e3b00c1a95d3952025721d45adf7b71d4621678b25962135918b5b61a5c75ecfe6c81b61968163ecbd43d72a1c833e68d8561e7d69a748eb3220249c3257d30587b4ad3a62a5c0ba2a50f60e6abb8141c20043ddcbf1e7ba49798722c34973a5b466f8c054988cc64cfccb24f28224836339064a55da168bd5f31bb066e235b7a340ac4b5ed28682e63296bbdaf7998dee175547001f541994fc99ad4686d92f708ddf732"]','baseline','','','2026-11-29 15:03:20.332751');
INSERT INTO "articles" VALUES(7,'http://ARCHIVE/aktuelles/nachrichten','http://ARCHIVE/aktuelles/nachrichten/workshop-oeffentlichkeitsarbeit-fuer-kleine-vereine','Workshop: Öffentlichkeitsarbeit für kleine Vereine','Wie wird aus einer guten Idee eine gute Meldung? Darum geht es im Workshop „Kurz und klar“ am 23. Mai von 10 bis 16 Uhr im Lernhaus.

Die Journalistin Amara Diallo zeigt, wie man in fünf Sätzen erzählt, was passiert ist. Am Nachmittag üben die Teilnehmenden mit dem eigenen Telefon: Bild, Ton, Untertitel.

Es gibt 16 Plätze. Der Workshop ist kostenlos, mitzubringen sind ein Telefon und eine Nachricht aus dem eigenen Verein.','["Bildung"]','de','2026-11-20 15:03:11.000000','','','{"url": "http://ARCHIVE/bilder/workshop-oeffentlichkeitsarbeit-fuer-kleine-vereine.jpg", "caption": "", "credit": "Verbund der Vereine Auenstadt"}','news-7-workshop-oeffentlichkeitsarbeit-fuer-kleine-vereine','[1,"workshop \u00f6ffentlichkeitsarbeit f\u00fcr kleine vereine",[],["23.5.","month 5"],[],["10","16"],70,"3c25a89797ea1da4b992dd0de5c6e483bd6083c68560c7a4d5c905abb03be9dae7d42151ddf39b67c6f0f39209d7af22dff17125888acd71db7a94bbabe4778c10bcc04b190c76deea1a8b9f601297aa4fa53829c3998397da30a1ec26d9c4a68f55b7f4bfa2fddcc6aec40565dac5ca359156280a43168c4d0ff67dfb06d9353655d80aedf6071f4b660948af7d95e4f1e200a291ef908cef484643487cd22dd7ed9b58ebbc3b5b0ee910b2d3453ab9e49ec286d51dfedb5ab1ef24bb7e6019bcb36192f4787c147bbca780d0795b30b9362b52f9a8417af26c07720748f7b74f92b42972e8b890f16af98b418f4607b199425227f10731f1f1c30c5fa73271011667edb0dd9b6505a0005d9efb873462797142ad3704729510a627341f69c693e57b00d1482d3b340c4e0a335196c1d9ef537c7f6f312dcebdaf26858b10185a79d0b3b184f55833c1737ceb141fed8e53e28b22b624d31fd4cdb2daeddd7613383763b32d372cc35730f28ef36cbb2becda0d682d2878f758ff58bcffbad7e74c5238e9b1cdb3a636b4bd322190e67fad781a149beadcf216a9eb31cbcd522ef6de97610c6c8d20e2b029d273070bb97dec786425a494deace1b12e29f98112f9a8fa4f0f6ef4a7b496e3892c4d34b4abb4fc35b9ab6dee59e38a9425f3db73b3af6ab10abd43fe4f3951bb6de60f44a7a6dc6ac2da96b59ce1e118dc0b4f"]','baseline','','','2026-11-29 15:03:20.332751');
INSERT INTO "articles" VALUES(8,'http://ARCHIVE/aktuelles/nachrichten','http://ARCHIVE/aktuelles/nachrichten/lesung-in-drei-sprachen-guelsen-yildiz-ukrajinka-und-al-khatib','Lesung in drei Sprachen: Gülşen Yıldız, Оксана Гнатюк und ليلى الخطيب','Drei Autorinnen, drei Alphabete, ein Abend: Gülşen Yıldız, Оксана Гнатюк (Oksana Hnatjuk) und ليلى الخطيب (Laila al-Chatib) lesen am Freitag, dem 5. Juni, in der Stadtbücherei.

Jeder Text wird zuerst im Original und dann auf Deutsch gelesen. Yıldız bringt ihren Roman „Iğdır’da Kış“ mit, Hnatjuk neue Gedichte, al-Chatib eine Erzählung über eine Großmutter in Haifa.

Es moderiert Çağrı Şimşek. Beginn ist um 19 Uhr, der Eintritt ist frei, um eine Spende für die Übersetzerinnen wird gebeten.','["Kultur"]','de','2026-11-23 15:03:11.000000','','','{"url": "http://ARCHIVE/bilder/lesung-in-drei-sprachen-guelsen-yildiz-ukrajinka-und-al-khatib.jpg", "caption": "Drei Stimmen, ein Abend", "credit": "Nadja F\u00f6rster"}','news-8-lesung-in-drei-sprachen-guelsen-yildiz-ukrajinka-und-al-khatib','[1,"lesung in drei sprachen g\u00fcl\u015fen y\u0131ld\u0131z \u043e\u043a\u0441\u0430\u043d\u0430 \u0433\u043d\u0430\u0442\u044e\u043a und \u0644\u064a\u0644\u0649 \u0627\u0644\u062e\u0637\u064a\u0628",[],["5.6.","month 6"],[],["19"],77,"e7e087ecc4fbd32dcb0005057b4ca46d5c5b89dfb47154807349b79d2e7e7077ca1582113b3e33b6ccfed3a3ac28dbc62c1f0552d52eab6583a66692dfeb834989944ffabaa315777e76b5a618454c8c0d6d32d10340bb0b8aec74817a6ee074a649b8e3ba809933a9ce52b4b8dbbb418a7ecc2af1942bfe349dc50942b34baffbdb98e47732d3ed111e068b28dfe3b1b46b7a84d14833b5b73bd3cc34d8e2cadc05df86cc41e08481eb68c294e984323e5716cb3b988228ae6f603a05bce15c81917361d51db5727c62c09057879027d782c3b06a40b871cab0de5645d15b2a42989152c55b7914acd45f563ce25583aebc67711bef8a972a69a8f003b5683add7f77bb9240e798f99a8f8dd868303b56d4fbc878af7ae0283ac87c2c2bd2a24f31ecd4136d37863e651fa485aa980faf25d27daf2dc6c783e2c6b9bbbb6aa9c6e917de5138f1ea4742573e6b20ea30b32a14e2b9d7b5563986695c3a0a9b19fbbe7bf76e8c44677830a60e9a0baef79938778bff108becf19323b7a6a12b707c5c172b4b9d0b0dc563eb85b015a0ac095f1721f5d8049a6a32ccbb80cefbd85a968829feb05096367e15939298da28fcdb23d69e336c3d42aaf0d3923f3ce848f5cbf14eaaff309ac13e2f7e4f823cd9c371fd2e0a9cbbdc4e24f4321eea1ebae3adc9cb8002586329ccf8711ff04e84f151ceac9a3a91ae4ba151ba56ac2a"]','baseline','','','2026-11-29 15:03:20.332751');
INSERT INTO "articles" VALUES(9,'http://ARCHIVE/aktuelles/nachrichten','http://ARCHIVE/aktuelles/nachrichten/interkulturelle-woche-48-veranstaltungen-an-neun-tagen','Interkulturelle Woche: 48 Veranstaltungen an neun Tagen','48 Veranstaltungen an neun Tagen: Die Interkulturelle Woche beginnt am 19. September mit einem Umzug vom Bahnhof zum Lindenplatz. Das Programm haben 31 Vereine und sechs Schulen zusammengestellt.

Neu ist die „Lange Nacht der Küchen“ am 23. September. Dann öffnen zwölf Vereinsheime ihre Kochtöpfe, und wer will, kocht mit.

Für Kinder gibt es ein Erzählzelt, für Jugendliche ein Fußballturnier ohne Abseits und ohne Schiedsrichter. Auch ein Gespräch mit dem Integrationsrat steht auf dem Plan.

Alle Veranstaltungen sind kostenlos. Das Heft liegt ab 1. September in Büchereien, Apotheken und im Rathaus aus.','["Kultur", "Auenstadt", "Termine"]','de','2026-11-29 15:03:29.000000','','','{"url": "http://ARCHIVE/bilder/interkulturelle-woche-48-veranstaltungen-an-neun-tagen.jpg", "caption": "Mit einem Umzug beginnt die Interkulturelle Woche", "credit": "Verbund der Vereine Auenstadt"}','news-9-interkulturelle-woche-48-veranstaltungen-an-neun-tagen','[1,"interkulturelle woche 48 veranstaltungen an neun tagen",[],["1.9.","19.9.","23.9.","month 9"],["48"],["31","48"],89,"51b38a78133f66aa1d1e679e9ee62036e9e12222b9f422c1c481ab1a784c70081efd54f6490a1f103630c0efbad64fc4137e04615dbc5c41ff6ca4a1e99212e558f62d2e3b41df6add121260499cbb9f10b31bfcfc916701b61d2cc5fd509cb58f97ac05eb430e45e74b06c037652087aad4a4012e74f479c07a58e4673e080524d8ab8887fb35732d4455c753c7b7b726a1540ee33ec9d114b65e88212afc95fe59ec382b5826a83a38aad6feb7856f8bf19a30f5308679060597a261c0bf0c43f3572b6e07410058a6bf099c0cc6362de5643587ed10d01c0efe5d45589fdce64709de49e9f8436b11cecfa145b61461322badf3954440ad784db1d3acab60b6c90cfa69066e808eb805ff3eaa1de8470f273850d516cd19d7d6157a6b76af3501c97e8d8e61e36f7abf4d76e722f22ec4d20ac4f586d5ae138d5ee5aa77e5490dded40cd2cd5dc48bcd0740c84f3cb50e742c22b637e75cccd9cd9b5974c340ce3f4fc8f85b04f7f0b41704ead8c7921ced814bdd8579fba1314ccbff0682b405c173e7f9a338d15f475a290070d39e8f812e0bf7f9e9f83fe97201ab91332188a7df9880726fadb71758f1734c9f586b573bbbea7061baa1775843bef1c87b35c2f01ecacfbfd108355ef468788e056f894415af8cb86e9486df2618025df8f44cca4430fc4faf9f6e963a18e0790779210bbe07c6741525663a3e0a9d46"]','posted','','','2026-11-29 15:03:36.501464');
INSERT INTO "articles" VALUES(10,'http://ARCHIVE/aktuelles/nachrichten','http://ARCHIVE/aktuelles/nachrichten/ausstellung-ich-du-wir-zeigt-64-portraets','„Ich & Du = Wir“: Ausstellung zeigt 64 Porträts aus der Nordstadt','„Ich & Du = Wir“ heißt die Ausstellung, die ab 7. November im Alten Straßenbahndepot zu sehen ist. Die Fotografin Lene Marquardt hat 64 Menschen aus der Nordstadt porträtiert, vom Bäcker bis zur Geigerin.

„Ich wollte wissen, wer neben mir wohnt“, sagt Marquardt. Aus einer Tür wurden zwölf, dann ganze Häuser; <herzlich willkommen> stand auf fast jeder Fußmatte.

Neben jedem Bild hängt ein Satz, den die Porträtierten selbst ausgesucht haben. Der kürzeste lautet: „Läuft.“ Der längste füllt eine ganze Wand.

Die Ausstellung ist bis 20. Dezember mittwochs bis sonntags von 12 bis 18 Uhr geöffnet. Der Eintritt beträgt 4 Euro, für Kinder & Jugendliche ist er frei.','["Kultur", "Auenstadt"]','de','2026-11-29 15:03:55.000000','Stadtteilbüro Nordstadt','','{"url": "http://ARCHIVE/bilder/ausstellung-ich-du-wir-zeigt-64-portraets.jpg", "caption": "", "credit": "Lene Marquardt"}','news-10-ausstellung-ich-du-wir-zeigt-64-portraets','[1,"ich du wir ausstellung zeigt 64 portr\u00e4ts aus der nordstadt",[],["20.12.","7.11.","month 11","month 12"],["64"],["12","18","4","64"],102,"304cfaa02fa288cb8aa8c8985c04486258bd15cfaef608d96efe8f82e9d3ef8ba9f666c427ea26b190152486b94ce49e9fa3804d0842d8863542aa44d8d78070fe8c07fee81832440d557cc79f8bd5777f3b8d5add4f7d9c65ca09e925657eb9990a72974c2273f5f228ab700e6d230e8bea57e56393eccc2ef0706f36af04481d5cc3ac47ef2105885d346715853c802972c5a9d836d00489e242a5664f9b4bc67a9cf4386b5cc25c00ca6e7cd64fe5420596081fd6bf22ea1d83fb57e790a4d8a220aae758ffc0e203091339883fbb4998efe0dcf3140e33527e3cf8bde4b3bfbb8eb9a758b3fa89afd3a3a4b73da6ad0d1e867a032799852c3388d4d5c51053293c0203839db6713aafe999efc1d297c71890ad020ee24d3b3361c27e1a29100f669ddb0140d26a2e22068ea033763cd560bdef701d57e928f1d224d63f731ef87df331882b98e9374982d53ff37446a0a2139590bbc1fcbf4a85461bd8c32b0ff6b49f317994d008c8cbf7a7d72ed7a285dca9c0fef9c28f8e87eaff082817f9dabadd7c0bbc89c60b4e4d6c75aba81e7046ccb707f22be5f6af0464820e5bfc3d7d6cd6dcb5879744e5aa4cd8119fbddd1ea293c20b58117aafbbb899da8f144f93aaef57113873da959bbc8c093034f2fe1df5ad0434e55b750df23b1067eac055d6f545f0c2872ecb4ed84cb378658da689e5427aac6ba5f8637474ed"]','new','','','2026-11-29 15:04:01.778882');
INSERT INTO "articles" VALUES(11,'http://ARCHIVE/aktuelles/nachrichten','http://ARCHIVE/aktuelles/nachrichten/freiwilligenkoordinierungsstelle-oeffnet-beratung-zur-anerkennung-auslaendischer-berufsabschluesse-in-der-alten-post','Freiwilligenkoordinierungsstelle öffnet Beratung zur Berufsqualifikationsfeststellung und Anerkennung ausländischer Abschlüsse // ab Dezember auch in der Alten Post','Ab 1. Dezember können sich Fachkräfte auch in der Alten Post beraten lassen, wenn sie ihren Berufsabschluss aus dem Ausland anerkennen lassen wollen. Die Beratung ist kostenlos und in acht Sprachen möglich.

Bisher mussten Ratsuchende dafür in die Nachbarstadt fahren. „Das waren für manche drei Stunden Weg für ein Gespräch von zwanzig Minuten“, sagt die Leiterin Dr. Miriam Falk.

Besonders gefragt sind Pflege, Elektrotechnik und Erziehung. Wer einen Termin möchte, bringt Zeugnisse, Ausweis und, wenn vorhanden, eine Übersetzung mit.

Geöffnet ist montags und mittwochs von 9 bis 13 Uhr sowie donnerstags von 14 bis 19 Uhr. Einen Termin gibt es unter 0555 010 2030.','["Arbeit", "Bildung"]','de','2026-11-29 15:04:09.000000','','','{"url": "http://ARCHIVE/bilder/freiwilligenkoordinierungsstelle-oeffnet-beratung-zur-anerkennung-auslaendischer-berufsabschluesse-in-der-alten-post.jpg", "caption": "In der Alten Post entsteht die neue Beratungsstelle.", "credit": "D. Okoye"}','news-11-freiwilligenkoordinierungsstelle-oeffnet-beratung-zur-anerkennung-auslaendischer-berufsabschluesse-in-der-alten-post','[1,"freiwilligenkoordinierungsstelle \u00f6ffnet beratung zur berufsqualifikationsfeststellung und anerkennung ausl\u00e4ndischer abschl\u00fcsse ab dezember auch in der alten post",["month 12"],["1.12.","2030","month 12"],[],["010","0555","13","14","19","9"],102,"08d3420f9f4fbb7dc61c882e8d82a9f8e3c5faedec933ef8c1db67c3dd9f754a452efd34fbf7b8a61c023c873d260cef0ef4d31ea83a745c480dc05b681ce600830ea5cfaf03b22ab6b0821e3c07c4f82b8e663c0a101811fe40641c73538f3c9289097767dfe619f753ae1cbc1ee31c00a4194cdb114bedc10ac9369a3c7e0d4aa449ca3f06e82ba108018d8e73d60f8821ff3b6a31878405bb44b9388d728b337bb767605c1f4ba11b4ae36fb79162db0013ac5ec81b461f2394b12ddf38d45685860896cb0d21c14f3e5f10b8ea769d27a0158f63704dc0b69471cfb8e30e113bd6cedd363c6ec6c58e3a70273d1ab04640a580503d587691cd2bea63c849683177a7a19ad9eb12e161a4a78fb17817a6d91d12cf569bbdf1b3ddd236f22a254510080c543e2d06c9a9d4dbc69e6b176e53456453f5019ecf6823d365a815eb22968e40af8229477931d5381312ab2d171d0f8d0f7b54201078fde7a746ec987ffd1b5ee742fe01605a61d026ec8ce0210443e82c27a3dbadac9c3c6f3a4a5788f81cee298d6cea660a3b631fd1ba60921f944f769ba4ba1f2432672d9339722319dd8e47375b7e3eaced21db38050ad20911fcf3d38b585cebc5bcc7a85acd0f4487106af8bc1c9e1a17877c8a4ad83ac162e3e7879ef59119b7cf573b89752bcb6fbd850e82dec3f28ec5ad628c9e7aaa92b92213592fe3c4b027a44072"]','new','','','2026-11-29 15:04:14.296801');
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
INSERT INTO "attempts" VALUES(1,1,1,'claimed','2026-11-29 15:03:42.330598','vm-4026531836/7314/622291/1','','');
INSERT INTO "attempts" VALUES(2,1,1,'prepared','2026-11-29 15:03:43.942655','vm-4026531836/7314/622291/1','','');
INSERT INTO "attempts" VALUES(3,1,1,'sending','2026-11-29 15:03:43.942655','vm-4026531836/7314/622291/1','','');
INSERT INTO "attempts" VALUES(4,1,1,'published','2026-11-29 15:03:44.004210','vm-4026531836/7314/622291/1','','https://www.facebook.com/104857600001234_122099000000000108');
INSERT INTO "attempts" VALUES(5,2,1,'claimed','2026-11-29 15:03:44.077751','vm-4026531836/7314/622291/1','','');
INSERT INTO "attempts" VALUES(6,2,1,'prepared','2026-11-29 15:03:50.146670','vm-4026531836/7314/622291/1','','');
INSERT INTO "attempts" VALUES(7,2,1,'sending','2026-11-29 15:03:50.146670','vm-4026531836/7314/622291/1','','');
INSERT INTO "attempts" VALUES(8,2,1,'published','2026-11-29 15:03:50.771948','vm-4026531836/7314/622291/1','','https://www.instagram.com/p/BnefVdvIAAC/');
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
CREATE TABLE notes (
	name TEXT NOT NULL, 
	value TEXT DEFAULT '' NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_notes PRIMARY KEY (name)
);
INSERT INTO "notes" VALUES('revisit article 9','','2026-11-29 15:04:05.867381');
CREATE TABLE posts (
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
	published_at DATETIME, 
	CONSTRAINT pk_posts PRIMARY KEY (id), 
	CONSTRAINT ck_posts_lease_with_publishing CHECK ((status = 'publishing') = (lease_owner <> '' AND lease_until IS NOT NULL)), 
	CONSTRAINT ck_posts_channel_known CHECK (channel IN ('facebook', 'instagram')), 
	CONSTRAINT ck_posts_receipt_with_published CHECK (status <> 'published' OR (remote_id <> '' AND published_at IS NOT NULL)), 
	CONSTRAINT ck_posts_sent_with_unconfirmed CHECK (status <> 'unconfirmed' OR (sent_at IS NOT NULL AND lands_until IS NOT NULL AND doubted_since IS NOT NULL)), 
	CONSTRAINT ck_posts_status_known CHECK (status IN ('draft', 'scheduled', 'publishing', 'published', 'unconfirmed', 'failed', 'missed', 'cancelled', 'skipped')), 
	CONSTRAINT fk_posts_article_id FOREIGN KEY(article_id) REFERENCES articles (id), 
	CONSTRAINT uq_posts_article_id_channel UNIQUE (article_id, channel)
);
INSERT INTO "posts" VALUES(1,9,'facebook','facebook:104857600001234','published','2026-11-29 15:03:42.097644','48 Veranstaltungen an neun Tagen: Die Interkulturelle Woche beginnt am 19. September mit einem Umzug vom Bahnhof zum Lindenplatz. Das Programm haben 31 Vereine und sechs Schulen zusammengestellt. Neu ist die „Lange Nacht der Küchen“ am 23. September.','48 Veranstaltungen an neun Tagen: Die Interkulturelle Woche beginnt am 19. September mit einem Umzug vom Bahnhof zum Lindenplatz. Das Programm haben 31 Vereine und sechs Schulen zusammengestellt. Neu ist die „Lange Nacht der Küchen“ am 23. September.

Mehr dazu: http://ARCHIVE/aktuelles/nachrichten/interkulturelle-woche-48-veranstaltungen-an-neun-tagen

#Kultur #Auenstadt #InterkulturelleWoche #Bildung','http://ARCHIVE/aktuelles/nachrichten/interkulturelle-woche-48-veranstaltungen-an-neun-tagen','["Kultur", "Auenstadt", "InterkulturelleWoche", "Bildung"]','HOME/media/made/f58bc8ce39b96117311a4334f88d66089293c52a0029a3d3b97d733d0236b0f7.jpg','f58bc8ce39b96117311a4334f88d66089293c52a0029a3d3b97d733d0236b0f7',1080,1350,'Textkarte: „Interkulturelle Woche: 48 Veranstaltungen an neun Tagen“. Rubrik: Kultur. 29. November 2026.','[]',0,0,NULL,1,'{"photo_id": "122099000000000101", "photo_of": "04c88baad715228d"}',NULL,NULL,NULL,NULL,'104857600001234_122099000000000108','https://www.facebook.com/104857600001234_122099000000000108','null','','',NULL,0,0,0,'',NULL,'2026-11-29 15:03:42.100743','2026-11-29 15:03:44.004210');
INSERT INTO "posts" VALUES(2,9,'instagram','instagram:verbund.auenstadt','published','2026-11-29 15:03:42.099957','48 Veranstaltungen an neun Tagen: Die Interkulturelle Woche beginnt am 19. September mit einem Umzug vom Bahnhof zum Lindenplatz. Neu ist die „Lange Nacht der Küchen“ am 23. September.','48 Veranstaltungen an neun Tagen: Die Interkulturelle Woche beginnt am 19. September mit einem Umzug vom Bahnhof zum Lindenplatz. Neu ist die „Lange Nacht der Küchen“ am 23. September.

🔗 Link in der Bio · 127.0.0.1

#Kultur #Auenstadt #InterkulturelleWoche','http://ARCHIVE/aktuelles/nachrichten/interkulturelle-woche-48-veranstaltungen-an-neun-tagen','["Kultur", "Auenstadt", "InterkulturelleWoche"]','HOME/media/made/f58bc8ce39b96117311a4334f88d66089293c52a0029a3d3b97d733d0236b0f7.jpg','f58bc8ce39b96117311a4334f88d66089293c52a0029a3d3b97d733d0236b0f7',1080,1350,'Textkarte: „Interkulturelle Woche: 48 Veranstaltungen an neun Tagen“. Rubrik: Kultur. 29. November 2026.','[]',0,0,NULL,1,'{"upload_id": "1795964626002", "upload_of": "04c88baad715228d"}',NULL,NULL,NULL,NULL,'1883205408674283522_64001234567','https://www.instagram.com/p/BnefVdvIAAC/','null','','',NULL,0,0,0,'',NULL,'2026-11-29 15:03:42.100743','2026-11-29 15:03:50.000000');
INSERT INTO "posts" VALUES(3,10,'facebook','facebook:104857600001234','scheduled','2026-11-30 01:04:01.778882','„Ich & Du = Wir“ heißt die Ausstellung, die ab 7. November im Alten Straßenbahndepot zu sehen ist. Die Ausstellung ist bis 20. Dezember mittwochs bis sonntags von 12 bis 18 Uhr geöffnet. Der Eintritt beträgt 4 Euro, für Kinder & Jugendliche ist er frei.','„Ich & Du = Wir“ heißt die Ausstellung, die ab 7. November im Alten Straßenbahndepot zu sehen ist. Die Ausstellung ist bis 20. Dezember mittwochs bis sonntags von 12 bis 18 Uhr geöffnet. Der Eintritt beträgt 4 Euro, für Kinder & Jugendliche ist er frei.

📅 bis 20. Dezember 2026
Mehr dazu: http://ARCHIVE/aktuelles/nachrichten/ausstellung-ich-du-wir-zeigt-64-portraets

Quelle: Stadtteilbüro Nordstadt

#Kultur #Auenstadt #Jugend','http://ARCHIVE/aktuelles/nachrichten/ausstellung-ich-du-wir-zeigt-64-portraets','["Kultur", "Auenstadt", "Jugend"]','HOME/media/made/3fa49931fe169e04201766c0decff0436bbecd01b1f2e5b741b4ff91ed302811.jpg','3fa49931fe169e04201766c0decff0436bbecd01b1f2e5b741b4ff91ed302811',1080,1350,'Textkarte: „‚Ich & Du = Wir‘: Ausstellung zeigt 64 Porträts aus der Nordstadt“. Rubrik: Kultur. 29. November 2026.','[]',0,1,'2026-12-20 22:59:59.000000',0,'{}',NULL,NULL,NULL,NULL,'','',NULL,'','',NULL,0,0,0,'',NULL,'2026-11-29 15:04:04.418108',NULL);
INSERT INTO "posts" VALUES(4,10,'instagram','instagram:verbund.auenstadt','scheduled','2026-11-30 01:04:01.778882','„Ich & Du = Wir“ heißt die Ausstellung, die ab 7. November im Alten Straßenbahndepot zu sehen ist. Die Ausstellung ist bis 20. Dezember mittwochs bis sonntags von 12 bis 18 Uhr geöffnet.','„Ich & Du = Wir“ heißt die Ausstellung, die ab 7. November im Alten Straßenbahndepot zu sehen ist. Die Ausstellung ist bis 20. Dezember mittwochs bis sonntags von 12 bis 18 Uhr geöffnet.

📅 bis 20. Dezember 2026
🔗 Link in der Bio · 127.0.0.1

Quelle: Stadtteilbüro Nordstadt

#Kultur #Auenstadt #Zusammenhalt','http://ARCHIVE/aktuelles/nachrichten/ausstellung-ich-du-wir-zeigt-64-portraets','["Kultur", "Auenstadt", "Zusammenhalt"]','HOME/media/made/3fa49931fe169e04201766c0decff0436bbecd01b1f2e5b741b4ff91ed302811.jpg','3fa49931fe169e04201766c0decff0436bbecd01b1f2e5b741b4ff91ed302811',1080,1350,'Textkarte: „‚Ich & Du = Wir‘: Ausstellung zeigt 64 Porträts aus der Nordstadt“. Rubrik: Kultur. 29. November 2026.','[]',0,1,'2026-12-20 22:59:59.000000',0,'{}',NULL,NULL,NULL,NULL,'','',NULL,'','',NULL,0,0,0,'',NULL,'2026-11-29 15:04:04.418108',NULL);
INSERT INTO "posts" VALUES(5,11,'facebook','facebook:104857600001234','draft','2026-11-29 15:04:23.776599','Ab 1. Dezember können sich Fachkräfte auch in der Alten Post beraten lassen, wenn sie ihren Berufsabschluss aus dem Ausland anerkennen lassen wollen. Die Beratung ist kostenlos und in acht Sprachen möglich. Bisher mussten Ratsuchende dafür in die Nachbarstadt fahren.','Ab 1. Dezember können sich Fachkräfte auch in der Alten Post beraten lassen, wenn sie ihren Berufsabschluss aus dem Ausland anerkennen lassen wollen. Die Beratung ist kostenlos und in acht Sprachen möglich. Bisher mussten Ratsuchende dafür in die Nachbarstadt fahren.

Mehr dazu: http://ARCHIVE/aktuelles/nachrichten/freiwilligenkoordinierungsstelle-oeffnet-beratung-zur-anerkennung-auslaendischer-berufsabschluesse-in-der-alten-post

#Arbeit #Bildung #Ehrenamt','http://ARCHIVE/aktuelles/nachrichten/freiwilligenkoordinierungsstelle-oeffnet-beratung-zur-anerkennung-auslaendischer-berufsabschluesse-in-der-alten-post','["Arbeit", "Bildung", "Ehrenamt"]','HOME/media/made/cae52856df33c06d1721a8239026af20f0dd464561533e65c927699788132f70.jpg','cae52856df33c06d1721a8239026af20f0dd464561533e65c927699788132f70',1080,1350,'Textkarte: „Freiwilligenkoordinierungsstelle öffnet Beratung zur Berufsqualifikationsfeststellung und Anerkennung ausländischer Abschlüsse // ab Dezember auch in der Alten Post“. Rubrik: Arbeit. 29. November 2026.','[]',0,0,NULL,0,'{}',NULL,NULL,NULL,NULL,'','',NULL,'hier wartet jeder Beitrag auf eine Freigabe','',NULL,0,0,0,'',NULL,'2026-11-29 15:04:23.795093',NULL);
INSERT INTO "posts" VALUES(6,11,'instagram','instagram:verbund.auenstadt','draft','2026-11-29 15:04:23.794258','Ab 1. Dezember können sich Fachkräfte auch in der Alten Post beraten lassen, wenn sie ihren Berufsabschluss aus dem Ausland anerkennen lassen wollen. Die Beratung ist kostenlos und in acht Sprachen möglich.','Ab 1. Dezember können sich Fachkräfte auch in der Alten Post beraten lassen, wenn sie ihren Berufsabschluss aus dem Ausland anerkennen lassen wollen. Die Beratung ist kostenlos und in acht Sprachen möglich.

🔗 Link in der Bio · 127.0.0.1

#Arbeit #Bildung #Ehrenamt','http://ARCHIVE/aktuelles/nachrichten/freiwilligenkoordinierungsstelle-oeffnet-beratung-zur-anerkennung-auslaendischer-berufsabschluesse-in-der-alten-post','["Arbeit", "Bildung", "Ehrenamt"]','HOME/media/made/cae52856df33c06d1721a8239026af20f0dd464561533e65c927699788132f70.jpg','cae52856df33c06d1721a8239026af20f0dd464561533e65c927699788132f70',1080,1350,'Textkarte: „Freiwilligenkoordinierungsstelle öffnet Beratung zur Berufsqualifikationsfeststellung und Anerkennung ausländischer Abschlüsse // ab Dezember auch in der Alten Post“. Rubrik: Arbeit. 29. November 2026.','[]',0,0,NULL,0,'{}',NULL,NULL,NULL,NULL,'','',NULL,'hier wartet jeder Beitrag auf eine Freigabe','',NULL,0,0,0,'',NULL,'2026-11-29 15:04:23.795093',NULL);
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
	listed INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_sources PRIMARY KEY (url)
);
INSERT INTO "sources" VALUES('http://ARCHIVE/aktuelles/nachrichten','feed','2026-11-29 15:03:20.332751','"6b7b720458f9e56d3916"','Sun, 29 Nov 2026 15:04:09 GMT','9b44503cee6d757fb0f007e563effc89',X'','2026-11-29 15:04:14.296801','2026-11-29 15:04:14.296801',NULL,0,'','','http://ARCHIVE/feed.xml',11);
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
CREATE INDEX ix_posts_account ON posts (account, published_at);
CREATE INDEX ix_posts_status ON posts (status, due_at);
CREATE UNIQUE INDEX uq_posts_running ON posts (account) WHERE status = 'publishing';
CREATE INDEX ix_attempts_post_id ON attempts (post_id, id);
CREATE INDEX ix_audit_post_id ON audit (post_id, id);
CREATE TRIGGER attempts_append_only BEFORE UPDATE ON attempts
BEGIN SELECT RAISE(ABORT, 'attempts are append-only'); END;
COMMIT;
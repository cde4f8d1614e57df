<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>CompareLines</name>
    <message>
        <source>%1: the same</source>
        <translation>%1: gleich</translation>
    </message>
    <message>
        <source>%1 (in another place)</source>
        <translation>%1 (an anderer Stelle)</translation>
    </message>
    <message>
        <source>Verdict: the same</source>
        <translation>Urteil: gleich</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>status %1</source>
        <translation>Status %1</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>gilt</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>verletzt</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>nicht erreicht</translation>
    </message>
    <message>
        <source>does not apply</source>
        <translation>trifft nicht zu</translation>
    </message>
    <message>
        <source>the same values, written in another way</source>
        <translation>dieselben Werte, anders geschrieben</translation>
    </message>
    <message>
        <source>the first byte that differs is %1</source>
        <translation>das erste abweichende Byte ist %1</translation>
    </message>
    <message>
        <source>… %1 that are the same</source>
        <translation>… %1 gleiche</translation>
    </message>
    <message>
        <source>%1 the same</source>
        <translation>%1 gleich</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 geändert</translation>
    </message>
    <message>
        <source>%1 only on the left</source>
        <translation>%1 nur links</translation>
    </message>
    <message>
        <source>%1 only on the right</source>
        <translation>%1 nur rechts</translation>
    </message>
    <message>
        <source>… and more differences</source>
        <translation>… und weitere Unterschiede</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>From the client</source>
        <translation>Vom Client</translation>
    </message>
    <message>
        <source>From the server</source>
        <translation>Vom Server</translation>
    </message>
    <message>
        <source>exchange %1</source>
        <translation>Austausch %1</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
</context>
<context>
    <name>PayloadInput</name>
    <message>
        <source>This is not JSON yet: it ends too early.</source>
        <translation>Das ist noch kein JSON: Es endet zu früh.</translation>
    </message>
    <message>
        <source>This is not JSON: “%1” at character %2 does not fit.</source>
        <translation>Das ist kein JSON: „%1“ an Stelle %2 passt nicht.</translation>
    </message>
    <message>
        <source>“%1” at character %2 is no hex digit.</source>
        <translation>„%1“ an Stelle %2 ist keine Hex-Ziffer.</translation>
    </message>
    <message>
        <source>The last byte has only one hex digit.</source>
        <translation>Das letzte Byte hat nur eine Hex-Ziffer.</translation>
    </message>
    <message>
        <source>This is not complete base64: check its length and the = at its end.</source>
        <translation>Das ist kein vollständiges Base64: Länge und die = am Ende prüfen.</translation>
    </message>
    <message>
        <source>“%1” at character %2 does not occur in base64.</source>
        <translation>„%1“ an Stelle %2 kommt in Base64 nicht vor.</translation>
    </message>
    <message>
        <source>Choose a file to send.</source>
        <translation>Eine Datei zum Senden wählen.</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>Die Datei kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The file is larger than 64 MiB, the most that one frame is sent with.</source>
        <translation>Die Datei ist größer als 64 MiB; mehr wird in einem Frame nicht gesendet.</translation>
    </message>
</context>
<context>
    <name>capture</name>
    <message>
        <source>% cannot be found: check the path, or choose another file</source>
        <translation>% ist nicht zu finden: den Pfad prüfen oder eine andere Datei wählen</translation>
    </message>
    <message>
        <source>% exists already: choose another name, or remove it first</source>
        <translation>% gibt es schon: einen anderen Namen wählen oder die Datei zuerst entfernen</translation>
    </message>
    <message>
        <source>There is no permission for %: change the rights, or choose another folder</source>
        <translation>Für % fehlt die Berechtigung: die Rechte ändern oder einen anderen Ordner wählen</translation>
    </message>
    <message>
        <source>There is no space left for %: make room on the disk, or choose another folder</source>
        <translation>Für % ist kein Platz mehr: Platz schaffen oder einen anderen Ordner wählen</translation>
    </message>
    <message>
        <source>% is not a Hop101 capture: choose a .hop101 file</source>
        <translation>% ist keine Hop101-Aufzeichnung: eine .hop101-Datei wählen</translation>
    </message>
    <message>
        <source>% was written by a newer version of Hop101: update this one to open it</source>
        <translation>% wurde von einer neueren Version von Hop101 geschrieben: diese hier aktualisieren, um sie zu öffnen</translation>
    </message>
    <message>
        <source>% is damaged and can be read only in part: use another copy if there is one</source>
        <translation>% ist beschädigt und nur zum Teil lesbar: eine andere Kopie verwenden, falls es eine gibt</translation>
    </message>
    <message>
        <source>% holds things that no capture has and was not opened: ask its sender for the original</source>
        <translation>% enthält, was keine Aufzeichnung hat, und wurde nicht geöffnet: den Absender um das Original bitten</translation>
    </message>
    <message>
        <source>% is in use: close it elsewhere and try again</source>
        <translation>% wird gerade verwendet: anderswo schließen und noch einmal versuchen</translation>
    </message>
    <message>
        <source>% cannot be read or written: check the disk and try again</source>
        <translation>% kann nicht gelesen oder geschrieben werden: den Datenträger prüfen und noch einmal versuchen</translation>
    </message>
    <message>
        <source>% is in the format of an older version of Hop101, which can be read and not changed: save a copy in today&apos;s format and change that</source>
        <translation>% hat das Format einer älteren Version von Hop101, das gelesen, aber nicht geändert werden kann: Speichern Sie eine Kopie im heutigen Format und ändern Sie diese</translation>
    </message>
    <message>
        <source>The text is too long for %: a note has at most 16 MiB and a title 1,000 bytes, shorten it</source>
        <translation>Der Text ist zu lang für %: Eine Notiz hat höchstens 16 MiB und ein Titel 1000 Bytes, kürzen Sie ihn</translation>
    </message>
    <message>
        <source>% has nothing of that number: choose one that the capture shows</source>
        <translation>% hat nichts mit dieser Nummer: Wählen Sie eine, die die Aufzeichnung zeigt</translation>
    </message>
</context>
<context>
    <name>cause</name>
    <message>
        <source>The server refuses even without the proxy</source>
        <translation>Der Server lehnt auch ohne den Proxy ab</translation>
    </message>
    <message>
        <source>Asked directly, the server gives no 101 either: the proxy is not to blame.</source>
        <translation>Direkt gefragt gibt der Server ebenfalls kein 101: Der Proxy ist nicht schuld.</translation>
    </message>
    <message>
        <source>Repair the endpoint first: probe it directly.</source>
        <translation>Zuerst den Endpunkt in Ordnung bringen: ihn direkt prüfen.</translation>
    </message>
    <message>
        <source>The proxy speaks TLS to a server that does not</source>
        <translation>Der Proxy spricht TLS mit einem Server, der es nicht spricht</translation>
    </message>
    <message>
        <source>What arrived begins like a TLS handshake: the proxy is told https:// or ssl for a server that listens in plain text.</source>
        <translation>Was ankam, beginnt wie ein TLS-Handshake: Dem Proxy ist https:// oder ssl gesagt für einen Server, der im Klartext lauscht.</translation>
    </message>
    <message>
        <source>Nothing else begins like this.</source>
        <translation>Nichts anderes beginnt so.</translation>
    </message>
    <message>
        <source>The proxy speaks HTTP/2 to the server</source>
        <translation>Der Proxy spricht HTTP/2 mit dem Server</translation>
    </message>
    <message>
        <source>HTTP/2 has no Upgrade header: a server that expects HTTP/1.1 cannot switch.</source>
        <translation>HTTP/2 hat keinen Upgrade-Header: Ein Server, der HTTP/1.1 erwartet, kann nicht umschalten.</translation>
    </message>
    <message>
        <source>The proxy ends the WebSocket itself and speaks plain TCP to the server</source>
        <translation>Der Proxy beendet WebSocket selbst und spricht reines TCP mit dem Server</translation>
    </message>
    <message>
        <source>It is set up as a tunnel from WebSocket to TCP, as with mod_wstunnel of lighttpd: the server gets bytes and never a request.</source>
        <translation>Er ist als Tunnel von WebSocket zu TCP eingerichtet, wie mit mod_wstunnel von lighttpd: Der Server bekommt Bytes und nie eine Anfrage.</translation>
    </message>
    <message>
        <source>The client gets 101 although the server never saw a request.</source>
        <translation>Der Client bekommt 101, obwohl der Server nie eine Anfrage sah.</translation>
    </message>
    <message>
        <source>Apache has no module for this kind of backend</source>
        <translation>Apache hat kein Modul für diese Art von Backend</translation>
    </message>
    <message>
        <source>ProxyPass names ws:// or http:// and the module that speaks it is not loaded: Apache answers 500 at once.</source>
        <translation>ProxyPass nennt ws:// oder http://, und das Modul dafür ist nicht geladen: Apache antwortet sofort 500.</translation>
    </message>
    <message>
        <source>The error log says “No protocol handler was valid for the URL”.</source>
        <translation>Das Fehlerlog sagt “No protocol handler was valid for the URL”.</translation>
    </message>
    <message>
        <source>The proxy reaches no server where it forwards to</source>
        <translation>Der Proxy erreicht keinen Server, wohin er weiterleitet</translation>
    </message>
    <message>
        <source>Nothing listens at the address that the proxy was given, or a firewall is between them.</source>
        <translation>An der Adresse, die dem Proxy gegeben ist, lauscht nichts, oder eine Firewall ist dazwischen.</translation>
    </message>
    <message>
        <source>Run curl from the proxy&apos;s host to the address in its configuration.</source>
        <translation>Auf dem Rechner des Proxys curl mit der Adresse aus seiner Konfiguration aufrufen.</translation>
    </message>
    <message>
        <source>The proxy waited in vain for the server</source>
        <translation>Der Proxy wartete vergeblich auf den Server</translation>
    </message>
    <message>
        <source>The server, or a packet filter before it, took the request and gave no answer in time.</source>
        <translation>Der Server, oder ein Paketfilter davor, nahm die Anfrage und gab nicht rechtzeitig Antwort.</translation>
    </message>
    <message>
        <source>Compare the time until the answer with the proxy&apos;s connect and read time-outs.</source>
        <translation>Die Zeit bis zur Antwort mit den Zeitlimits des Proxys für Verbinden und Lesen vergleichen.</translation>
    </message>
    <message>
        <source>The proxy forwards to another place</source>
        <translation>Der Proxy leitet an eine andere Stelle</translation>
    </message>
    <message>
        <source>The proxy gave an answer that our server did not give, and nothing arrived here.</source>
        <translation>Der Proxy gab eine Antwort, die unser Server nicht gab, und hier kam nichts an.</translation>
    </message>
    <message>
        <source>Compare the address in its configuration with the address that Hop101 listens on.</source>
        <translation>Die Adresse in seiner Konfiguration mit der vergleichen, an der Hop101 lauscht.</translation>
    </message>
    <message>
        <source>A cache answered</source>
        <translation>Ein Cache antwortete</translation>
    </message>
    <message>
        <source>The answer has an age, or says that it was a hit: the request did not go further.</source>
        <translation>Die Antwort hat ein Alter oder nennt sich einen Treffer: Die Anfrage ging nicht weiter.</translation>
    </message>
    <message>
        <source>Ask again with another query: a cache has no answer for that.</source>
        <translation>Noch einmal mit anderer Query fragen: Dafür hat ein Cache keine Antwort.</translation>
    </message>
    <message>
        <source>No site of Caddy has this host name</source>
        <translation>Keine Site von Caddy hat diesen Hostnamen</translation>
    </message>
    <message>
        <source>Caddy answers 200 with nothing in it where no site matches the Host.</source>
        <translation>Caddy antwortet 200 ohne Inhalt, wo keine Site zum Host passt.</translation>
    </message>
    <message>
        <source>Send the Host of the site with -H &apos;Host: …&apos;.</source>
        <translation>Den Host der Site mit -H &apos;Host: …&apos; senden.</translation>
    </message>
    <message>
        <source>The proxy has no route for this path</source>
        <translation>Der Proxy hat keine Route für diesen Pfad</translation>
    </message>
    <message>
        <source>It answered 404 itself: no location, ProxyPass or route covers the path.</source>
        <translation>Er antwortete selbst 404: Keine location, kein ProxyPass und keine Route deckt den Pfad ab.</translation>
    </message>
    <message>
        <source>A path below a known route gives another answer.</source>
        <translation>Ein Pfad unter einer bekannten Route gibt eine andere Antwort.</translation>
    </message>
    <message>
        <source>The proxy redirects instead of forwarding</source>
        <translation>Der Proxy leitet um, statt weiterzuleiten</translation>
    </message>
    <message>
        <source>WebSocket clients do not follow redirects: the upgrade must be served where it is asked for.</source>
        <translation>WebSocket-Clients folgen keinen Umleitungen: Das Upgrade muss dort angeboten werden, wo danach gefragt wird.</translation>
    </message>
    <message>
        <source>Look at Location: another scheme, host, or a slash at the end.</source>
        <translation>Location ansehen: ein anderes Schema, ein anderer Host oder ein Schrägstrich am Ende.</translation>
    </message>
    <message>
        <source>A slash at the end is missing or too many</source>
        <translation>Am Ende fehlt ein Schrägstrich oder ist einer zu viel</translation>
    </message>
    <message>
        <source>The proxy knows the path with a slash at its end, and sends clients there.</source>
        <translation>Der Proxy kennt den Pfad mit einem Schrägstrich am Ende und schickt Clients dorthin.</translation>
    </message>
    <message>
        <source>Ask for the path with the slash.</source>
        <translation>Nach dem Pfad mit dem Schrägstrich fragen.</translation>
    </message>
    <message>
        <source>The proxy wants a login</source>
        <translation>Der Proxy verlangt eine Anmeldung</translation>
    </message>
    <message>
        <source>It answered 401 or 407 before anything was forwarded; browsers cannot add Authorization to a WebSocket.</source>
        <translation>Er antwortete 401 oder 407, bevor etwas weitergeleitet wurde; Browser können einem WebSocket kein Authorization mitgeben.</translation>
    </message>
    <message>
        <source>Send the login with -H &apos;Authorization: …&apos;.</source>
        <translation>Die Anmeldung mit -H &apos;Authorization: …&apos; senden.</translation>
    </message>
    <message>
        <source>A rule of the proxy forbids the request</source>
        <translation>Eine Regel des Proxys verbietet die Anfrage</translation>
    </message>
    <message>
        <source>An access list or a web application firewall answered 403, 405 or 406 itself.</source>
        <translation>Eine Zugriffsliste oder eine Web Application Firewall antwortete selbst 403, 405 oder 406.</translation>
    </message>
    <message>
        <source>Try from another address, and without cookies.</source>
        <translation>Von einer anderen Adresse versuchen, und ohne Cookies.</translation>
    </message>
    <message>
        <source>The proxy limits how often one may ask</source>
        <translation>Der Proxy begrenzt, wie oft man fragen darf</translation>
    </message>
    <message>
        <source>It answered 429, or 503 with Retry-After.</source>
        <translation>Er antwortete 429, oder 503 mit Retry-After.</translation>
    </message>
    <message>
        <source>Wait, and ask once.</source>
        <translation>Warten und einmal fragen.</translation>
    </message>
    <message>
        <source>Large headers do not pass</source>
        <translation>Große Header gehen nicht durch</translation>
    </message>
    <message>
        <source>The proxy&apos;s buffer for headers is smaller than what cookies and tokens need.</source>
        <translation>Der Puffer des Proxys für Header ist kleiner, als Cookies und Tokens brauchen.</translation>
    </message>
    <message>
        <source>Leave out the cookies: then it passes.</source>
        <translation>Die Cookies weglassen: Dann geht es durch.</translation>
    </message>
    <message>
        <source>The server refuses the Origin</source>
        <translation>Der Server lehnt den Origin ab</translation>
    </message>
    <message>
        <source>It answered 403 and the request has an Origin: most servers that check it have a list of their own.</source>
        <translation>Er antwortete 403, und die Anfrage hat einen Origin: Die meisten Server, die ihn prüfen, haben dafür eine eigene Liste.</translation>
    </message>
    <message>
        <source>Send another Origin, or none.</source>
        <translation>Einen anderen Origin senden oder keinen.</translation>
    </message>
    <message>
        <source>This Apache does not know upgrade=websocket</source>
        <translation>Dieser Apache kennt upgrade=websocket nicht</translation>
    </message>
    <message>
        <source>mod_proxy_http upgrades from version 2.4.47 on; before it mod_proxy_wstunnel is needed.</source>
        <translation>mod_proxy_http schaltet ab Version 2.4.47 um; davor braucht es mod_proxy_wstunnel.</translation>
    </message>
    <message>
        <source>apachectl -v tells the version.</source>
        <translation>apachectl -v nennt die Version.</translation>
    </message>
    <message>
        <source>An earlier ProxyPass takes the path</source>
        <translation>Ein früheres ProxyPass nimmt den Pfad</translation>
    </message>
    <message>
        <source>Apache uses the first ProxyPass that fits: one for “/” above hides the one that upgrades.</source>
        <translation>Apache nimmt das erste ProxyPass, das passt: Eines für „/“ darüber verdeckt das, welches umschaltet.</translation>
    </message>
    <message>
        <source>Look whether a shorter path stands above in the configuration.</source>
        <translation>Nachsehen, ob in der Konfiguration ein kürzerer Pfad darüber steht.</translation>
    </message>
    <message>
        <source>Varnish handles the upgrade as an ordinary request</source>
        <translation>Varnish behandelt das Upgrade wie eine gewöhnliche Anfrage</translation>
    </message>
    <message>
        <source>Only return (pipe) with the two headers copied in vcl_pipe lets an upgrade through.</source>
        <translation>Nur return (pipe), mit den zwei Headern in vcl_pipe übernommen, lässt ein Upgrade durch.</translation>
    </message>
    <message>
        <source>varnishlog shows VCL_call PIPE where it pipes.</source>
        <translation>varnishlog zeigt VCL_call PIPE, wo es durchleitet.</translation>
    </message>
    <message>
        <source>Something on the way strips Upgrade</source>
        <translation>Etwas auf dem Weg nimmt Upgrade heraus</translation>
    </message>
    <message>
        <source>No product tells its name, and plain ws:// is what company firewalls and virus scanners look into.</source>
        <translation>Kein Produkt nennt seinen Namen, und in reines ws:// sehen Firmen-Firewalls und Virenscanner hinein.</translation>
    </message>
    <message>
        <source>Try wss://: what they cannot read they cannot strip.</source>
        <translation>wss:// versuchen: Was sie nicht lesen können, können sie nicht herausnehmen.</translation>
    </message>
    <message>
        <source>The proxy drops the upgrade</source>
        <translation>Der Proxy lässt das Upgrade fallen</translation>
    </message>
    <message>
        <source>Upgrade and Connection are hop-by-hop: a proxy that is not told to pass them on leaves them out.</source>
        <translation>Upgrade und Connection gelten nur für einen Hop: Ein Proxy, dem nicht gesagt ist, sie weiterzugeben, lässt sie weg.</translation>
    </message>
    <message>
        <source>The heads on both sides show it.</source>
        <translation>Die Köpfe auf beiden Seiten zeigen es.</translation>
    </message>
    <message>
        <source>The proxy sets Upgrade to something else</source>
        <translation>Der Proxy setzt Upgrade auf etwas anderes</translation>
    </message>
    <message>
        <source>A wrong variable, such as $connection_upgrade in place of $http_upgrade, or a fixed text.</source>
        <translation>Eine falsche Variable, etwa $connection_upgrade statt $http_upgrade, oder ein fester Text.</translation>
    </message>
    <message>
        <source>Compare the two lines in the configuration.</source>
        <translation>Die beiden Zeilen in der Konfiguration vergleichen.</translation>
    </message>
    <message>
        <source>Connection does not say upgrade any more</source>
        <translation>Connection sagt nicht mehr upgrade</translation>
    </message>
    <message>
        <source>Upgrade arrives but counts only when Connection lists it; the proxy sent its own Connection.</source>
        <translation>Upgrade kommt an, zählt aber nur, wenn Connection es nennt; der Proxy sandte sein eigenes Connection.</translation>
    </message>
    <message>
        <source>The proxy speaks HTTP/1.0 to the server</source>
        <translation>Der Proxy spricht HTTP/1.0 mit dem Server</translation>
    </message>
    <message>
        <source>There is no Upgrade in HTTP/1.0: strict servers answer 400 or ignore it. nginx before 1.29.7 does so unless told otherwise.</source>
        <translation>In HTTP/1.0 gibt es kein Upgrade: Strenge Server antworten 400 oder beachten es nicht. nginx vor 1.29.7 tut das, wenn man es ihm nicht anders sagt.</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Version is lost</source>
        <translation>Sec-WebSocket-Version geht verloren</translation>
    </message>
    <message>
        <source>Servers answer 400 or 426 to a request without it.</source>
        <translation>Ohne sie antworten Server 400 oder 426.</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Key is lost or another one</source>
        <translation>Sec-WebSocket-Key geht verloren oder ist ein anderer</translation>
    </message>
    <message>
        <source>The proxy makes a connection of its own, or a rule takes the header out: the answer cannot fit.</source>
        <translation>Der Proxy macht eine eigene Verbindung, oder eine Regel nimmt den Header heraus: Die Antwort kann nicht passen.</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Accept is lost or another one</source>
        <translation>Sec-WebSocket-Accept geht verloren oder ist ein anderes</translation>
    </message>
    <message>
        <source>The server&apos;s proof did not come back as it was sent, so clients must fail the connection.</source>
        <translation>Der Beweis des Servers kam nicht zurück, wie er gesandt wurde; Clients müssen die Verbindung abbrechen.</translation>
    </message>
    <message>
        <source>The 101 comes back without Upgrade or Connection</source>
        <translation>Das 101 kommt ohne Upgrade oder Connection zurück</translation>
    </message>
    <message>
        <source>A rule that hides response headers, or a proxy that counts them as its own.</source>
        <translation>Eine Regel, die Header der Antwort verbirgt, oder ein Proxy, der sie für seine eigenen hält.</translation>
    </message>
    <message>
        <source>The server said 101 and the proxy said something else</source>
        <translation>Der Server sagte 101 und der Proxy etwas anderes</translation>
    </message>
    <message>
        <source>The proxy did not expect a switch, or not to this protocol: Apache makes 502 of it and Caddy an empty 200.</source>
        <translation>Der Proxy erwartete kein Umschalten, oder nicht zu diesem Protokoll: Apache macht 502 daraus und Caddy ein leeres 200.</translation>
    </message>
    <message>
        <source>Compare the Upgrade of the request with that of the 101.</source>
        <translation>Das Upgrade der Anfrage mit dem des 101 vergleichen.</translation>
    </message>
    <message>
        <source>The subprotocol is lost</source>
        <translation>Das Subprotokoll geht verloren</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Protocol was taken out or changed: clients that need one fail.</source>
        <translation>Sec-WebSocket-Protocol wurde herausgenommen oder geändert: Clients, die eines brauchen, scheitern.</translation>
    </message>
    <message>
        <source>The proxy chose a subprotocol that nobody offered</source>
        <translation>Der Proxy wählte ein Subprotokoll, das niemand anbot</translation>
    </message>
    <message>
        <source>A client must fail a 101 with a subprotocol that it did not offer.</source>
        <translation>Ein Client muss ein 101 mit einem Subprotokoll ablehnen, das er nicht anbot.</translation>
    </message>
    <message>
        <source>Offer that very subprotocol: then it is taken.</source>
        <translation>Genau dieses Subprotokoll anbieten: Dann wird es genommen.</translation>
    </message>
    <message>
        <source>Compression is lost</source>
        <translation>Die Kompression geht verloren</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Extensions was taken out or changed, so permessage-deflate cannot be agreed.</source>
        <translation>Sec-WebSocket-Extensions wurde herausgenommen oder geändert; permessage-deflate kann so nicht vereinbart werden.</translation>
    </message>
    <message>
        <source>The path is rewritten</source>
        <translation>Der Pfad wird umgeschrieben</translation>
    </message>
    <message>
        <source>The proxy forwards another path than it was asked for: a URI in proxy_pass, a stripped prefix, a rewrite.</source>
        <translation>Der Proxy leitet einen anderen Pfad weiter als den gefragten: ein URI in proxy_pass, ein entfernter Anfang, ein Rewrite.</translation>
    </message>
    <message>
        <source>Compare the path in the two request lines.</source>
        <translation>Den Pfad in den beiden Anfragezeilen vergleichen.</translation>
    </message>
    <message>
        <source>The query is lost or changed</source>
        <translation>Die Query geht verloren oder wird geändert</translation>
    </message>
    <message>
        <source>Tokens and rooms in the query do not reach the server as they were sent.</source>
        <translation>Tokens und Räume in der Query erreichen den Server nicht, wie sie gesandt wurden.</translation>
    </message>
    <message>
        <source>Compare the query in the two request lines.</source>
        <translation>Die Query in den beiden Anfragezeilen vergleichen.</translation>
    </message>
    <message>
        <source>The method is another one</source>
        <translation>Die Methode ist eine andere</translation>
    </message>
    <message>
        <source>An upgrade to WebSocket is a GET; the proxy made something else of it.</source>
        <translation>Ein Upgrade zu WebSocket ist ein GET; der Proxy machte etwas anderes daraus.</translation>
    </message>
    <message>
        <source>Compare the two request lines.</source>
        <translation>Die beiden Anfragezeilen vergleichen.</translation>
    </message>
    <message>
        <source>Host is rewritten</source>
        <translation>Host wird umgeschrieben</translation>
    </message>
    <message>
        <source>The server sees the proxy&apos;s idea of its name: a virtual host or a check of Origin against Host may fail.</source>
        <translation>Der Server sieht den Namen, den der Proxy ihm gibt: Ein virtueller Host oder eine Prüfung von Origin gegen Host kann scheitern.</translation>
    </message>
    <message>
        <source>Send the rewritten Host directly to the server: it gives the same refusal.</source>
        <translation>Den umgeschriebenen Host direkt an den Server senden: Er gibt dieselbe Ablehnung.</translation>
    </message>
    <message>
        <source>Origin is lost or rewritten</source>
        <translation>Origin geht verloren oder wird umgeschrieben</translation>
    </message>
    <message>
        <source>A server that checks where a page comes from refuses it.</source>
        <translation>Ein Server, der prüft, woher eine Seite kommt, lehnt ab.</translation>
    </message>
    <message>
        <source>Compare the two request heads.</source>
        <translation>Die beiden Köpfe der Anfrage vergleichen.</translation>
    </message>
    <message>
        <source>Cookie or Authorization does not arrive</source>
        <translation>Cookie oder Authorization kommt nicht an</translation>
    </message>
    <message>
        <source>The proxy keeps them for itself or strips them, so the server sees a stranger.</source>
        <translation>Der Proxy behält sie für sich oder nimmt sie heraus; der Server sieht einen Fremden.</translation>
    </message>
    <message>
        <source>The proxy cuts connections that are silent</source>
        <translation>Der Proxy trennt Verbindungen, die still sind</translation>
    </message>
    <message>
        <source>nginx ends what is silent for proxy_read_timeout, 60 s by default, without a Close: clients see 1006.</source>
        <translation>nginx beendet nach proxy_read_timeout, was still ist, ab Werk 60 s, ohne ein Close: Clients sehen 1006.</translation>
    </message>
    <message>
        <source>Let either side ping more often than that.</source>
        <translation>Eine der Seiten öfter pingen lassen.</translation>
    </message>
    <message>
        <source>HAProxy cuts tunnels that are silent</source>
        <translation>HAProxy trennt Tunnel, die still sind</translation>
    </message>
    <message>
        <source>After the switch “timeout tunnel” counts, or timeout client and server where it is not set.</source>
        <translation>Nach dem Umschalten zählt „timeout tunnel“, oder timeout client und server, wo es nicht gesetzt ist.</translation>
    </message>
    <message>
        <source>A proxy cuts connections that are silent</source>
        <translation>Ein Proxy trennt Verbindungen, die still sind</translation>
    </message>
    <message>
        <source>Load balancers and gateways count idle seconds, often 60, 100 or 350, and end without a Close.</source>
        <translation>Load Balancer und Gateways zählen stille Sekunden, oft 60, 100 oder 350, und enden ohne ein Close.</translation>
    </message>
    <message>
        <source>Measure with path --idle: a round number of seconds is a configured one.</source>
        <translation>Mit path --idle messen: Eine runde Zahl von Sekunden ist eine eingestellte.</translation>
    </message>
    <message>
        <source>Pings do not pass</source>
        <translation>Pings gehen nicht durch</translation>
    </message>
    <message>
        <source>The proxy speaks WebSocket itself and answers or drops control frames.</source>
        <translation>Der Proxy spricht selbst WebSocket und beantwortet oder verwirft Steuerframes.</translation>
    </message>
    <message>
        <source>path shows whether the pong came from the proxy.</source>
        <translation>path zeigt, ob der Pong vom Proxy kam.</translation>
    </message>
    <message>
        <source>Messages beyond a size are lost</source>
        <translation>Nachrichten ab einer Größe gehen verloren</translation>
    </message>
    <message>
        <source>The proxy takes messages apart and has a limit.</source>
        <translation>Der Proxy nimmt Nachrichten auseinander und hat eine Grenze.</translation>
    </message>
    <message>
        <source>path names the first size that is lost.</source>
        <translation>path nennt die erste Größe, die verloren geht.</translation>
    </message>
    <message>
        <source>The Close code is lost</source>
        <translation>Der Close-Code geht verloren</translation>
    </message>
    <message>
        <source>The proxy ends connections by itself, so clients see 1006 in place of the code.</source>
        <translation>Der Proxy beendet Verbindungen selbst; Clients sehen 1006 anstelle des Codes.</translation>
    </message>
    <message>
        <source>The frames on both sides show it.</source>
        <translation>Die Frames auf beiden Seiten zeigen es.</translation>
    </message>
    <message>
        <source>Fix in %1</source>
        <translation>Behebung in %1</translation>
    </message>
    <message>
        <source>take out the lines that begin with:</source>
        <translation>die Zeilen herausnehmen, die so beginnen:</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>sent %1, arrived %2</source>
        <translation>gesendet %1, angekommen %2</translation>
    </message>
    <message>
        <source>answered %1</source>
        <translation>Antwort %1</translation>
    </message>
    <message>
        <source>answered %1, and nothing arrived at the server</source>
        <translation>Antwort %1, und beim Server kam nichts an</translation>
    </message>
    <message>
        <source>ended after %1 s of silence, without a Close</source>
        <translation>nach %1 s Stille beendet, ohne ein Close</translation>
    </message>
    <message>
        <source>what arrived begins with 16 03, a TLS handshake</source>
        <translation>was ankam, beginnt mit 16 03, einem TLS-Handshake</translation>
    </message>
    <message>
        <source>what arrived begins with “PRI * HTTP/2.0”</source>
        <translation>was ankam, beginnt mit „PRI * HTTP/2.0“</translation>
    </message>
    <message>
        <source>answered 101, and a connection without a request came to the server</source>
        <translation>Antwort 101, und zum Server kam eine Verbindung ohne Anfrage</translation>
    </message>
    <message>
        <source>ended without an answer, and nothing arrived at the server</source>
        <translation>ohne Antwort beendet, und beim Server kam nichts an</translation>
    </message>
    <message>
        <source>answered %1 to %2</source>
        <translation>Antwort %1 nach %2</translation>
    </message>
    <message>
        <source>answered 403 to the Origin “%1”</source>
        <translation>Antwort 403 auf den Origin „%1“</translation>
    </message>
    <message>
        <source>asked directly: %1</source>
        <translation>direkt gefragt: %1</translation>
    </message>
</context>
<context>
    <name>closecode</name>
    <message>
        <source>normal closure</source>
        <translation>normaler Abschluss</translation>
    </message>
    <message>
        <source>going away</source>
        <translation>geht weg</translation>
    </message>
    <message>
        <source>protocol error</source>
        <translation>Protokollfehler</translation>
    </message>
    <message>
        <source>unsupported data</source>
        <translation>nicht unterstützte Daten</translation>
    </message>
    <message>
        <source>no status received</source>
        <translation>kein Code erhalten</translation>
    </message>
    <message>
        <source>abnormal closure</source>
        <translation>abnormes Ende</translation>
    </message>
    <message>
        <source>invalid payload data</source>
        <translation>ungültige Nutzdaten</translation>
    </message>
    <message>
        <source>policy violation</source>
        <translation>Verstoß gegen Vorgaben</translation>
    </message>
    <message>
        <source>message too big</source>
        <translation>Nachricht zu groß</translation>
    </message>
    <message>
        <source>mandatory extension</source>
        <translation>Erweiterung fehlt</translation>
    </message>
    <message>
        <source>internal error</source>
        <translation>interner Fehler</translation>
    </message>
    <message>
        <source>service restart</source>
        <translation>Dienst startet neu</translation>
    </message>
    <message>
        <source>try again later</source>
        <translation>später wieder versuchen</translation>
    </message>
    <message>
        <source>bad gateway</source>
        <translation>fehlerhaftes Gateway</translation>
    </message>
    <message>
        <source>TLS handshake failed</source>
        <translation>TLS-Handshake fehlgeschlagen</translation>
    </message>
    <message>
        <source>unauthorized</source>
        <translation>nicht angemeldet</translation>
    </message>
    <message>
        <source>forbidden</source>
        <translation>verboten</translation>
    </message>
    <message>
        <source>timeout</source>
        <translation>Frist abgelaufen</translation>
    </message>
</context>
<context>
    <name>doctor</name>
    <message>
        <source>It is the base64 of hex digits: encode the 20 raw bytes of the SHA-1. In PHP that is base64_encode(sha1($key . $guid, true)).</source>
        <translation>Es ist das Base64 von Hex-Ziffern: Kodiert werden müssen die 20 rohen Bytes des SHA-1. In PHP ist das base64_encode(sha1($key . $guid, true)).</translation>
    </message>
    <message>
        <source>It is the SHA-1 in hex digits: it must be in base64.</source>
        <translation>Es ist der SHA-1 in Hex-Ziffern: Er muss in Base64 stehen.</translation>
    </message>
    <message>
        <source>The GUID 258EAFA5-E914-47DA-95CA-C5AB0DC85B11 was left out: append it to the key.</source>
        <translation>Die GUID 258EAFA5-E914-47DA-95CA-C5AB0DC85B11 fehlt: Sie wird an den Schlüssel angehängt.</translation>
    </message>
    <message>
        <source>The GUID stands before the key: it must follow it.</source>
        <translation>Die GUID steht vor dem Schlüssel: Sie muss ihm folgen.</translation>
    </message>
    <message>
        <source>The GUID is in lower case: it must be in upper case.</source>
        <translation>Die GUID steht in Kleinbuchstaben: Sie muss in Großbuchstaben stehen.</translation>
    </message>
    <message>
        <source>The key was decoded first: it must be taken as the text that was sent.</source>
        <translation>Der Schlüssel wurde erst dekodiert: Er gilt als der Text, der gesendet wurde.</translation>
    </message>
    <message>
        <source>It is the key itself: it must be the base64 of SHA-1(key + GUID).</source>
        <translation>Es ist der Schlüssel selbst: Es muss das Base64 von SHA-1(Schlüssel + GUID) sein.</translation>
    </message>
    <message>
        <source>White space or a line end was hashed with the key: trim it first.</source>
        <translation>Leerraum oder ein Zeilenende wurde mit dem Schlüssel gehasht: erst entfernen.</translation>
    </message>
    <message>
        <source>It is the example of RFC 6455, a constant: compute it from each request&apos;s key.</source>
        <translation>Es ist das Beispiel aus RFC 6455, eine Konstante: aus dem Schlüssel jeder Anfrage berechnen.</translation>
    </message>
    <message>
        <source>Waiting.</source>
        <translation>Wartet.</translation>
    </message>
    <message>
        <source>The answer has not come yet.</source>
        <translation>Die Antwort ist noch nicht da.</translation>
    </message>
    <message>
        <source>No answer.</source>
        <translation>Keine Antwort.</translation>
    </message>
    <message>
        <source>Not connected.</source>
        <translation>Nicht verbunden.</translation>
    </message>
    <message>
        <source>The connection was refused: nothing listens at that address and port.</source>
        <translation>Die Verbindung wurde abgelehnt: An dieser Adresse und diesem Port lauscht nichts.</translation>
    </message>
    <message>
        <source>Check the port, and that the server runs.</source>
        <translation>Den Port prüfen, und ob der Server läuft.</translation>
    </message>
    <message>
        <source>There is no way to that address.</source>
        <translation>Zu dieser Adresse gibt es keinen Weg.</translation>
    </message>
    <message>
        <source>Check the network, the address, and a firewall on the way.</source>
        <translation>Das Netz, die Adresse und eine Firewall auf dem Weg prüfen.</translation>
    </message>
    <message>
        <source>The address did not answer in time.</source>
        <translation>Die Adresse antwortete nicht rechtzeitig.</translation>
    </message>
    <message>
        <source>Check the address; a firewall that drops packets looks like this, too.</source>
        <translation>Die Adresse prüfen; eine Firewall, die Pakete verwirft, sieht auch so aus.</translation>
    </message>
    <message>
        <source>The system does not permit this connection.</source>
        <translation>Das System erlaubt diese Verbindung nicht.</translation>
    </message>
    <message>
        <source>Check the local firewall rules.</source>
        <translation>Die Regeln der lokalen Firewall prüfen.</translation>
    </message>
    <message>
        <source>The connection could not be made.</source>
        <translation>Die Verbindung kam nicht zustande.</translation>
    </message>
    <message>
        <source>The port does not speak TLS.</source>
        <translation>Der Port spricht kein TLS.</translation>
    </message>
    <message>
        <source>Use ws:// instead of wss://, or the port that speaks TLS.</source>
        <translation>ws:// statt wss:// verwenden, oder den Port, der TLS spricht.</translation>
    </message>
    <message>
        <source>The server has no certificate for this name.</source>
        <translation>Der Server hat kein Zertifikat für diesen Namen.</translation>
    </message>
    <message>
        <source>Check the host name in the URL.</source>
        <translation>Den Hostnamen in der URL prüfen.</translation>
    </message>
    <message>
        <source>The server wants a client certificate.</source>
        <translation>Der Server verlangt ein Client-Zertifikat.</translation>
    </message>
    <message>
        <source>Client and server have no TLS version in common.</source>
        <translation>Client und Server haben keine TLS-Version gemeinsam.</translation>
    </message>
    <message>
        <source>The server refused the TLS handshake.</source>
        <translation>Der Server lehnte den TLS-Handshake ab.</translation>
    </message>
    <message>
        <source>Most often the two have no cipher in common, or it wants a client certificate.</source>
        <translation>Meist haben die beiden kein Verfahren gemeinsam, oder er verlangt ein Client-Zertifikat.</translation>
    </message>
    <message>
        <source>The TLS handshake failed.</source>
        <translation>Der TLS-Handshake schlug fehl.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is self-signed, so nothing vouches for it.</source>
        <translation>Das Zertifikat des Servers ist selbstsigniert, also bürgt niemand dafür.</translation>
    </message>
    <message>
        <source>Accept it only where you know the server, or add its authority to the trusted ones.</source>
        <translation>Nur annehmen, wo man den Server kennt, oder seine Zertifizierungsstelle zu den vertrauten hinzufügen.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not yet valid.</source>
        <translation>Das Zertifikat des Servers ist noch nicht gültig.</translation>
    </message>
    <message>
        <source>Check the clock of this machine, and the certificate&apos;s dates.</source>
        <translation>Die Uhr dieses Rechners und die Daten des Zertifikats prüfen.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate has expired.</source>
        <translation>Das Zertifikat des Servers ist abgelaufen.</translation>
    </message>
    <message>
        <source>It must be renewed; check the clock of this machine, too.</source>
        <translation>Es muss erneuert werden; auch die Uhr dieses Rechners prüfen.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is for another name.</source>
        <translation>Das Zertifikat des Servers gilt für einen anderen Namen.</translation>
    </message>
    <message>
        <source>Use a host name that the certificate has, or have it issued for this one.</source>
        <translation>Einen Hostnamen verwenden, den das Zertifikat nennt, oder es für diesen ausstellen lassen.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate comes from an authority that is not trusted here.</source>
        <translation>Das Zertifikat des Servers kommt von einer Stelle, der hier nicht vertraut wird.</translation>
    </message>
    <message>
        <source>Add that authority to the trusted ones; perhaps the server leaves out an intermediate certificate.</source>
        <translation>Diese Stelle zu den vertrauten hinzufügen; vielleicht lässt der Server ein Zwischenzertifikat weg.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate has been revoked.</source>
        <translation>Das Zertifikat des Servers wurde widerrufen.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted.</source>
        <translation>Dem Zertifikat des Servers wird nicht vertraut.</translation>
    </message>
    <message>
        <source>It begins with “%1”.</source>
        <translation>Es beginnt mit „%1“.</translation>
    </message>
    <message>
        <source>The port speaks TLS, and the request came in plain text.</source>
        <translation>Der Port spricht TLS, und die Anfrage kam im Klartext.</translation>
    </message>
    <message>
        <source>Use wss:// instead of ws://.</source>
        <translation>wss:// statt ws:// verwenden.</translation>
    </message>
    <message>
        <source>The port speaks HTTP/2 only, where Upgrade does not exist.</source>
        <translation>Der Port spricht nur HTTP/2, wo es Upgrade nicht gibt.</translation>
    </message>
    <message>
        <source>Use a port that speaks HTTP/1.1.</source>
        <translation>Einen Port verwenden, der HTTP/1.1 spricht.</translation>
    </message>
    <message>
        <source>An SSH server answered, not a web server.</source>
        <translation>Ein SSH-Server antwortete, kein Webserver.</translation>
    </message>
    <message>
        <source>Frames came without a 101 before them.</source>
        <translation>Frames kamen ohne ein 101 davor.</translation>
    </message>
    <message>
        <source>A proxy that talks HTTP/1.0 to its client passes the tunnel and loses the status line.</source>
        <translation>Ein Proxy, der mit seinem Client HTTP/1.0 spricht, reicht den Tunnel durch und verliert die Statuszeile.</translation>
    </message>
    <message>
        <source>What came back is not HTTP.</source>
        <translation>Was zurückkam, ist kein HTTP.</translation>
    </message>
    <message>
        <source>The connection ended in the middle of the response head.</source>
        <translation>Die Verbindung endete mitten im Kopf der Antwort.</translation>
    </message>
    <message>
        <source>Only an interim response (%1) came, never a final one.</source>
        <translation>Nur eine vorläufige Antwort (%1) kam, nie eine endgültige.</translation>
    </message>
    <message>
        <source>The server reset the connection instead of answering.</source>
        <translation>Der Server setzte die Verbindung zurück, statt zu antworten.</translation>
    </message>
    <message>
        <source>The server closed the connection without a word.</source>
        <translation>Der Server schloss die Verbindung wortlos.</translation>
    </message>
    <message>
        <source>Some servers do this when they do not like the request, its Host or its subprotocol; a TLS port does it, too, when it is spoken to in plain text.</source>
        <translation>Manche Server tun das, wenn ihnen die Anfrage, ihr Host oder ihr Unterprotokoll nicht passt; ein TLS-Port auch, wenn man ihn im Klartext anspricht.</translation>
    </message>
    <message>
        <source>The response head did not end in time.</source>
        <translation>Der Kopf der Antwort endete nicht rechtzeitig.</translation>
    </message>
    <message>
        <source>The host name could not be found.</source>
        <translation>Der Hostname wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>Check its spelling, and the name server.</source>
        <translation>Seine Schreibweise und den Nameserver prüfen.</translation>
    </message>
    <message>
        <source>The TLS handshake was not finished in time.</source>
        <translation>Der TLS-Handshake wurde nicht rechtzeitig fertig.</translation>
    </message>
    <message>
        <source>Perhaps the port does not speak TLS: then use ws:// instead of wss://.</source>
        <translation>Vielleicht spricht der Port kein TLS: dann ws:// statt wss:// verwenden.</translation>
    </message>
    <message>
        <source>The server did not answer the request in time.</source>
        <translation>Der Server beantwortete die Anfrage nicht rechtzeitig.</translation>
    </message>
    <message>
        <source>It took the connection: perhaps the port speaks another protocol, or TLS.</source>
        <translation>Die Verbindung nahm er an: Vielleicht spricht der Port ein anderes Protokoll, oder TLS.</translation>
    </message>
    <message>
        <source>The server did not close the connection in time.</source>
        <translation>Der Server schloss die Verbindung nicht rechtzeitig.</translation>
    </message>
    <message>
        <source>Cancelled before the answer came.</source>
        <translation>Abgebrochen, bevor die Antwort kam.</translation>
    </message>
    <message>
        <source>The connection broke.</source>
        <translation>Die Verbindung brach ab.</translation>
    </message>
    <message>
        <source>Fix in %1</source>
        <translation>Abhilfe in %1</translation>
    </message>
    <message>
        <source>Fix in %1: %2</source>
        <translation>Abhilfe in %1: %2</translation>
    </message>
    <message>
        <source>In the dashboard: Network, WebSockets, On</source>
        <translation>Im Dashboard: Network, WebSockets, On</translation>
    </message>
    <message>
        <source>the server</source>
        <translation>der Server</translation>
    </message>
    <message>
        <source>Not upgraded.</source>
        <translation>Kein Upgrade.</translation>
    </message>
    <message>
        <source>It says: “%1”.</source>
        <translation>Er sagt: „%1“.</translation>
    </message>
    <message>
        <source>Add to the request</source>
        <translation>Der Anfrage hinzufügen</translation>
    </message>
    <message>
        <source>So the server answered %1.</source>
        <translation>Darum antwortete der Server mit %1.</translation>
    </message>
    <message>
        <source>It speaks WebSocket version %1.</source>
        <translation>Er spricht WebSocket-Version %1.</translation>
    </message>
    <message>
        <source>The port speaks TLS, and the request came in plain text (400).</source>
        <translation>Der Port spricht TLS, und die Anfrage kam im Klartext (400).</translation>
    </message>
    <message>
        <source>Use the URL %1.</source>
        <translation>Die URL %1 verwenden.</translation>
    </message>
    <message>
        <source>The server does not speak WebSocket version %1 (%2).</source>
        <translation>Der Server spricht WebSocket-Version %1 nicht (%2).</translation>
    </message>
    <message>
        <source>It speaks version %1.</source>
        <translation>Er spricht Version %1.</translation>
    </message>
    <message>
        <source>%1 most likely dropped the upgrade (%2).</source>
        <translation>%1 hat das Upgrade höchstwahrscheinlich fallen lassen (%2).</translation>
    </message>
    <message>
        <source>The request was complete, but the server behind %1 answers as if it had not been asked: %1 passes Upgrade and Connection on only when it is told to.</source>
        <translation>Die Anfrage war vollständig, aber der Server hinter %1 antwortet, als wäre er nicht gefragt worden: %1 reicht Upgrade und Connection nur weiter, wenn es ihm gesagt wird.</translation>
    </message>
    <message>
        <source>The request that reached the server no longer asked for an upgrade (%1).</source>
        <translation>Die Anfrage, die den Server erreichte, bat nicht mehr um ein Upgrade (%1).</translation>
    </message>
    <message>
        <source>The request was complete here: most likely a proxy or firewall on the way dropped its Upgrade header.</source>
        <translation>Hier war die Anfrage vollständig: Höchstwahrscheinlich hat ein Proxy oder eine Firewall auf dem Weg den Upgrade-Header entfernt.</translation>
    </message>
    <message>
        <source>The server calls this a bad request (400).</source>
        <translation>Der Server nennt das eine fehlerhafte Anfrage (400).</translation>
    </message>
    <message>
        <source>The upgrade itself was in order; look at the path, the subprotocol, cookies and what the server&apos;s log says.</source>
        <translation>Das Upgrade selbst war in Ordnung; Pfad, Unterprotokoll, Cookies und das Protokoll des Servers ansehen.</translation>
    </message>
    <message>
        <source>It asks for “%1”.</source>
        <translation>Er verlangt „%1“.</translation>
    </message>
    <message>
        <source>It did not accept the %1 that was sent.</source>
        <translation>Den gesendeten %1 nahm er nicht an.</translation>
    </message>
    <message>
        <source>Add the header %1, or a session cookie.</source>
        <translation>Den Header %1 hinzufügen, oder ein Sitzungs-Cookie.</translation>
    </message>
    <message>
        <source>The server forbids this (403).</source>
        <translation>Der Server verbietet das (403).</translation>
    </message>
    <message>
        <source>Many servers check where a page comes from: add an Origin header, such as the address of the site that uses this endpoint.</source>
        <translation>Viele Server prüfen, woher eine Seite kommt: einen Origin-Header hinzufügen, etwa die Adresse der Seite, die diesen Endpunkt verwendet.</translation>
    </message>
    <message>
        <source>It may not accept the Origin “%1”.</source>
        <translation>Vielleicht nimmt er den Origin „%1“ nicht an.</translation>
    </message>
    <message>
        <source>Nothing is served at %1 (404).</source>
        <translation>Unter %1 gibt es nichts (404).</translation>
    </message>
    <message>
        <source>Check the path: endpoints are often at /ws, /websocket or, for Socket.IO, /socket.io/?EIO=4&amp;transport=websocket.</source>
        <translation>Den Pfad prüfen: Endpunkte liegen oft unter /ws, /websocket oder, bei Socket.IO, unter /socket.io/?EIO=4&amp;transport=websocket.</translation>
    </message>
    <message>
        <source>A server behind %1 answers like this, too, when %1 drops the upgrade.</source>
        <translation>Ein Server hinter %1 antwortet auch dann so, wenn %1 das Upgrade fallen lässt.</translation>
    </message>
    <message>
        <source>Caddy answered %1 with nothing in it.</source>
        <translation>Caddy antwortete %1 ohne Inhalt.</translation>
    </message>
    <message>
        <source>It does so when no site matches the Host “%1”, or when the server behind it switched to another protocol than websocket.</source>
        <translation>Das tut es, wenn keine Site zum Host „%1“ passt, oder wenn der Server dahinter zu einem anderen Protokoll als websocket wechselte.</translation>
    </message>
    <message>
        <source>An ordinary web page answered, not a WebSocket endpoint (%1).</source>
        <translation>Eine gewöhnliche Webseite antwortete, kein WebSocket-Endpunkt (%1).</translation>
    </message>
    <message>
        <source>The server answered as to any other request and ignored the upgrade (%1).</source>
        <translation>Der Server antwortete wie auf jede andere Anfrage und überging das Upgrade (%1).</translation>
    </message>
    <message>
        <source>The path may be wrong, or a proxy dropped the Upgrade header.</source>
        <translation>Vielleicht stimmt der Pfad nicht, oder ein Proxy hat den Upgrade-Header entfernt.</translation>
    </message>
    <message>
        <source>The server answered with a redirect that names no place (%1).</source>
        <translation>Der Server antwortete mit einer Umleitung ohne Ziel (%1).</translation>
    </message>
    <message>
        <source>The server redirects to %1 (%2).</source>
        <translation>Der Server leitet um nach %1 (%2).</translation>
    </message>
    <message>
        <source>That looks like a login page: add a session cookie or an Authorization header.</source>
        <translation>Das sieht nach einer Anmeldeseite aus: ein Sitzungs-Cookie oder einen Authorization-Header hinzufügen.</translation>
    </message>
    <message>
        <source>It wants TLS. Use the URL %1.</source>
        <translation>Er verlangt TLS. Die URL %1 verwenden.</translation>
    </message>
    <message>
        <source>WebSocket clients do not follow redirects. Use the URL %1.</source>
        <translation>WebSocket-Clients folgen keinen Umleitungen. Die URL %1 verwenden.</translation>
    </message>
    <message>
        <source>The server failed while it handled the request (500).</source>
        <translation>Der Server scheiterte beim Bearbeiten der Anfrage (500).</translation>
    </message>
    <message>
        <source>Its log will say why.</source>
        <translation>Sein Protokoll sagt, warum.</translation>
    </message>
    <message>
        <source>Some servers fail like this when %1 drops only a part of the upgrade.</source>
        <translation>Manche Server scheitern so, wenn %1 nur einen Teil des Upgrades fallen lässt.</translation>
    </message>
    <message>
        <source>%1 got no usable answer from the server behind it (502).</source>
        <translation>%1 bekam vom Server dahinter keine brauchbare Antwort (502).</translation>
    </message>
    <message>
        <source>A proxy got no usable answer from the server behind it (502).</source>
        <translation>Ein Proxy bekam vom Server dahinter keine brauchbare Antwort (502).</translation>
    </message>
    <message>
        <source>Check that the server behind it runs, and the address that the proxy is given.</source>
        <translation>Prüfen, ob der Server dahinter läuft, und welche Adresse der Proxy hat.</translation>
    </message>
    <message>
        <source>Apache answers so, too, when that server switches to another protocol.</source>
        <translation>Apache antwortet auch so, wenn dieser Server zu einem anderen Protokoll wechselt.</translation>
    </message>
    <message>
        <source>%1 has no server behind it that answers (503).</source>
        <translation>Hinter %1 antwortet kein Server (503).</translation>
    </message>
    <message>
        <source>The service is not available (503).</source>
        <translation>Der Dienst ist nicht verfügbar (503).</translation>
    </message>
    <message>
        <source>It asks to try again after %1.</source>
        <translation>Er bittet, es nach %1 wieder zu versuchen.</translation>
    </message>
    <message>
        <source>This path does not take GET (405).</source>
        <translation>Dieser Pfad nimmt kein GET an (405).</translation>
    </message>
    <message>
        <source>A WebSocket endpoint does: check the path.</source>
        <translation>Ein WebSocket-Endpunkt tut das: den Pfad prüfen.</translation>
    </message>
    <message>
        <source>The server waited too long for the request (408).</source>
        <translation>Der Server wartete zu lange auf die Anfrage (408).</translation>
    </message>
    <message>
        <source>This endpoint is gone for good (410).</source>
        <translation>Diesen Endpunkt gibt es nicht mehr (410).</translation>
    </message>
    <message>
        <source>The request is too large for the server (413).</source>
        <translation>Die Anfrage ist dem Server zu groß (413).</translation>
    </message>
    <message>
        <source>The URL is too long for the server (414).</source>
        <translation>Die URL ist dem Server zu lang (414).</translation>
    </message>
    <message>
        <source>The server does not serve this Host (421).</source>
        <translation>Der Server bedient diesen Host nicht (421).</translation>
    </message>
    <message>
        <source>Check the Host header and, with TLS, the server name.</source>
        <translation>Den Host-Header prüfen und, bei TLS, den Servernamen.</translation>
    </message>
    <message>
        <source>The server asks to slow down (429).</source>
        <translation>Der Server bittet um weniger Anfragen (429).</translation>
    </message>
    <message>
        <source>The headers are too large for the server (431).</source>
        <translation>Die Header sind dem Server zu groß (431).</translation>
    </message>
    <message>
        <source>Most often it is the cookies.</source>
        <translation>Meist sind es die Cookies.</translation>
    </message>
    <message>
        <source>The server does not know how to do this (501).</source>
        <translation>Der Server kann das nicht (501).</translation>
    </message>
    <message>
        <source>The server behind the proxy did not answer in time (504).</source>
        <translation>Der Server hinter dem Proxy antwortete nicht rechtzeitig (504).</translation>
    </message>
    <message>
        <source>A proxy that does not know of the upgrade waits for an ordinary answer until its time-out.</source>
        <translation>Ein Proxy, der vom Upgrade nichts weiß, wartet bis zu seiner Frist auf eine gewöhnliche Antwort.</translation>
    </message>
    <message>
        <source>The server does not take this HTTP version (505).</source>
        <translation>Der Server nimmt diese HTTP-Version nicht an (505).</translation>
    </message>
    <message>
        <source>The server answered %1 instead of 101.</source>
        <translation>Der Server antwortete %1 statt 101.</translation>
    </message>
    <message>
        <source>The server wants a login (401).</source>
        <translation>Der Server verlangt eine Anmeldung (401).</translation>
    </message>
    <message>
        <source>A proxy on the way wants a login (407).</source>
        <translation>Ein Proxy auf dem Weg verlangt eine Anmeldung (407).</translation>
    </message>
    <message>
        <source>%1 more than once</source>
        <translation>%1 mehr als einmal</translation>
    </message>
    <message>
        <source>“%1” instead of 13</source>
        <translation>„%1“ statt 13</translation>
    </message>
    <message>
        <source>“%1” instead of websocket</source>
        <translation>„%1“ statt websocket</translation>
    </message>
    <message>
        <source>“%1” instead of Upgrade</source>
        <translation>„%1“ statt Upgrade</translation>
    </message>
    <message>
        <source>an odd “%1”</source>
        <translation>ein seltsames „%1“</translation>
    </message>
    <message>
        <source>the method %1 instead of GET</source>
        <translation>die Methode %1 statt GET</translation>
    </message>
    <message>
        <source>the version %1 instead of HTTP/1.1</source>
        <translation>die Version %1 statt HTTP/1.1</translation>
    </message>
    <message>
        <source>a malformed request line</source>
        <translation>eine fehlerhafte Anfragezeile</translation>
    </message>
    <message>
        <source>a Sec-WebSocket-Key that is not 16 bytes in base64</source>
        <translation>einen Sec-WebSocket-Key, der nicht 16 Bytes in Base64 ist</translation>
    </message>
    <message>
        <source>a malformed header line</source>
        <translation>eine fehlerhafte Header-Zeile</translation>
    </message>
    <message>
        <source>a malformed Sec-WebSocket-Protocol</source>
        <translation>ein fehlerhaftes Sec-WebSocket-Protocol</translation>
    </message>
    <message>
        <source>a malformed Sec-WebSocket-Extensions</source>
        <translation>ein fehlerhaftes Sec-WebSocket-Extensions</translation>
    </message>
    <message>
        <source>no %1</source>
        <translation>kein %1</translation>
    </message>
    <message>
        <source>The request has %1</source>
        <translation>Die Anfrage hat %1</translation>
    </message>
    <message>
        <source>All %1 handshake rules hold.</source>
        <translation>Alle %1 Handshake-Regeln gelten.</translation>
    </message>
    <message>
        <source>One handshake rule does not hold, %1 do.</source>
        <translation>Eine Handshake-Regel gilt nicht, %1 gelten.</translation>
    </message>
    <message>
        <source>%1 handshake rules do not hold, %2 do.</source>
        <translation>%1 Handshake-Regeln gelten nicht, %2 gelten.</translation>
    </message>
    <message>
        <source>101 after %1 ms, then more than %2 frames.</source>
        <translation>101 nach %1 ms, dann mehr als %2 Frames.</translation>
    </message>
    <message>
        <source>101 after %1 ms, then one frame.</source>
        <translation>101 nach %1 ms, dann ein Frame.</translation>
    </message>
    <message>
        <source>101 after %1 ms.</source>
        <translation>101 nach %1 ms.</translation>
    </message>
    <message>
        <source>101 after %1 ms, then %2 frames.</source>
        <translation>101 nach %1 ms, dann %2 Frames.</translation>
    </message>
    <message>
        <source>It came after %1 s of silence: most likely the idle limit of a proxy. Send pings more often than that.</source>
        <translation>Es kam nach %1 s Stille: höchstwahrscheinlich die Leerlauf-Frist eines Proxys. Pings öfter als das senden.</translation>
    </message>
    <message>
        <source>The 101 has no %1 header.</source>
        <translation>Dem 101 fehlt der Header %1.</translation>
    </message>
    <message>
        <source>The 101 has more than one %1 header.</source>
        <translation>Das 101 hat mehr als einen Header %1.</translation>
    </message>
    <message>
        <source>The 101 says “%1: %2”.</source>
        <translation>Das 101 sagt „%1: %2“.</translation>
    </message>
    <message>
        <source>The server switched to “%1”, not to websocket.</source>
        <translation>Der Server wechselte zu „%1“, nicht zu websocket.</translation>
    </message>
    <message>
        <source>The Sec-WebSocket-Accept of the 101 does not belong to the key that was sent.</source>
        <translation>Das Sec-WebSocket-Accept des 101 gehört nicht zum gesendeten Schlüssel.</translation>
    </message>
    <message>
        <source>The server chose the subprotocol “%1”, which was not offered.</source>
        <translation>Der Server wählte das Unterprotokoll „%1“, das nicht angeboten war.</translation>
    </message>
    <message>
        <source>The server uses the extension “%1”, which was not offered.</source>
        <translation>Der Server verwendet die Erweiterung „%1“, die nicht angeboten war.</translation>
    </message>
    <message>
        <source>Upgraded.</source>
        <translation>Upgrade gelungen.</translation>
    </message>
    <message>
        <source>This server takes it; stricter ones do not.</source>
        <translation>Dieser Server nimmt es an; strengere nicht.</translation>
    </message>
    <message>
        <source>A client must end the connection here.</source>
        <translation>Ein Client muss die Verbindung hier beenden.</translation>
    </message>
    <message>
        <source>Also broken: %1.</source>
        <translation>Auch verletzt: %1.</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>The GUID was taken as 16 bytes: it must be hashed as text, with its hyphens.</source>
        <translation>Die GUID wurde als 16 Bytes genommen: Gehasht wird ihr Text, samt den Bindestrichen.</translation>
    </message>
    <message>
        <source>The GUID has lost its hyphens: they are hashed, too.</source>
        <translation>Die GUID hat ihre Bindestriche verloren: Auch sie werden gehasht.</translation>
    </message>
    <message>
        <source>The key was put into lower case: it must be taken as it was sent.</source>
        <translation>Der Schlüssel wurde in Kleinbuchstaben umgewandelt: Er muss genommen werden, wie er gesendet wurde.</translation>
    </message>
    <message>
        <source>The NUL that ends a string in C was hashed, too: give the length without it.</source>
        <translation>Das NUL, das in C eine Zeichenkette beendet, wurde mitgehasht: Die Länge ohne es angeben.</translation>
    </message>
    <message>
        <source>It was made with another hash, such as MD5 or SHA-256: it must be SHA-1.</source>
        <translation>Es wurde mit einem anderen Hash gemacht, etwa MD5 oder SHA-256: Es muss SHA-1 sein.</translation>
    </message>
    <message>
        <source>It is in the base64 alphabet for URLs: use the standard one, with “+” and “/”.</source>
        <translation>Es steht im Base64-Alphabet für URLs: das normale benutzen, mit „+“ und „/“.</translation>
    </message>
    <message>
        <source>The “=” at its end is missing: base64 of 20 bytes has 28 characters.</source>
        <translation>Das „=“ am Ende fehlt: Base64 von 20 Bytes hat 28 Zeichen.</translation>
    </message>
    <message>
        <source>It was encoded in base64 twice: once is enough.</source>
        <translation>Es wurde zweimal in Base64 kodiert: Einmal genügt.</translation>
    </message>
    <message>
        <source>Its letters have changed between upper and lower case: it must be passed on as it is.</source>
        <translation>Seine Buchstaben haben zwischen Groß- und Kleinschreibung gewechselt: Es muss unverändert weitergegeben werden.</translation>
    </message>
    <message>
        <source>It belongs to the key of an earlier request: a cache or a proxy gave an old answer again.</source>
        <translation>Es gehört zum Schlüssel einer früheren Anfrage: Ein Cache oder ein Proxy hat eine alte Antwort noch einmal gegeben.</translation>
    </message>
    <message>
        <source>It has the right form, so it most likely belongs to another key: a proxy changed the key, a cache kept an old answer, or the GUID has a typing error.</source>
        <translation>Es hat die richtige Form und gehört daher wahrscheinlich zu einem anderen Schlüssel: Ein Proxy hat den Schlüssel geändert, ein Cache hat eine alte Antwort behalten, oder die GUID hat einen Tippfehler.</translation>
    </message>
    <message>
        <source>a folded header</source>
        <translation>einen gefalteten Header</translation>
    </message>
    <message>
        <source>white space before a colon</source>
        <translation>Leerraum vor einem Doppelpunkt</translation>
    </message>
    <message>
        <source>a control character in a header</source>
        <translation>ein Steuerzeichen in einem Header</translation>
    </message>
    <message>
        <source>an ambiguous body length</source>
        <translation>eine mehrdeutige Länge des Bodys</translation>
    </message>
    <message>
        <source>the target “%1”, which is no path</source>
        <translation>das Ziel „%1“, das kein Pfad ist</translation>
    </message>
    <message>
        <source>a “#” in its target</source>
        <translation>ein „#“ in ihrem Ziel</translation>
    </message>
    <message>
        <source>illegal parameters of permessage-deflate</source>
        <translation>unzulässige Parameter von permessage-deflate</translation>
    </message>
    <message>
        <source>window %1 bits, context dropped</source>
        <translation>Fenster %1 Bit, Kontext verworfen</translation>
    </message>
    <message>
        <source>window %1 bits, context kept</source>
        <translation>Fenster %1 Bit, Kontext behalten</translation>
    </message>
    <message>
        <source>The client may compress with a window of %1 bits and begins each message anew.</source>
        <translation>Der Client darf mit einem Fenster von %1 Bit komprimieren und beginnt bei jeder Nachricht von vorn.</translation>
    </message>
    <message>
        <source>The client may compress with a window of %1 bits and keeps it between messages.</source>
        <translation>Der Client darf mit einem Fenster von %1 Bit komprimieren und behält es von Nachricht zu Nachricht.</translation>
    </message>
    <message>
        <source>The server may compress with a window of %1 bits and begins each message anew.</source>
        <translation>Der Server darf mit einem Fenster von %1 Bit komprimieren und beginnt bei jeder Nachricht von vorn.</translation>
    </message>
    <message>
        <source>The server may compress with a window of %1 bits and keeps it between messages.</source>
        <translation>Der Server darf mit einem Fenster von %1 Bit komprimieren und behält es von Nachricht zu Nachricht.</translation>
    </message>
    <message>
        <source>client: %1; server: %2</source>
        <translation>Client: %1; Server: %2</translation>
    </message>
    <message>
        <source>Tunnel.</source>
        <translation>Tunnel.</translation>
    </message>
    <message>
        <source>The proxy opened a tunnel to %1.</source>
        <translation>Der Proxy hat einen Tunnel zu %1 geöffnet.</translation>
    </message>
    <message>
        <source>What goes through it is a connection of its own.</source>
        <translation>Was hindurchgeht, ist eine eigene Verbindung.</translation>
    </message>
    <message>
        <source>No tunnel.</source>
        <translation>Kein Tunnel.</translation>
    </message>
    <message>
        <source>The proxy opened no tunnel to %1 (%2).</source>
        <translation>Der Proxy hat keinen Tunnel zu %1 geöffnet (%2).</translation>
    </message>
</context>
<context>
    <name>excerpt</name>
    <message>
        <source>… %1 more events, %2 of them with findings</source>
        <translation>… %1 weitere Ereignisse, %2 davon mit Befunden</translation>
    </message>
    <message>
        <source>… 1 more event</source>
        <translation>… 1 weiteres Ereignis</translation>
    </message>
    <message>
        <source>… %1 more events</source>
        <translation>… %1 weitere Ereignisse</translation>
    </message>
    <message>
        <source>No events</source>
        <translation>Keine Ereignisse</translation>
    </message>
    <message>
        <source>%1 of %2 events</source>
        <translation>%1 von %2 Ereignissen</translation>
    </message>
    <message>
        <source>%1 of silence</source>
        <translation>%1 Stille</translation>
    </message>
</context>
<context>
    <name>expected</name>
    <message>
        <source>base64 of 16 bytes</source>
        <translation>Base64 von 16 Bytes</translation>
    </message>
    <message>
        <source>a list of distinct tokens</source>
        <translation>eine Liste verschiedener Wörter</translation>
    </message>
    <message>
        <source>another key than the frame before</source>
        <translation>ein anderer Schlüssel als im Frame davor</translation>
    </message>
    <message>
        <source>4 unpredictable bytes</source>
        <translation>4 unvorhersagbare Bytes</translation>
    </message>
    <message>
        <source>1010 from a client only</source>
        <translation>1010 nur von einem Client</translation>
    </message>
    <message>
        <source>no frame</source>
        <translation>kein Frame</translation>
    </message>
    <message>
        <source>the payload of a Ping</source>
        <translation>die Nutzdaten eines Pings</translation>
    </message>
    <message>
        <source>a continuation with FIN first</source>
        <translation>zuerst eine Fortsetzung mit FIN</translation>
    </message>
    <message>
        <source>DEFLATE data within the window</source>
        <translation>DEFLATE-Daten innerhalb des Fensters</translation>
    </message>
    <message>
        <source>data up to the end of a block</source>
        <translation>Daten bis zum Ende eines Blocks</translation>
    </message>
    <message>
        <source>less than the limit, inflated</source>
        <translation>entpackt weniger als die Grenze</translation>
    </message>
    <message>
        <source>less than the limit</source>
        <translation>weniger als die Grenze</translation>
    </message>
    <message>
        <source>nothing before the answer</source>
        <translation>nichts vor der Antwort</translation>
    </message>
    <message>
        <source>a request first</source>
        <translation>zuerst eine Anfrage</translation>
    </message>
    <message>
        <source>100 only, after Expect: 100-continue</source>
        <translation>nur 100, nach Expect: 100-continue</translation>
    </message>
    <message>
        <source>the whole body</source>
        <translation>der ganze Body</translation>
    </message>
    <message>
        <source>the end of the server&apos;s side first</source>
        <translation>zuerst das Ende der Serverseite</translation>
    </message>
    <message>
        <source>a byte within 60 seconds</source>
        <translation>ein Byte innerhalb von 60 Sekunden</translation>
    </message>
    <message>
        <source>a whole frame header</source>
        <translation>ein ganzer Frame-Kopf</translation>
    </message>
    <message>
        <source>base64 of 20 bytes</source>
        <translation>Base64 von 20 Bytes</translation>
    </message>
    <message>
        <source>one subprotocol</source>
        <translation>ein Subprotokoll</translation>
    </message>
    <message>
        <source>no such header</source>
        <translation>kein solcher Header</translation>
    </message>
    <message>
        <source>each extension once</source>
        <translation>jede Erweiterung einmal</translation>
    </message>
    <message>
        <source>the header in one line</source>
        <translation>der Header in einer Zeile</translation>
    </message>
    <message>
        <source>visible characters, spaces and tabs</source>
        <translation>sichtbare Zeichen, Leerzeichen und Tabulatoren</translation>
    </message>
    <message>
        <source>one header</source>
        <translation>ein Header</translation>
    </message>
    <message>
        <source>one length in bytes, or chunked</source>
        <translation>eine Länge in Bytes oder chunked</translation>
    </message>
    <message>
        <source>Location: URL</source>
        <translation>Location: URL</translation>
    </message>
    <message>
        <source>WWW-Authenticate: scheme</source>
        <translation>WWW-Authenticate: Schema</translation>
    </message>
    <message>
        <source>Proxy-Authenticate: scheme</source>
        <translation>Proxy-Authenticate: Schema</translation>
    </message>
    <message>
        <source>Allow: GET</source>
        <translation>Allow: GET</translation>
    </message>
    <message>
        <source>/path?query, or http://host/path?query</source>
        <translation>/Pfad?Query oder http://Host/Pfad?Query</translation>
    </message>
    <message>
        <source>host, or host:port</source>
        <translation>Host oder Host:Port</translation>
    </message>
    <message>
        <source>no body</source>
        <translation>kein Body</translation>
    </message>
    <message>
        <source>null, or https://host:port</source>
        <translation>null oder https://Host:Port</translation>
    </message>
    <message>
        <source>at most 8190 bytes a line, 32768 bytes in all</source>
        <translation>höchstens 8190 Bytes je Zeile, 32768 Bytes insgesamt</translation>
    </message>
    <message>
        <source>at most 4096 bytes</source>
        <translation>höchstens 4096 Bytes</translation>
    </message>
</context>
<context>
    <name>export</name>
    <message>
        <source>HTTP Archive (HAR)</source>
        <translation>HTTP-Archiv (HAR)</translation>
    </message>
    <message>
        <source>Packets for Wireshark (pcapng)</source>
        <translation>Pakete für Wireshark (pcapng)</translation>
    </message>
    <message>
        <source>JSON Lines, one event a line</source>
        <translation>JSON Lines, ein Ereignis je Zeile</translation>
    </message>
    <message>
        <source>Report (Markdown)</source>
        <translation>Bericht (Markdown)</translation>
    </message>
    <message>
        <source>Diagram (Mermaid)</source>
        <translation>Diagramm (Mermaid)</translation>
    </message>
    <message>
        <source>Diagram (PlantUML)</source>
        <translation>Diagramm (PlantUML)</translation>
    </message>
    <message>
        <source>Picture (SVG)</source>
        <translation>Bild (SVG)</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Reiner Text</translation>
    </message>
    <message>
        <source>HTTP upgrade</source>
        <translation>HTTP-Upgrade</translation>
    </message>
    <message>
        <source>Recorded %1 by %2</source>
        <translation>Aufgezeichnet %1 von %2</translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation>%1 Ereignisse</translation>
    </message>
    <message>
        <source>%1 of %2 events</source>
        <translation>%1 von %2 Ereignissen</translation>
    </message>
    <message>
        <source>Exchange %1</source>
        <translation>Austausch %1</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>Abschnitt</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>… %1 more exchanges</source>
        <translation>… %1 weitere Austausche</translation>
    </message>
    <message>
        <source>… %1 more lines</source>
        <translation>… %1 weitere Zeilen</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Kopfzeile</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>… %1 more events with findings</source>
        <translation>… %1 weitere Ereignisse mit Befunden</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>A part of %1 events</source>
        <translation>Ein Teil von %1 Ereignissen</translation>
    </message>
    <message>
        <source>Messages without their frames: no masks, no fragments. For browsers and tools for HTTP.</source>
        <translation>Nachrichten ohne ihre Frames: keine Masken, keine Fragmente. Für Browser und Werkzeuge für HTTP.</translation>
    </message>
    <message>
        <source>Every byte is there. TCP segments and addresses of the network card are made up.</source>
        <translation>Jedes Byte ist da. TCP-Segmente und Adressen der Netzwerkkarte sind erfunden.</translation>
    </message>
    <message>
        <source>Every event is there; long payloads are cut. Hop101 can open it again.</source>
        <translation>Jedes Ereignis ist da; lange Inhalte sind gekürzt. Hop101 kann es wieder öffnen.</translation>
    </message>
    <message>
        <source>A report for people: long payloads and long sessions are cut, and say so.</source>
        <translation>Ein Bericht für Menschen: Lange Inhalte und lange Sitzungen sind gekürzt und sagen es.</translation>
    </message>
    <message>
        <source>The diagram in words: long texts and long sessions are cut, and say so.</source>
        <translation>Das Diagramm in Worten: Lange Texte und lange Sitzungen sind gekürzt und sagen es.</translation>
    </message>
    <message>
        <source>A picture, sharp at any size: long texts are cut. 1000 events a file.</source>
        <translation>Ein Bild, scharf in jeder Größe: Lange Texte sind gekürzt. 1000 Ereignisse je Datei.</translation>
    </message>
    <message>
        <source>One line an event, as in the timeline: long texts are cut.</source>
        <translation>Eine Zeile je Ereignis wie in der Zeitleiste: Lange Texte sind gekürzt.</translation>
    </message>
    <message>
        <source>A picture in pixels: long texts are cut. 200 events a file.</source>
        <translation>Ein Bild aus Pixeln: Lange Texte sind gekürzt. 200 Ereignisse je Datei.</translation>
    </message>
    <message>
        <source>Pages to print and to hand on: long texts are cut.</source>
        <translation>Seiten zum Drucken und Weitergeben: Lange Texte sind gekürzt.</translation>
    </message>
    <message>
        <source>Picture (PNG)</source>
        <translation>Bild (PNG)</translation>
    </message>
    <message>
        <source>Pages (PDF)</source>
        <translation>Seiten (PDF)</translation>
    </message>
    <message>
        <source>That is too much for the clipboard: export it to a file, or fewer events.</source>
        <translation>Das ist zu viel für die Zwischenablage: in eine Datei exportieren oder weniger Ereignisse.</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2). Choose another place.</source>
        <translation>%1 kann nicht geschrieben werden (%2). Bitte einen anderen Ort wählen.</translation>
    </message>
    <message>
        <source>it is there already</source>
        <translation>schon vorhanden</translation>
    </message>
    <message>
        <source>it cannot be put in its place</source>
        <translation>lässt sich nicht an seinen Ort bringen</translation>
    </message>
    <message>
        <source>A payload cannot be written (%1). Choose another place.</source>
        <translation>Nutzdaten lassen sich nicht schreiben (%1). Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>Payloads (a folder of files)</source>
        <translation>Nutzdaten (ein Ordner mit Dateien)</translation>
    </message>
    <message>
        <source>What was said, byte for byte: a file for each message and body, and a table of them. No heads, no frames.</source>
        <translation>Was gesagt wurde, Byte für Byte: eine Datei je Nachricht und Rumpf und eine Tabelle dazu. Keine Köpfe, keine Frames.</translation>
    </message>
</context>
<context>
    <name>filter</name>
    <message>
        <source>The filter is longer than 4096 bytes: shorten it.</source>
        <translation>Der Filter ist länger als 4096 Bytes: kürzen.</translation>
    </message>
    <message>
        <source>The filter has more than 256 terms: shorten it.</source>
        <translation>Der Filter hat mehr als 256 Bedingungen: kürzen.</translation>
    </message>
    <message>
        <source>Parentheses stand too deep within each other: use fewer.</source>
        <translation>Klammern sind zu tief ineinander verschachtelt: weniger verwenden.</translation>
    </message>
    <message>
        <source>“%1” means nothing in a filter: remove it, or put it in quotes.</source>
        <translation>„%1“ hat in einem Filter keine Bedeutung: entfernen oder in Anführungszeichen setzen.</translation>
    </message>
    <message>
        <source>The text that begins here is not closed: add %1 behind it.</source>
        <translation>Der Text, der hier beginnt, ist nicht abgeschlossen: %1 dahinter ergänzen.</translation>
    </message>
    <message>
        <source>“%1” is no escape: write \\ for a backslash.</source>
        <translation>„%1“ ist keine Escape-Folge: \\ für einen Backslash schreiben.</translation>
    </message>
    <message>
        <source>“%1” is not closed: close it, or remove it.</source>
        <translation>„%1“ ist nicht geschlossen: schließen oder entfernen.</translation>
    </message>
    <message>
        <source>“%1” closes nothing: remove it, or open one before it.</source>
        <translation>„%1“ schließt nichts: entfernen oder davor öffnen.</translation>
    </message>
    <message>
        <source>Something is missing here: write %2.</source>
        <translation>Hier fehlt etwas: %2 schreiben.</translation>
    </message>
    <message>
        <source>“%1” cannot stand here: write %2.</source>
        <translation>„%1“ kann hier nicht stehen: %2 schreiben.</translation>
    </message>
    <message>
        <source>“%1” is not known: write a field such as size, or a kind such as text.</source>
        <translation>„%1“ ist nicht bekannt: ein Feld wie size oder eine Art wie text schreiben.</translation>
    </message>
    <message>
        <source>“%1” is not known: did you mean “%3”?</source>
        <translation>„%1“ ist nicht bekannt: War „%3“ gemeint?</translation>
    </message>
    <message>
        <source>After “%1” comes %2.</source>
        <translation>Nach „%1“ kommt %2.</translation>
    </message>
    <message>
        <source>“%1” does not work with “%3”: write %2.</source>
        <translation>„%1“ passt nicht zu „%3“: %2 schreiben.</translation>
    </message>
    <message>
        <source>“%1” does not fit here: write %2.</source>
        <translation>„%1“ passt hier nicht: %2 schreiben.</translation>
    </message>
    <message>
        <source>“%1” is no unit: write %2.</source>
        <translation>„%1“ ist keine Einheit: %2 schreiben.</translation>
    </message>
    <message>
        <source>“%1” has no unit: write %2.</source>
        <translation>„%1“ hat keine Einheit: %2 schreiben.</translation>
    </message>
    <message>
        <source>“%1” is too large: write less.</source>
        <translation>„%1“ ist zu groß: weniger schreiben.</translation>
    </message>
    <message>
        <source>The range ends before it begins: write the smaller value first.</source>
        <translation>Der Bereich endet, bevor er beginnt: den kleineren Wert zuerst schreiben.</translation>
    </message>
    <message>
        <source>“%1” is no rule: write the id of one, such as ClientFrameMasked.</source>
        <translation>„%1“ ist keine Regel: die Kennung einer Regel wie ClientFrameMasked schreiben.</translation>
    </message>
    <message>
        <source>“%1” is no rule: did you mean “%3”?</source>
        <translation>„%1“ ist keine Regel: War „%3“ gemeint?</translation>
    </message>
    <message>
        <source>This text is empty: write at least one character.</source>
        <translation>Dieser Text ist leer: mindestens ein Zeichen schreiben.</translation>
    </message>
    <message>
        <source>“%1” is not hex: write two digits for each byte.</source>
        <translation>„%1“ ist nicht hexadezimal: zwei Ziffern für jedes Byte schreiben.</translation>
    </message>
    <message>
        <source>one of its names</source>
        <translation>einer seiner Namen</translation>
    </message>
    <message>
        <source>a size such as 100 or 64 KiB</source>
        <translation>eine Größe wie 100 oder 64 KiB</translation>
    </message>
    <message>
        <source>a time such as 250 ms or 1.5 s</source>
        <translation>eine Zeit wie 250 ms oder 1.5 s</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>the id of a rule such as ClientFrameMasked</source>
        <translation>die Kennung einer Regel wie ClientFrameMasked</translation>
    </message>
    <message>
        <source>a text in quotes, or hex &quot;de ad&quot;</source>
        <translation>ein Text in Anführungszeichen oder hex &quot;de ad&quot;</translation>
    </message>
    <message>
        <source>Who sent it: client or server</source>
        <translation>Wer es gesendet hat: client oder server</translation>
    </message>
    <message>
        <source>client or server</source>
        <translation>client oder server</translation>
    </message>
    <message>
        <source>What it is: frame, request, response, body, closed …</source>
        <translation>Was es ist: frame, request, response, body, closed …</translation>
    </message>
    <message>
        <source>Opcode of a frame: text, binary, ping, 0x3 …</source>
        <translation>Opcode eines Frames: text, binary, ping, 0x3 …</translation>
    </message>
    <message>
        <source>an opcode such as text, ping or 0x3</source>
        <translation>ein Opcode wie text, ping oder 0x3</translation>
    </message>
    <message>
        <source>Size of the payload or body</source>
        <translation>Größe der Nutzdaten oder des Bodys</translation>
    </message>
    <message>
        <source>Size on the wire, with headers</source>
        <translation>Größe auf der Leitung, mit Kopf</translation>
    </message>
    <message>
        <source>Size of the message up to this frame, inflated</source>
        <translation>Größe der Nachricht bis zu diesem Frame, entpackt</translation>
    </message>
    <message>
        <source>Time since the start</source>
        <translation>Zeit seit Beginn</translation>
    </message>
    <message>
        <source>Number of the event</source>
        <translation>Nummer des Ereignisses</translation>
    </message>
    <message>
        <source>Number of the hop</source>
        <translation>Nummer des Hops</translation>
    </message>
    <message>
        <source>Number of the exchange</source>
        <translation>Nummer des Austauschs</translation>
    </message>
    <message>
        <source>Status of a response</source>
        <translation>Status einer Antwort</translation>
    </message>
    <message>
        <source>a status such as 101</source>
        <translation>ein Status wie 101</translation>
    </message>
    <message>
        <source>Code of a Close frame</source>
        <translation>Code eines Close-Frames</translation>
    </message>
    <message>
        <source>a close code such as 1000</source>
        <translation>ein Close-Code wie 1000</translation>
    </message>
    <message>
        <source>Severity of the worst finding</source>
        <translation>Schwere des schlimmsten Befunds</translation>
    </message>
    <message>
        <source>error, warning, note or none</source>
        <translation>error, warning, note oder none</translation>
    </message>
    <message>
        <source>A rule that is broken here, by its id</source>
        <translation>Eine Regel, die hier verletzt ist, mit ihrer Kennung</translation>
    </message>
    <message>
        <source>What the payload, head or body contains, unmasked and inflated</source>
        <translation>Was Nutzdaten, Kopf oder Body enthalten, demaskiert und entpackt</translation>
    </message>
    <message>
        <source>Sent by the client</source>
        <translation>Vom Client gesendet</translation>
    </message>
    <message>
        <source>Sent by the server</source>
        <translation>Vom Server gesendet</translation>
    </message>
    <message>
        <source>WebSocket frames</source>
        <translation>WebSocket-Frames</translation>
    </message>
    <message>
        <source>Request heads</source>
        <translation>Köpfe von Anfragen</translation>
    </message>
    <message>
        <source>Response heads</source>
        <translation>Köpfe von Antworten</translation>
    </message>
    <message>
        <source>Request and response heads</source>
        <translation>Köpfe von Anfragen und Antworten</translation>
    </message>
    <message>
        <source>HTTP bodies</source>
        <translation>HTTP-Bodys</translation>
    </message>
    <message>
        <source>The switch after a 101</source>
        <translation>Der Wechsel nach einer 101</translation>
    </message>
    <message>
        <source>Bytes that no protocol explains</source>
        <translation>Bytes, die kein Protokoll erklärt</translation>
    </message>
    <message>
        <source>Connections that came up</source>
        <translation>Aufgebaute Verbindungen</translation>
    </message>
    <message>
        <source>TLS that came up</source>
        <translation>Aufgebautes TLS</translation>
    </message>
    <message>
        <source>One direction of a connection ended</source>
        <translation>Eine Richtung einer Verbindung endete</translation>
    </message>
    <message>
        <source>What did not work</source>
        <translation>Was nicht gelang</translation>
    </message>
    <message>
        <source>Bytes that are missing</source>
        <translation>Bytes, die fehlen</translation>
    </message>
    <message>
        <source>Notes in the timeline</source>
        <translation>Hinweise im Ablauf</translation>
    </message>
    <message>
        <source>Text frames</source>
        <translation>Text-Frames</translation>
    </message>
    <message>
        <source>Binary frames</source>
        <translation>Binär-Frames</translation>
    </message>
    <message>
        <source>Ping frames</source>
        <translation>Ping-Frames</translation>
    </message>
    <message>
        <source>Pong frames</source>
        <translation>Pong-Frames</translation>
    </message>
    <message>
        <source>Close frames</source>
        <translation>Close-Frames</translation>
    </message>
    <message>
        <source>Continuation frames</source>
        <translation>Fortsetzungs-Frames</translation>
    </message>
    <message>
        <source>Ping, pong and close frames</source>
        <translation>Ping-, Pong- und Close-Frames</translation>
    </message>
    <message>
        <source>Frames of a reserved opcode</source>
        <translation>Frames mit reserviertem Opcode</translation>
    </message>
    <message>
        <source>Any rule is broken</source>
        <translation>Irgendeine Regel ist verletzt</translation>
    </message>
    <message>
        <source>The worst finding is an error</source>
        <translation>Der schlimmste Befund ist ein Fehler</translation>
    </message>
    <message>
        <source>The worst finding is a warning</source>
        <translation>Der schlimmste Befund ist eine Warnung</translation>
    </message>
    <message>
        <source>The worst finding is a note</source>
        <translation>Der schlimmste Befund ist ein Hinweis</translation>
    </message>
    <message>
        <source>No finding</source>
        <translation>Kein Befund</translation>
    </message>
    <message>
        <source>FIN is set</source>
        <translation>FIN ist gesetzt</translation>
    </message>
    <message>
        <source>RSV1 is set</source>
        <translation>RSV1 ist gesetzt</translation>
    </message>
    <message>
        <source>RSV2 is set</source>
        <translation>RSV2 ist gesetzt</translation>
    </message>
    <message>
        <source>RSV3 is set</source>
        <translation>RSV3 ist gesetzt</translation>
    </message>
    <message>
        <source>The frame is masked</source>
        <translation>Der Frame ist maskiert</translation>
    </message>
    <message>
        <source>A frame of a compressed message</source>
        <translation>Ein Frame einer komprimierten Nachricht</translation>
    </message>
    <message>
        <source>Ended before it was complete</source>
        <translation>Endete, bevor es vollständig war</translation>
    </message>
    <message>
        <source>The last frame of its message</source>
        <translation>Der letzte Frame seiner Nachricht</translation>
    </message>
    <message>
        <source>A 1xx response that is not the answer</source>
        <translation>Eine 1xx, die nicht die Antwort ist</translation>
    </message>
    <message>
        <source>TLS with a certificate that somebody accepted</source>
        <translation>TLS mit einem Zertifikat, das jemand angenommen hat</translation>
    </message>
    <message>
        <source>A frame sent after the side&apos;s own Close</source>
        <translation>Ein Frame nach dem eigenen Close</translation>
    </message>
    <message>
        <source>Has come to its end</source>
        <translation>Ist an seinem Ende</translation>
    </message>
    <message>
        <source>Still growing</source>
        <translation>Wächst noch</translation>
    </message>
    <message>
        <source>a term such as text, from client or size &gt; 1 KiB</source>
        <translation>eine Bedingung wie text, from client oder size &gt; 1 KiB</translation>
    </message>
    <message>
        <source>==, !=, &lt;, &lt;=, &gt;, &gt;=, a range such as 1..9, or in {…}</source>
        <translation>==, !=, &lt;, &lt;=, &gt;, &gt;=, ein Bereich wie 1..9 oder in {…}</translation>
    </message>
    <message>
        <source>==, != or in {…}</source>
        <translation>==, != oder in {…}</translation>
    </message>
    <message>
        <source>contains, icontains or ~</source>
        <translation>contains, icontains oder ~</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>yes oder no</translation>
    </message>
    <message>
        <source>a word such as finding, error or masked</source>
        <translation>ein Wort wie finding, error oder masked</translation>
    </message>
    <message>
        <source>values such as {1, 2}</source>
        <translation>Werte wie {1, 2}</translation>
    </message>
    <message>
        <source>a comma or the end of the set</source>
        <translation>ein Komma oder das Ende der Menge</translation>
    </message>
</context>
<context>
    <name>found</name>
    <message>
        <source>closed by Hop101</source>
        <translation>von Hop101 geschlossen</translation>
    </message>
    <message>
        <source>60 seconds or more without a byte</source>
        <translation>60 Sekunden oder mehr ohne ein Byte</translation>
    </message>
</context>
<context>
    <name>hop101::ui::Banner</name>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Hide this notice</source>
        <translation>Diesen Hinweis ausblenden</translation>
    </message>
</context>
<context>
    <name>hop101::ui::BannerNotes</name>
    <message>
        <source>A recording of %1 was not finished. All that it committed is there.</source>
        <translation>Eine Aufzeichnung vom %1 wurde nicht beendet. Alles, was sie geschrieben hat, ist da.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Show the recording</source>
        <translation>Die Aufzeichnung zeigen</translation>
    </message>
    <message>
        <source>Discard the offer</source>
        <translation>Angebot verwerfen</translation>
    </message>
    <message>
        <source>Do not offer it again; the file stays</source>
        <translation>Nicht wieder anbieten; die Datei bleibt</translation>
    </message>
    <message>
        <source>Subject %1 · issuer %2 · valid %3 to %4
SHA-256 %5</source>
        <translation>Inhaber %1 · Aussteller %2 · gültig %3 bis %4
SHA-256 %5</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted: %1</source>
        <translation>Dem Zertifikat des Servers wird nicht vertraut: %1</translation>
    </message>
    <message>
        <source>Accept for this session and connect</source>
        <translation>Für diese Sitzung annehmen und verbinden</translation>
    </message>
    <message>
        <source>This very certificate is accepted until the window closes; the timeline says so.</source>
        <translation>Genau dieses Zertifikat gilt, bis das Fenster schließt; die Zeitleiste zeigt es an.</translation>
    </message>
    <message>
        <source>The connection stays. What was recorded so far is kept and can be read.</source>
        <translation>Die Verbindung bleibt bestehen. Was bisher aufgezeichnet wurde, ist erhalten und lesbar.</translation>
    </message>
    <message>
        <source>Continue in another file…</source>
        <translation>In anderer Datei fortsetzen…</translation>
    </message>
    <message>
        <source>Record on in a new file, with all that was recorded so far</source>
        <translation>In einer neuen Datei weiter aufzeichnen, mit allem bisher Aufgezeichneten</translation>
    </message>
    <message>
        <source>Add what is missing</source>
        <translation>Fehlendes ergänzen</translation>
    </message>
    <message>
        <source>Add the headers that an upgrade to WebSocket needs</source>
        <translation>Die Header ergänzen, die ein Upgrade zu WebSocket braucht</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Go back to the request as it was</source>
        <translation>Zurück zur Anfrage, wie sie war</translation>
    </message>
    <message>
        <source>The request is filled from %1.</source>
        <translation>Die Anfrage ist ausgefüllt aus: %1.</translation>
    </message>
    <message>
        <source>Line %1, character %2 of what was pasted. The request stays as it was.</source>
        <translation>Zeile %1, Zeichen %2 des Eingefügten. Die Anfrage bleibt, wie sie war.</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… und %n weiterer</numerusform>
            <numerusform>… und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hop101::ui::BehaviourPage</name>
    <message>
        <source>&amp;Fail the connection at the server&apos;s first error</source>
        <translation>Verbindung beim ersten &amp;Fehler des Servers beenden</translation>
    </message>
    <message>
        <source>&amp;Keep it open and go on showing</source>
        <translation>&amp;Offen lassen und weiter zeigen</translation>
    </message>
    <message>
        <source>Answer pings with &amp;pongs</source>
        <translation>Pings mit &amp;Pongs beantworten</translation>
    </message>
    <message>
        <source>Answer a Close with a &amp;Close</source>
        <translation>Ein Close mit einem &amp;Close beantworten</translation>
    </message>
    <message>
        <source>As RFC 6455 section 7.1.7 asks: with the close code of the broken rule.</source>
        <translation>Wie es RFC 6455, Abschnitt 7.1.7 verlangt: mit dem Close-Code der verletzten Regel.</translation>
    </message>
    <message>
        <source>To see what a broken server does next.</source>
        <translation>Um zu sehen, was ein fehlerhafter Server als Nächstes tut.</translation>
    </message>
    <message>
        <source>Switched off, one sees how long the server waits for a pong.</source>
        <translation>Ausgeschaltet sieht man, wie lange der Server auf ein Pong wartet.</translation>
    </message>
    <message>
        <source>Switched off, one sees what the server does without the answer.</source>
        <translation>Ausgeschaltet sieht man, was der Server ohne die Antwort tut.</translation>
    </message>
    <message>
        <source>&amp;Mask frames</source>
        <translation>Frames &amp;maskieren</translation>
    </message>
    <message>
        <source>Switched off, a good server fails the connection at our first frame.</source>
        <translation>Ausgeschaltet bricht ein guter Server die Verbindung bei unserem ersten Frame ab.</translation>
    </message>
    <message>
        <source> MiB</source>
        <translation> MiB</translation>
    </message>
    <message>
        <source>The most that a compressed message is inflated to; beyond it is a finding.</source>
        <translation>So weit wird eine komprimierte Nachricht höchstens entpackt; darüber gibt es einen Befund.</translation>
    </message>
    <message>
        <source>&amp;Inflate at most</source>
        <translation>&amp;Höchstens entpacken</translation>
    </message>
</context>
<context>
    <name>hop101::ui::BitStrip</name>
    <message>
        <source>Bits of the first two bytes</source>
        <translation>Bits der ersten beiden Bytes</translation>
    </message>
</context>
<context>
    <name>hop101::ui::BytesPane</name>
    <message>
        <source>Fields of the bytes</source>
        <translation>Felder der Bytes</translation>
    </message>
    <message>
        <source>Bytes on the wire</source>
        <translation>Bytes auf der Leitung</translation>
    </message>
    <message>
        <source>Select an event to see its bytes.</source>
        <translation>Ein Ereignis auswählen, um seine Bytes zu sehen.</translation>
    </message>
    <message>
        <source>Click a field or a byte: its meaning stands here.</source>
        <translation>Ein Feld oder Byte anklicken: seine Bedeutung steht dann hier.</translation>
    </message>
    <message>
        <source>The first %1 of %2 are shown.</source>
        <translation>Gezeigt werden die ersten %1 von %2.</translation>
    </message>
    <message>
        <source>This event has no bytes on the wire.</source>
        <translation>Dieses Ereignis hat keine Bytes auf der Leitung.</translation>
    </message>
    <message>
        <source>It was cut before it was complete.</source>
        <translation>Es wurde abgeschnitten, bevor es vollständig war.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::CaptureDocument</name>
    <message>
        <source>untitled</source>
        <translation>unbenannt</translation>
    </message>
</context>
<context>
    <name>hop101::ui::CloseForm</name>
    <message>
        <source>Close code</source>
        <translation>Close-Code</translation>
    </message>
    <message>
        <source>Close code; 0 sends a Close without a body</source>
        <translation>Close-Code; 0 sendet ein Close ohne Inhalt</translation>
    </message>
    <message>
        <source>Reason, optional</source>
        <translation>Grund, kann fehlen</translation>
    </message>
    <message>
        <source>Close reason</source>
        <translation>Close-Grund</translation>
    </message>
    <message>
        <source>Send Close</source>
        <translation>Close senden</translation>
    </message>
    <message>
        <source>Start the closing handshake with this code</source>
        <translation>Den Abschluss mit diesem Code beginnen</translation>
    </message>
    <message>
        <source>Cut the connection</source>
        <translation>Verbindung trennen</translation>
    </message>
    <message>
        <source>End TCP at once, without a Close</source>
        <translation>TCP sofort beenden, ohne Close</translation>
    </message>
</context>
<context>
    <name>hop101::ui::CodeLabel</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>hop101::ui::CompareDialog</name>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Both exchanges, side by side</source>
        <translation>Beide Austausche nebeneinander</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Vergleiche…</translation>
    </message>
    <message>
        <source>%1 has no exchange: no HTTP head was recorded in it.</source>
        <translation>%1 hat keinen Austausch: Es wurde kein HTTP-Kopf darin aufgezeichnet.</translation>
    </message>
    <message>
        <source>The same: nothing that counts differs.</source>
        <translation>Gleich: Nichts, was zählt, weicht ab.</translation>
    </message>
    <message>
        <source>Not the same.</source>
        <translation>Nicht gleich.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::Composer</name>
    <message>
        <source>Show or hide what will be sent (Ctrl+E)</source>
        <translation>Zeigen oder verbergen, was gesendet wird (Strg+E)</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Method, target and version</source>
        <translation>Methode, Ziel und Version</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>The header rows, in the order they are sent</source>
        <translation>Die Header in der Reihenfolge, in der sie gesendet werden</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Certificates and names</source>
        <translation>Zertifikate und Namen</translation>
    </message>
    <message>
        <source>Timeouts</source>
        <translation>Fristen</translation>
    </message>
    <message>
        <source>How long each step may take</source>
        <translation>Wie lange jeder Schritt dauern darf</translation>
    </message>
    <message>
        <source>Behaviour</source>
        <translation>Verhalten</translation>
    </message>
    <message>
        <source>What Hop101 does by itself</source>
        <translation>Was Hop101 von sich aus tut</translation>
    </message>
    <message numerus="yes">
        <source>%n headers</source>
        <translation>
            <numerusform>%n Header</numerusform>
            <numerusform>%n Header</numerusform>
        </translation>
    </message>
    <message>
        <source>TLS off</source>
        <translation>TLS aus</translation>
    </message>
    <message>
        <source>TLS on</source>
        <translation>TLS an</translation>
    </message>
    <message>
        <source>TLS on, certificate not verified</source>
        <translation>TLS an, Zertifikat ungeprüft</translation>
    </message>
    <message numerus="yes">
        <source>breaks %n rules</source>
        <translation>
            <numerusform>verletzt %n Regel</numerusform>
            <numerusform>verletzt %n Regeln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>raw: %n bytes</source>
        <translation>
            <numerusform>roh: %n Byte</numerusform>
            <numerusform>roh: %n Bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>split in %n writes</source>
        <translation>
            <numerusform>in %n Schreibvorgang</numerusform>
            <numerusform>in %n Schreibvorgängen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hop101::ui::CopyMenu</name>
    <message>
        <source>Copy request &amp;as</source>
        <translation>Anfrage kopieren &amp;als</translation>
    </message>
    <message>
        <source>Copy what sends the same request</source>
        <translation>Kopieren, was dieselbe Anfrage sendet</translation>
    </message>
    <message>
        <source>Copy the configuration that passes upgrades on to this URL</source>
        <translation>Die Konfiguration kopieren, die Upgrades an diese URL weiterreicht</translation>
    </message>
</context>
<context>
    <name>hop101::ui::CutEdit</name>
    <message>
        <source>“%1” is no place to split at: write a byte, or byte:milliseconds as in 20:500.</source>
        <translation>„%1“ ist keine Trennstelle: Geben Sie ein Byte an, oder Byte:Millisekunden wie in 20:500.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::DetailPane</name>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>What happened and why, rule by rule (Ctrl+1)</source>
        <translation>Was geschah und warum, Regel für Regel (Strg+1)</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>Request and response as on the wire (Ctrl+2)</source>
        <translation>Anfrage und Antwort wie auf der Leitung (Strg+2)</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Nutzdaten</translation>
    </message>
    <message>
        <source>What the message or the response carries (Ctrl+3)</source>
        <translation>Was die Nachricht oder die Antwort enthält (Strg+3)</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Every byte, with the fields named (Ctrl+4)</source>
        <translation>Jedes Byte, mit benannten Feldern (Strg+4)</translation>
    </message>
</context>
<context>
    <name>hop101::ui::DropHint</name>
    <message>
        <source>Drop %1 to open it</source>
        <translation>%1 loslassen, um die Datei zu öffnen</translation>
    </message>
</context>
<context>
    <name>hop101::ui::EmptyState</name>
    <message>
        <source>The request goes out, byte for byte as the composer shows it.</source>
        <translation>Die Anfrage geht hinaus, Byte für Byte wie oben gezeigt.</translation>
    </message>
    <message>
        <source>The server reads the headers that ask for the upgrade.</source>
        <translation>Der Server liest die Header, die um das Upgrade bitten.</translation>
    </message>
    <message>
        <source>It decides, and each rule of the RFC is checked.</source>
        <translation>Er entscheidet, und jede Regel des RFC wird geprüft.</translation>
    </message>
    <message>
        <source>It answers: 101 switches the protocol, anything else is explained.</source>
        <translation>Er antwortet: 101 wechselt das Protokoll, alles andere wird erklärt.</translation>
    </message>
    <message>
        <source>Frames go both ways, each one a row that you can open.</source>
        <translation>Frames gehen in beide Richtungen, jeder als Zeile, die sich öffnen lässt.</translation>
    </message>
    <message>
        <source>An echo server is running inside this window.</source>
        <translation>In diesem Fenster läuft ein Echo-Server.</translation>
    </message>
    <message>
        <source>Ready to connect.</source>
        <translation>Bereit zum Verbinden.</translation>
    </message>
    <message>
        <source>Press Enter to connect to it and watch an upgrade happen, or type another URL.</source>
        <translation>Mit der Eingabetaste verbinden und ein Upgrade beobachten, oder eine andere URL eingeben.</translation>
    </message>
    <message>
        <source>Press Enter to send the request and watch the upgrade happen.</source>
        <translation>Mit der Eingabetaste die Anfrage senden und das Upgrade beobachten.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::EventTable</name>
    <message>
        <source>Event table</source>
        <translation>Ereignistabelle</translation>
    </message>
</context>
<context>
    <name>hop101::ui::EventTableModel</name>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>#</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Time (ms)</source>
        <translation>Zeit (ms)</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Einzelheit</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>bookmark</source>
        <translation>Lesezeichen</translation>
    </message>
    <message>
        <source>bookmark: %1</source>
        <translation>Lesezeichen: %1</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Bookmark, note</source>
        <translation>Lesezeichen, Notiz</translation>
    </message>
</context>
<context>
    <name>hop101::ui::ExchangeModel</name>
    <message>
        <source>All connections (%1)</source>
        <translation>Alle Verbindungen (%1)</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>Session %1</source>
        <translation>Sitzung %1</translation>
    </message>
</context>
<context>
    <name>hop101::ui::ExchangeStrip</name>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>%1 sessions</source>
        <translation>%1 Sitzungen</translation>
    </message>
    <message>
        <source>Show one connection alone, or all of them</source>
        <translation>Eine Verbindung allein zeigen oder alle</translation>
    </message>
</context>
<context>
    <name>hop101::ui::ExportControl</name>
    <message>
        <source>All %1 events</source>
        <translation>Alle %1 Ereignisse</translation>
    </message>
    <message>
        <source>What the timeline shows: %1 events</source>
        <translation>Was die Zeitleiste zeigt: %1 Ereignisse</translation>
    </message>
    <message>
        <source>The exchange of the selected event</source>
        <translation>Der Austausch des gewählten Ereignisses</translation>
    </message>
    <message>
        <source>From the selected event to the end: %1 to %2</source>
        <translation>Vom gewählten Ereignis bis zum Ende: %1 bis %2</translation>
    </message>
    <message>
        <source>The selected event alone: %1</source>
        <translation>Nur das gewählte Ereignis: %1</translation>
    </message>
    <message>
        <source>Exported as %1 and %2 more files.</source>
        <translation>Exportiert als %1 und %2 weitere Dateien.</translation>
    </message>
    <message>
        <source>Exported as %1.</source>
        <translation>Exportiert als %1.</translation>
    </message>
    <message>
        <source>%1 has the part that was written until you cancelled.</source>
        <translation>%1 hat den Teil, der bis zum Abbruch geschrieben war.</translation>
    </message>
    <message>
        <source>%1 secrets were replaced.</source>
        <translation>%1 Geheimnisse wurden ersetzt.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Show where the file is</source>
        <translation>Zeigen, wo die Datei liegt</translation>
    </message>
    <message>
        <source>Nothing was copied.</source>
        <translation>Nichts wurde kopiert.</translation>
    </message>
    <message>
        <source>A picture of %1 events is in the clipboard.</source>
        <translation>Ein Bild von %1 Ereignissen ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>%1 events are in the clipboard: %2.</source>
        <translation>%1 Ereignisse sind in der Zwischenablage: %2.</translation>
    </message>
    <message>
        <source>Selection: %1 events</source>
        <translation>Auswahl: %1 Ereignisse</translation>
    </message>
</context>
<context>
    <name>hop101::ui::ExportDialog</name>
    <message>
        <source>Pings, pongs and closes, too</source>
        <translation>Auch Ping, Pong und Close</translation>
    </message>
    <message>
        <source>Messages inflated, as they were meant</source>
        <translation>Nachrichten entpackt, wie sie gemeint waren</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>Dunkle Farben</translation>
    </message>
    <message>
        <source>Upright pages</source>
        <translation>Hochformat</translation>
    </message>
    <message>
        <source>US Letter paper</source>
        <translation>Papier US Letter</translation>
    </message>
    <message>
        <source>Replace secrets</source>
        <translation>Geheimnisse ersetzen</translation>
    </message>
    <message>
        <source>Which…</source>
        <translation>Welche…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Choose the file and write it</source>
        <translation>Die Datei wählen und schreiben</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>What other programs read</source>
        <translation>Was andere Programme lesen</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Logins, cookies, tokens and what else you name; the capture stays as it is</source>
        <translation>Anmeldungen, Cookies, Tokens und was sonst genannt wird; die Aufzeichnung bleibt, wie sie ist</translation>
    </message>
    <message>
        <source>Choose what is replaced, and look at it first</source>
        <translation>Wählen, was ersetzt wird, und es vorher ansehen</translation>
    </message>
    <message>
        <source>It ended early. What is written until here:</source>
        <translation>Es endete vorzeitig. Was bis hier geschrieben ist:</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Leave the file with the part that it has</source>
        <translation>Die Datei mit ihrem Teil stehen lassen</translation>
    </message>
    <message>
        <source>Leave nothing of this export</source>
        <translation>Nichts von diesem Export übrig lassen</translation>
    </message>
    <message>
        <source>That is the capture itself: choose another place.</source>
        <translation>Das ist die Aufzeichnung selbst: bitte einen anderen Ort wählen.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lesen…</translation>
    </message>
    <message>
        <source>%1 of %2 events, %3 written</source>
        <translation>%1 von %2 Ereignissen, %3 geschrieben</translation>
    </message>
    <message>
        <source>Put the folder of payloads into</source>
        <translation>Den Ordner mit Nutzdaten ablegen in</translation>
    </message>
</context>
<context>
    <name>hop101::ui::Field</name>
    <message>
        <source>continuation</source>
        <translation>Fortsetzung</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>binary</source>
        <translation>binär</translation>
    </message>
    <message>
        <source>close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>ping</source>
        <translation>Ping</translation>
    </message>
    <message>
        <source>pong</source>
        <translation>Pong</translation>
    </message>
    <message>
        <source>reserved</source>
        <translation>reserviert</translation>
    </message>
    <message>
        <source>A further fragment of the message that is open.</source>
        <translation>Ein weiteres Fragment der offenen Nachricht.</translation>
    </message>
    <message>
        <source>Begins a text message; its payload is UTF-8.</source>
        <translation>Beginnt eine Textnachricht; ihre Nutzdaten sind UTF-8.</translation>
    </message>
    <message>
        <source>Begins a binary message; its payload may be any bytes.</source>
        <translation>Beginnt eine Binärnachricht; ihre Nutzdaten sind beliebige Bytes.</translation>
    </message>
    <message>
        <source>Starts or answers the closing handshake.</source>
        <translation>Beginnt oder beantwortet den Abschluss.</translation>
    </message>
    <message>
        <source>Asks the other side for a pong with the same payload.</source>
        <translation>Bittet die Gegenseite um ein Pong mit denselben Nutzdaten.</translation>
    </message>
    <message>
        <source>Answers a ping with the same payload, or is a heartbeat.</source>
        <translation>Beantwortet ein Ping mit denselben Nutzdaten, oder ist ein Lebenszeichen.</translation>
    </message>
    <message>
        <source>Reserved for later versions: the receiver must fail the connection.</source>
        <translation>Für spätere Versionen reserviert: Der Empfänger muss die Verbindung beenden.</translation>
    </message>
    <message>
        <source>The last or only fragment of its message.</source>
        <translation>Das letzte oder einzige Fragment seiner Nachricht.</translation>
    </message>
    <message>
        <source>More fragments of this message follow.</source>
        <translation>Weitere Fragmente dieser Nachricht folgen.</translation>
    </message>
    <message>
        <source>Reserved for extensions: clear unless one was agreed on.</source>
        <translation>Für Erweiterungen reserviert: null, solange keine vereinbart ist.</translation>
    </message>
    <message>
        <source>Opcode</source>
        <translation>Opcode</translation>
    </message>
    <message>
        <source>The payload&apos;s size in bytes, up to 125 within these seven bits.</source>
        <translation>Die Größe der Nutzdaten in Bytes, bis 125 in diesen sieben Bits.</translation>
    </message>
    <message>
        <source>126 in the seven bits says that the size follows in two bytes.</source>
        <translation>126 in den sieben Bits sagt, dass die Größe in zwei Bytes folgt.</translation>
    </message>
    <message>
        <source>127 in the seven bits says that the size follows in eight bytes.</source>
        <translation>127 in den sieben Bits sagt, dass die Größe in acht Bytes folgt.</translation>
    </message>
    <message>
        <source>Every frame of a client must be masked.</source>
        <translation>Jeder Frame eines Clients muss maskiert sein.</translation>
    </message>
    <message>
        <source>A server must not mask its frames.</source>
        <translation>Ein Server darf seine Frames nicht maskieren.</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>Masking key</source>
        <translation>Maske</translation>
    </message>
    <message>
        <source>Each payload byte is combined by exclusive or with one byte of this key, in turn.</source>
        <translation>Jedes Byte der Nutzdaten wird reihum durch exklusives Oder mit einem Byte dieser Maske verknüpft.</translation>
    </message>
    <message>
        <source>Close code</source>
        <translation>Close-Code</translation>
    </message>
    <message>
        <source>Why the connection is closed.</source>
        <translation>Warum die Verbindung geschlossen wird.</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Nutzdaten</translation>
    </message>
    <message>
        <source>(masked)</source>
        <translation>(maskiert)</translation>
    </message>
    <message>
        <source>Here as on the wire; the Payload tab shows it without the mask.</source>
        <translation>Hier wie auf der Leitung; die Seite Nutzdaten zeigt sie ohne Maske.</translation>
    </message>
    <message>
        <source>What the frame carries, as it is.</source>
        <translation>Was der Frame trägt, wie es ist.</translation>
    </message>
    <message>
        <source>Empty line</source>
        <translation>Leerzeile</translation>
    </message>
    <message>
        <source>Ends the head; what follows is a body or, after a 101, the new protocol.</source>
        <translation>Beendet den Kopf; es folgt ein Inhalt oder, nach einem 101, das neue Protokoll.</translation>
    </message>
    <message>
        <source>The name and port that the client wants, so that one address can serve many.</source>
        <translation>Name und Port, die der Client verlangt, damit eine Adresse viele bedienen kann.</translation>
    </message>
    <message>
        <source>The protocol to switch to. It counts for this hop only: a proxy must pass it on itself.</source>
        <translation>Das Protokoll, zu dem gewechselt wird. Es gilt nur für diesen Hop: Ein Proxy muss es selbst weitergeben.</translation>
    </message>
    <message>
        <source>Lists what counts for this hop only; without “upgrade” here, Upgrade is ignored.</source>
        <translation>Nennt, was nur für diesen Hop gilt; ohne „upgrade“ hier wird Upgrade übergangen.</translation>
    </message>
    <message>
        <source>16 random bytes in base64. The server proves with Accept that it read them.</source>
        <translation>16 zufällige Bytes in Base64. Der Server beweist mit Accept, dass er sie las.</translation>
    </message>
    <message>
        <source>base64(SHA-1(key + GUID)): proof that the server understood the upgrade.</source>
        <translation>base64(SHA-1(Schlüssel + GUID)): der Beweis, dass der Server das Upgrade verstand.</translation>
    </message>
    <message>
        <source>The version of the protocol; 13 is the only one in use.</source>
        <translation>Die Version des Protokolls; nur 13 ist in Gebrauch.</translation>
    </message>
    <message>
        <source>Subprotocols: the client offers some, the server chooses one of them or none.</source>
        <translation>Unterprotokolle: Der Client bietet einige an, der Server wählt eines davon oder keines.</translation>
    </message>
    <message>
        <source>Extensions such as compression: offered by the client, agreed to by the server.</source>
        <translation>Erweiterungen wie Kompression: vom Client angeboten, vom Server angenommen.</translation>
    </message>
    <message>
        <source>The web page&apos;s origin; servers may refuse those that they do not know.</source>
        <translation>Die Herkunft der Webseite; Server dürfen ablehnen, was sie nicht kennen.</translation>
    </message>
    <message>
        <source>The size of the body in bytes.</source>
        <translation>Die Größe des Inhalts in Bytes.</translation>
    </message>
    <message>
        <source>How the body is framed, such as in chunks.</source>
        <translation>Wie der Inhalt gegliedert ist, etwa in Stücke.</translation>
    </message>
    <message>
        <source>Where a redirect leads; WebSocket clients need not follow it.</source>
        <translation>Wohin eine Umleitung führt; WebSocket-Clients müssen ihr nicht folgen.</translation>
    </message>
    <message>
        <source>How the server wants the client to log in.</source>
        <translation>Wie sich der Client beim Server anmelden soll.</translation>
    </message>
    <message>
        <source>The software that answered, which may be a proxy.</source>
        <translation>Die Software, die antwortete; es kann ein Proxy sein.</translation>
    </message>
    <message>
        <source>The proxies between; each adds itself.</source>
        <translation>Die Proxys dazwischen; jeder fügt sich hinzu.</translation>
    </message>
    <message>
        <source>Cut header</source>
        <translation>Abgeschnittener Kopf</translation>
    </message>
    <message>
        <source>Request line</source>
        <translation>Anfragezeile</translation>
    </message>
    <message>
        <source>What is asked for: method, target and version.</source>
        <translation>Was verlangt wird: Methode, Ziel und Version.</translation>
    </message>
    <message>
        <source>Status line</source>
        <translation>Statuszeile</translation>
    </message>
    <message>
        <source>How it went: version, status and a reason for people.</source>
        <translation>Wie es ausging: Version, Status und ein Grund für Menschen.</translation>
    </message>
    <message>
        <source>The message is compressed: permessage-deflate was agreed on, and uses this bit of the message&apos;s first frame.</source>
        <translation>Die Nachricht ist komprimiert: permessage-deflate wurde vereinbart und nutzt dieses Bit im ersten Frame der Nachricht.</translation>
    </message>
    <message>
        <source>Clear, as in every further frame: the first one says that the message is compressed.</source>
        <translation>Nicht gesetzt, wie in jedem weiteren Frame: Der erste sagt, dass die Nachricht komprimiert ist.</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Message so far</source>
        <translation>Nachricht bisher</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>The payload was not inflated to its end: an error, or a limit, stopped it.</source>
        <translation>Die Nutzdaten wurden nicht bis zum Ende entpackt: ein Fehler oder eine Grenze kam dazwischen.</translation>
    </message>
    <message>
        <source>The frame is not complete yet.</source>
        <translation>Der Frame ist noch nicht vollständig.</translation>
    </message>
    <message>
        <source>%1 to 1</source>
        <translation>%1 zu 1</translation>
    </message>
    <message>
        <source>What these bytes inflate to (DEFLATE); the Payload tab shows it.</source>
        <translation>Was aus diesen Bytes entpackt wird (DEFLATE); der Reiter Nutzdaten zeigt es.</translation>
    </message>
    <message>
        <source>(compressed)</source>
        <translation>(komprimiert)</translation>
    </message>
</context>
<context>
    <name>hop101::ui::FieldModel</name>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Byte.bit</source>
        <translation>Byte.Bit</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>hop101::ui::FilterBar</name>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Examples to begin with</source>
        <translation>Beispiele für den Anfang</translation>
    </message>
    <message>
        <source>Close the filter</source>
        <translation>Filter schließen</translation>
    </message>
    <message>
        <source>Show all events again (Esc)</source>
        <translation>Wieder alle Ereignisse zeigen (Esc)</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter, such as: text and size &gt; 64 KiB</source>
        <translation>Filter, etwa: text and size &gt; 64 KiB</translation>
    </message>
    <message>
        <source>Which events show. Ctrl+Space lists the words; Esc clears it (Ctrl+Shift+F)</source>
        <translation>Welche Ereignisse zu sehen sind. Strg+Leertaste zeigt die Wörter; Esc leert das Feld (Strg+Umschalt+F)</translation>
    </message>
    <message>
        <source>Stop looking; what was found stays</source>
        <translation>Die Suche anhalten; was gefunden wurde, bleibt</translation>
    </message>
    <message>
        <source>what broke a rule</source>
        <translation>was eine Regel verletzt hat</translation>
    </message>
    <message>
        <source>what the client said</source>
        <translation>was der Client gesagt hat</translation>
    </message>
    <message>
        <source>without ping, pong and close</source>
        <translation>ohne Ping, Pong und Close</translation>
    </message>
    <message>
        <source>large binary frames</source>
        <translation>große Binär-Frames</translation>
    </message>
    <message>
        <source>ten seconds of the session</source>
        <translation>zehn Sekunden der Sitzung</translation>
    </message>
    <message>
        <source>a text, in upper or lower case</source>
        <translation>ein Text, groß oder klein geschrieben</translation>
    </message>
    <message>
        <source>unusual ends</source>
        <translation>ungewöhnliche Enden</translation>
    </message>
    <message>
        <source>what was refused or failed</source>
        <translation>was abgelehnt wurde oder scheiterte</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>stopped at event %1</source>
        <translation>angehalten bei Ereignis %1</translation>
    </message>
</context>
<context>
    <name>hop101::ui::FindBar</name>
    <message>
        <source>Aa</source>
        <translation>Aa</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Find a text</source>
        <translation>Einen Text suchen</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>Find bytes, such as de ad be ef</source>
        <translation>Bytes suchen, etwa de ad be ef</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find in payloads, heads and bodies</source>
        <translation>In Nutzdaten, Köpfen und Rümpfen suchen</translation>
    </message>
    <message>
        <source>Masked and compressed payloads are found as they are read. Enter or F3: next; Shift: previous</source>
        <translation>Maskierte und komprimierte Nutzdaten werden so durchsucht, wie man sie liest. Eingabe oder F3: nächste; Umschalt: vorige Stelle</translation>
    </message>
    <message>
        <source>Tell upper from lower case</source>
        <translation>Groß- und Kleinschreibung unterscheiden</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Vorige Stelle</translation>
    </message>
    <message>
        <source>The previous place (Shift+F3, Shift+Enter)</source>
        <translation>Die vorige Stelle (Umschalt+F3, Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Nächste Stelle</translation>
    </message>
    <message>
        <source>The next place (F3, Enter)</source>
        <translation>Die nächste Stelle (F3, Eingabe)</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>Suche schließen</translation>
    </message>
    <message>
        <source>Close the search (Esc)</source>
        <translation>Suche schließen (Esc)</translation>
    </message>
    <message>
        <source>Not in what the filter shows</source>
        <translation>Nicht in dem, was der Filter zeigt</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Searching, %1 %</source>
        <translation>Suche, %1 %</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Hex is pairs of 0–9 and a–f</source>
        <translation>Hex sind Paare aus 0–9 und a–f</translation>
    </message>
    <message>
        <source>At most %1 bytes</source>
        <translation>Höchstens %1 Bytes</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Event %1, byte %2</source>
        <translation>Ereignis %1, Byte %2</translation>
    </message>
    <message>
        <source>around the end</source>
        <translation>über das Ende hinaus</translation>
    </message>
</context>
<context>
    <name>hop101::ui::FrameOptions</name>
    <message>
        <source>FI&amp;N</source>
        <translation>FI&amp;N</translation>
    </message>
    <message>
        <source>RSV&amp;1</source>
        <translation>RSV&amp;1</translation>
    </message>
    <message>
        <source>RSV&amp;2</source>
        <translation>RSV&amp;2</translation>
    </message>
    <message>
        <source>RSV&amp;3</source>
        <translation>RSV&amp;3</translation>
    </message>
    <message>
        <source>&amp;Compress</source>
        <translation>&amp;Komprimieren</translation>
    </message>
    <message>
        <source>As &amp;usual</source>
        <translation>N&amp;ormal</translation>
    </message>
    <message>
        <source>as chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>reserved</source>
        <translation>reserviert</translation>
    </message>
    <message>
        <source>What the frame says it is. 3 to 7 and 11 to 15 are reserved.</source>
        <translation>Was der Frame zu sein angibt. 3 bis 7 und 11 bis 15 sind reserviert.</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>wie üblich</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>own key</source>
        <translation>eigene</translation>
    </message>
    <message>
        <source>A client masks each frame with a fresh key; a server fails one that is not masked.</source>
        <translation>Ein Client maskiert jeden Frame mit einem frischen Schlüssel; bei einem unmaskierten bricht der Server ab.</translation>
    </message>
    <message>
        <source>The mask&apos;s key: eight hex digits</source>
        <translation>Der Schlüssel der Maske: acht Hex-Ziffern</translation>
    </message>
    <message>
        <source>Mask key</source>
        <translation>Maskenschlüssel</translation>
    </message>
    <message>
        <source>shortest</source>
        <translation>kürzeste</translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1 Byte</translation>
    </message>
    <message>
        <source>3 bytes</source>
        <translation>3 Bytes</translation>
    </message>
    <message>
        <source>9 bytes</source>
        <translation>9 Bytes</translation>
    </message>
    <message>
        <source>The form of the length field. What does not fit is cut to its low bits.</source>
        <translation>Die Form des Längenfelds. Was nicht passt, wird auf seine unteren Bits gekürzt.</translation>
    </message>
    <message>
        <source>the payload&apos;s</source>
        <translation>die der Nutzdaten</translation>
    </message>
    <message>
        <source>What the length field says, right or wrong</source>
        <translation>Was das Längenfeld angibt, richtig oder falsch</translation>
    </message>
    <message>
        <source>Stated length</source>
        <translation>Angegebene Länge</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>gar nicht</translation>
    </message>
    <message>
        <source>The most payload bytes of one frame; the rest follows in continuations</source>
        <translation>So viele Nutzdaten-Bytes hat ein Frame höchstens; der Rest folgt in Fortsetzungen</translation>
    </message>
    <message>
        <source>Fragment size</source>
        <translation>Fragmentgröße</translation>
    </message>
    <message>
        <source>Split the write behind these bytes of the frame, with a pause in milliseconds: 2, 6:500</source>
        <translation>Das Schreiben hinter diesen Bytes des Frames trennen, mit einer Pause in Millisekunden: 2, 6:500</translation>
    </message>
    <message>
        <source>Where the frame&apos;s write is split</source>
        <translation>Wo das Schreiben des Frames getrennt wird</translation>
    </message>
    <message>
        <source>Send frames as they should be again</source>
        <translation>Frames wieder so senden, wie sie sein sollen</translation>
    </message>
    <message>
        <source>The last frame of its message</source>
        <translation>Der letzte Frame seiner Nachricht</translation>
    </message>
    <message>
        <source>A reserved bit: 0 unless an extension was agreed</source>
        <translation>Ein reserviertes Bit: 0, solange keine Erweiterung vereinbart ist</translation>
    </message>
    <message>
        <source>Text and binary messages are compressed where permessage-deflate was agreed</source>
        <translation>Text- und Binärnachrichten werden komprimiert, wo permessage-deflate vereinbart ist</translation>
    </message>
    <message>
        <source>&amp;Opcode</source>
        <translation>&amp;Opcode</translation>
    </message>
    <message>
        <source>M&amp;ask</source>
        <translation>M&amp;aske</translation>
    </message>
    <message>
        <source>&amp;Length in</source>
        <translation>&amp;Länge in</translation>
    </message>
    <message>
        <source>S&amp;tates</source>
        <translation>Gib&amp;t an</translation>
    </message>
    <message>
        <source>F&amp;ragments of</source>
        <translation>F&amp;ragmente zu</translation>
    </message>
    <message>
        <source>Spl&amp;it at</source>
        <translation>Trennen be&amp;i</translation>
    </message>
    <message>
        <source>A mask key is eight hex digits, such as 37fa213d.</source>
        <translation>Ein Maskenschlüssel hat acht Hex-Ziffern, etwa 37fa213d.</translation>
    </message>
    <message>
        <source>The stated length must be a whole number of bytes.</source>
        <translation>Die angegebene Länge muss eine ganze Zahl von Bytes sein.</translation>
    </message>
    <message>
        <source>The size of fragments must be a whole number of bytes, 1 or more.</source>
        <translation>Die Größe der Fragmente muss eine ganze Zahl von Bytes sein, mindestens 1.</translation>
    </message>
    <message>
        <source>opcode %1</source>
        <translation>Opcode %1</translation>
    </message>
    <message>
        <source>no FIN</source>
        <translation>kein FIN</translation>
    </message>
    <message>
        <source>not compressed</source>
        <translation>nicht komprimiert</translation>
    </message>
    <message>
        <source>mask: %1</source>
        <translation>Maske: %1</translation>
    </message>
    <message>
        <source>length in %1</source>
        <translation>Länge in %1</translation>
    </message>
    <message>
        <source>states %1</source>
        <translation>gibt %1 an</translation>
    </message>
    <message>
        <source>fragments of %1</source>
        <translation>Fragmente zu %1</translation>
    </message>
    <message>
        <source>split at %1</source>
        <translation>getrennt bei %1</translation>
    </message>
    <message>
        <source>Mask ke&amp;y</source>
        <translation>&amp;Schlüssel</translation>
    </message>
</context>
<context>
    <name>hop101::ui::HeadPane</name>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>What was asked</source>
        <translation>Was gefragt wurde</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>What was answered</source>
        <translation>Was geantwortet wurde</translation>
    </message>
    <message>
        <source>Head as on the wire</source>
        <translation>Kopf wie auf der Leitung</translation>
    </message>
    <message>
        <source>No head yet.</source>
        <translation>Noch kein Kopf.</translation>
    </message>
    <message>
        <source>Click a line to see what it means.</source>
        <translation>Eine Zeile anklicken, um zu sehen, was sie bedeutet.</translation>
    </message>
    <message>
        <source>“%1” has no part in the upgrade.</source>
        <translation>„%1“ hat mit dem Upgrade nichts zu tun.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::HeaderModel</name>
    <message>
        <source>Filled in for every connection. Write over it to send your own value.</source>
        <translation>Wird für jede Verbindung eingesetzt. Überschreiben, um einen eigenen Wert zu senden.</translation>
    </message>
    <message>
        <source>Switched off rows are not sent.</source>
        <translation>Ausgeschaltete Zeilen werden nicht gesendet.</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>hop101::ui::HeaderTable</name>
    <message>
        <source>Headers of the request</source>
        <translation>Header der Anfrage</translation>
    </message>
    <message>
        <source>Add header</source>
        <translation>Header hinzufügen</translation>
    </message>
    <message>
        <source>Duplicate header</source>
        <translation>Header verdoppeln</translation>
    </message>
    <message>
        <source>Delete header</source>
        <translation>Header löschen</translation>
    </message>
    <message>
        <source>Move header up</source>
        <translation>Header nach oben</translation>
    </message>
    <message>
        <source>Move header down</source>
        <translation>Header nach unten</translation>
    </message>
    <message>
        <source>Make automatic again</source>
        <translation>Wieder automatisch</translation>
    </message>
</context>
<context>
    <name>hop101::ui::HeldStrip</name>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Text message</source>
        <translation>Textnachricht</translation>
    </message>
    <message>
        <source>Binary message</source>
        <translation>Binärnachricht</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Ping</source>
        <translation>Ping</translation>
    </message>
    <message>
        <source>Pong</source>
        <translation>Pong</translation>
    </message>
    <message>
        <source>Frame of opcode %1</source>
        <translation>Frame mit Opcode %1</translation>
    </message>
    <message>
        <source>from the server</source>
        <translation>vom Server</translation>
    </message>
    <message>
        <source>from the client</source>
        <translation>vom Client</translation>
    </message>
    <message>
        <source>%1 %2, connection #%3, %4 bytes</source>
        <translation>%1 %2, Verbindung #%3, %4 Bytes</translation>
    </message>
    <message>
        <source>The one before (Alt+Left)</source>
        <translation>Die davor (Alt+Links)</translation>
    </message>
    <message>
        <source>The next that waits (Alt+Right)</source>
        <translation>Die nächste, die wartet (Alt+Rechts)</translation>
    </message>
    <message>
        <source>Release all</source>
        <translation>Alle freigeben</translation>
    </message>
    <message>
        <source>All that waits goes on as it came</source>
        <translation>Alles, was wartet, geht weiter, wie es kam</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>It never goes on (Ctrl+Shift+Backspace)</source>
        <translation>Geht nie weiter (Strg+Umschalt+Rücktaste)</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>It goes on, with what you changed (Ctrl+Return)</source>
        <translation>Geht weiter, mit Ihren Änderungen (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>What waits at a breakpoint</source>
        <translation>Was an einem Haltepunkt wartet</translation>
    </message>
    <message>
        <source>What waits</source>
        <translation>Was wartet</translation>
    </message>
    <message>
        <source>Held: %1</source>
        <translation>Angehalten: %1</translation>
    </message>
    <message>
        <source>Held, %1 of %2: %3</source>
        <translation>Angehalten, %1 von %2: %3</translation>
    </message>
    <message>
        <source>Only its front is shown: it is too large to be changed here.</source>
        <translation>Nur der Anfang ist zu sehen: zu groß, um hier geändert zu werden.</translation>
    </message>
    <message>
        <source>Its bytes in hex; all behind it in its direction waits, too.</source>
        <translation>Die Bytes hexadezimal; alles dahinter in dieser Richtung wartet auch.</translation>
    </message>
    <message>
        <source>All behind it in its direction waits, too.</source>
        <translation>Alles dahinter in dieser Richtung wartet auch.</translation>
    </message>
    <message>
        <source>Write bytes as pairs of hex digits, such as 48 65 6c 6c 6f.</source>
        <translation>Schreiben Sie Bytes als Paare von Hexziffern, etwa 48 65 6c 6c 6f.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::Help</name>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was sie tut</translation>
    </message>
    <message>
        <source>Send what is in the send bar</source>
        <translation>Senden, was in der Sendeleiste steht</translation>
    </message>
    <message>
        <source>In the send bar: what was sent before</source>
        <translation>In der Sendeleiste: was zuvor gesendet wurde</translation>
    </message>
    <message>
        <source>In the headers: move the row up</source>
        <translation>In den Headern: Zeile nach oben</translation>
    </message>
    <message>
        <source>In the headers: move the row down</source>
        <translation>In den Headern: Zeile nach unten</translation>
    </message>
    <message>
        <source>About Hop101</source>
        <translation>Über Hop101</translation>
    </message>
    <message>
        <source>Hop101 %1</source>
        <translation>Hop101 %1</translation>
    </message>
    <message>
        <source>Shows every hop of an HTTP upgrade.
Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Zeigt jeden Hop eines HTTP-Upgrades.
Freie Software unter der GNU General Public License, Version 3 oder später.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::ImportControl</name>
    <message>
        <source>The file breaks off at byte %1: %2</source>
        <translation>Die Datei bricht bei Byte %1 ab: %2</translation>
    </message>
    <message>
        <source>Captures (*.hop101)</source>
        <translation>Aufzeichnungen (*.hop101)</translation>
    </message>
    <message>
        <source>All that can be opened (%1)</source>
        <translation>Alles, was sich öffnen lässt (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 is still being imported: wait for it, or cancel it.</source>
        <translation>%1 wird noch importiert: bitte warten oder abbrechen.</translation>
    </message>
    <message>
        <source>Import of %1</source>
        <translation>Import von %1</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lesen…</translation>
    </message>
    <message>
        <source>Cancelled: this is what was read of %1 until then.</source>
        <translation>Abgebrochen: Das wurde bis dahin von %1 gelesen.</translation>
    </message>
    <message>
        <source>Treat as WebSocket</source>
        <translation>Als WebSocket lesen</translation>
    </message>
    <message>
        <source>%1 streams begin after their handshake: read them as frames</source>
        <translation>%1 Ströme beginnen nach ihrem Handshake: als Frames lesen</translation>
    </message>
    <message>
        <source>All %1 remarks…</source>
        <translation>Alle %1 Bemerkungen…</translation>
    </message>
    <message>
        <source>What was made up, and what is not there</source>
        <translation>Was erfunden ist und was fehlt</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Leave nothing of this import</source>
        <translation>Nichts von diesem Import übrig lassen</translation>
    </message>
    <message>
        <source>%1 events put in their order</source>
        <translation>%1 Ereignisse in ihre Reihenfolge gebracht</translation>
    </message>
    <message>
        <source>%1 of %2 read</source>
        <translation>%1 von %2 gelesen</translation>
    </message>
    <message>
        <source>%1 became a capture: %2, %3.</source>
        <translation>%1 ist jetzt eine Aufzeichnung: %2, %3.</translation>
    </message>
    <message numerus="yes">
        <source>%n connections</source>
        <translation>
            <numerusform>%n Verbindung</numerusform>
            <numerusform>%n Verbindungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events</source>
        <translation>
            <numerusform>%Ln Ereignis</numerusform>
            <numerusform>%Ln Ereignisse</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose key log</source>
        <translation>Schlüsselprotokoll wählen</translation>
    </message>
    <message>
        <source>Key logs (*.log *.txt *.keys *.keylog);;All files (*)</source>
        <translation>Schlüsselprotokolle (*.log *.txt *.keys *.keylog);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 is encrypted: without its key log nothing of it can be read.</source>
        <translation>%1 ist verschlüsselt: Ohne ihr Schlüsselprotokoll ist nichts davon lesbar.</translation>
    </message>
    <message>
        <source>Choose key log…</source>
        <translation>Schlüsselprotokoll wählen…</translation>
    </message>
    <message>
        <source>Read what is encrypted with the file that SSLKEYLOGFILE named while it was recorded</source>
        <translation>Das Verschlüsselte mit der Datei lesen, die SSLKEYLOGFILE bei der Aufnahme nannte</translation>
    </message>
</context>
<context>
    <name>hop101::ui::ImportMark</name>
    <message>
        <source>Made up: %1.</source>
        <translation>Erfunden: %1.</translation>
    </message>
    <message>
        <source>Where the capture comes from</source>
        <translation>Woher die Aufzeichnung kommt</translation>
    </message>
    <message>
        <source>Imported from %1, %2: no masks, fragments or control frames.</source>
        <translation>Importiert aus %1, %2: ohne Masken, Fragmente und Control-Frames.</translation>
    </message>
    <message>
        <source>Imported from %1, %2: every byte is as it was on the wire.</source>
        <translation>Importiert aus %1, %2: Jedes Byte ist, wie es auf der Leitung war.</translation>
    </message>
    <message>
        <source>Imported from %1, %2: what it does not have is made up.</source>
        <translation>Importiert aus %1, %2: Was darin fehlt, ist erfunden.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::LibraryModel</name>
    <message>
        <source>Echo</source>
        <translation>Echo</translation>
    </message>
    <message>
        <source>Sends every message back</source>
        <translation>Sendet jede Nachricht zurück</translation>
    </message>
    <message>
        <source>Ticker</source>
        <translation>Ticker</translation>
    </message>
    <message>
        <source>Sends a message every second</source>
        <translation>Sendet jede Sekunde eine Nachricht</translation>
    </message>
    <message>
        <source>Chat room</source>
        <translation>Chatraum</translation>
    </message>
    <message>
        <source>Passes messages on to all who are connected</source>
        <translation>Gibt Nachrichten an alle Verbundenen weiter</translation>
    </message>
    <message>
        <source>Binary</source>
        <translation>Binär</translation>
    </message>
    <message>
        <source>Sends a few binary messages, then returns each as binary</source>
        <translation>Sendet ein paar Binärnachrichten, dann jede binär zurück</translation>
    </message>
    <message>
        <source>Try it here</source>
        <translation>Hier ausprobieren</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
</context>
<context>
    <name>hop101::ui::LibraryPane</name>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
</context>
<context>
    <name>hop101::ui::ListenBar</name>
    <message>
        <source>Listen</source>
        <translation>Lauschen</translation>
    </message>
    <message>
        <source>Wait for upgrade requests and answer them (F5)</source>
        <translation>Auf Upgrade-Anfragen warten und sie beantworten (F5)</translation>
    </message>
    <message>
        <source>Address to listen on</source>
        <translation>Adresse, auf der gelauscht wird</translation>
    </message>
    <message>
        <source>Accept, echo messages</source>
        <translation>Annehmen, Nachrichten zurückschicken</translation>
    </message>
    <message>
        <source>Accept, say nothing</source>
        <translation>Annehmen, nichts sagen</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>What each client gets</source>
        <translation>Was jeder Client bekommt</translation>
    </message>
    <message>
        <source>Status of the refusal, 200 to 599</source>
        <translation>Status der Ablehnung, 200 bis 599</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Body of the refusal</source>
        <translation>Rumpf der Ablehnung</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Rumpf</translation>
    </message>
    <message>
        <source>body</source>
        <translation>Rumpf</translation>
    </message>
    <message>
        <source>A refusal has a status from 200 to 599.</source>
        <translation>Eine Ablehnung hat einen Status von 200 bis 599.</translation>
    </message>
    <message>
        <source>Where Hop101 is the server: address and port, 0 for a free one; wss:// before it for TLS</source>
        <translation>Wo Hop101 der Server ist: Adresse und Port, 0 für einen freien; davor wss:// für TLS</translation>
    </message>
    <message>
        <source>subprotocols, such as chat, mqtt</source>
        <translation>Subprotokolle, etwa chat, mqtt</translation>
    </message>
    <message>
        <source>What the server speaks: the client&apos;s first of these is chosen</source>
        <translation>Was der Server spricht: gewählt wird das erste des Clients davon</translation>
    </message>
    <message>
        <source>certificate: made for this run</source>
        <translation>Zertifikat: für diesen Lauf erstellt</translation>
    </message>
    <message>
        <source>A PEM file with the server&apos;s certificate; empty: one is made for this run</source>
        <translation>Eine PEM-Datei mit dem Zertifikat des Servers; leer: eines wird für diesen Lauf erstellt</translation>
    </message>
    <message>
        <source>its key</source>
        <translation>sein Schlüssel</translation>
    </message>
    <message>
        <source>A PEM file with the key of the certificate</source>
        <translation>Eine PEM-Datei mit dem Schlüssel des Zertifikats</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>headers, Name: value, a line each</source>
        <translation>Header, Name: Wert, je eine Zeile</translation>
    </message>
    <message>
        <source>Headers of the refusal; Content-Type, Content-Length and Connection: close come by themselves</source>
        <translation>Header der Ablehnung; Content-Type, Content-Length und Connection: close kommen von selbst</translation>
    </message>
    <message>
        <source>A certificate and its key belong together: give both files, or neither.</source>
        <translation>Zertifikat und Schlüssel gehören zusammen: Geben Sie beide Dateien an oder keine.</translation>
    </message>
    <message>
        <source>A subprotocol&apos;s name has letters, digits and !#$%&amp;&apos;*+-.^_`|~ only.</source>
        <translation>Der Name eines Subprotokolls hat nur Buchstaben, Ziffern und !#$%&amp;&apos;*+-.^_`|~.</translation>
    </message>
    <message>
        <source>Write a header as &quot;Name: value&quot;, a line each.</source>
        <translation>Schreiben Sie einen Header als „Name: Wert“, je eine Zeile.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::MainWindow</name>
    <message>
        <source>Hop101</source>
        <translation>Hop101</translation>
    </message>
    <message>
        <source>The connection is not open any more.</source>
        <translation>Die Verbindung ist nicht mehr offen.</translation>
    </message>
    <message>
        <source>Too much is waiting to be sent: the other side does not read. Try again later.</source>
        <translation>Zu viel wartet auf das Senden: Die Gegenseite liest nicht. Später noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Gespeichert als %1.</translation>
    </message>
    <message>
        <source>Save capture as</source>
        <translation>Aufzeichnung speichern als</translation>
    </message>
    <message>
        <source>Captures (*.hop101)</source>
        <translation>Aufzeichnungen (*.hop101)</translation>
    </message>
    <message>
        <source>Go to event</source>
        <translation>Gehe zu Ereignis</translation>
    </message>
    <message>
        <source>Number, 1 to %1:</source>
        <translation>Nummer, 1 bis %1:</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindet</translation>
    </message>
    <message>
        <source>The first row comes as soon as something happens.</source>
        <translation>Die erste Zeile kommt, sobald etwas geschieht.</translation>
    </message>
    <message>
        <source>Continue the recording in</source>
        <translation>Aufzeichnung fortsetzen in</translation>
    </message>
    <message>
        <source>The capture has today&apos;s format now, so that it takes notes. The original is kept as %1.</source>
        <translation>Die Aufzeichnung hat jetzt das heutige Format, damit sie Notizen aufnimmt. Das Original bleibt als %1 erhalten.</translation>
    </message>
    <message>
        <source>What is this session about?</source>
        <translation>Worum geht es in dieser Sitzung?</translation>
    </message>
    <message>
        <source>What is session %1 about?</source>
        <translation>Worum geht es in Sitzung %1?</translation>
    </message>
    <message>
        <source>Session title</source>
        <translation>Titel der Sitzung</translation>
    </message>
    <message>
        <source>The request has a body of more than 16 MiB, which cannot be sent again.</source>
        <translation>Die Anfrage hat einen Rumpf von mehr als 16 MiB, der nicht noch einmal gesendet werden kann.</translation>
    </message>
    <message>
        <source>The capture has no whole request of this exchange: select another one.</source>
        <translation>Die Aufzeichnung hat keine ganze Anfrage dieses Austauschs: einen anderen wählen.</translation>
    </message>
    <message numerus="yes">
        <source>%n frames could not be sent: the connection had ended.</source>
        <translation>
            <numerusform>%n Frame konnte nicht gesendet werden: die Verbindung war zu Ende.</numerusform>
            <numerusform>%n Frames konnten nicht gesendet werden: die Verbindung war zu Ende.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answers were waited for in vain.</source>
        <translation>
            <numerusform>Auf %n Antwort wurde vergeblich gewartet.</numerusform>
            <numerusform>Auf %n Antworten wurde vergeblich gewartet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sent again: %n frames.</source>
        <translation>
            <numerusform>Noch einmal gesendet: %n Frame.</numerusform>
            <numerusform>Noch einmal gesendet: %n Frames.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was copied: the URL above is not one yet.</source>
        <translation>Nichts wurde kopiert: Die URL oben ist noch keine.</translation>
    </message>
    <message>
        <source>The request is in the clipboard, for %1.</source>
        <translation>Die Anfrage ist in der Zwischenablage, für %1.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>%1 secrets were replaced. The capture that is shown stays as it is.</source>
        <translation>%1 Geheimnisse wurden ersetzt. Die gezeigte Aufzeichnung bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Show the redacted copy</source>
        <translation>Die geschwärzte Kopie zeigen</translation>
    </message>
</context>
<context>
    <name>hop101::ui::ModeBar</name>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Hop101 connects to a server (Ctrl+Alt+1)</source>
        <translation>Hop101 verbindet sich mit einem Server (Strg+Alt+1)</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Lauschen</translation>
    </message>
    <message>
        <source>Hop101 is the server (Ctrl+Alt+2)</source>
        <translation>Hop101 ist der Server (Strg+Alt+2)</translation>
    </message>
    <message>
        <source>Relay</source>
        <translation>Vermitteln</translation>
    </message>
    <message>
        <source>Hop101 stands between a client and a server (Ctrl+Alt+3)</source>
        <translation>Hop101 steht zwischen einem Client und einem Server (Strg+Alt+3)</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>Hop101 is both ends of a proxy (Ctrl+Alt+4)</source>
        <translation>Hop101 ist beide Enden eines Proxys (Strg+Alt+4)</translation>
    </message>
</context>
<context>
    <name>hop101::ui::ModeControl</name>
    <message>
        <source>Hop101 cannot listen there: %1. Choose another port, and let the proxy forward to it.</source>
        <translation>Hop101 kann dort nicht lauschen: %1. Einen anderen Port wählen und den Proxy dorthin weiterleiten lassen.</translation>
    </message>
    <message>
        <source>No client is connected.</source>
        <translation>Kein Client ist verbunden.</translation>
    </message>
    <message>
        <source>Listen first.</source>
        <translation>Zuerst lauschen.</translation>
    </message>
    <message>
        <source>A relay passes on what others send.</source>
        <translation>Eine Vermittlung gibt weiter, was andere senden.</translation>
    </message>
    <message>
        <source>A path check sends by itself.</source>
        <translation>Eine Wegprüfung sendet von selbst.</translation>
    </message>
    <message>
        <source>Not listening</source>
        <translation>Lauscht nicht</translation>
    </message>
    <message>
        <source>Relaying</source>
        <translation>Vermittelt</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Lauscht</translation>
    </message>
    <message numerus="yes">
        <source>%n connections</source>
        <translation>
            <numerusform>%n Verbindung</numerusform>
            <numerusform>%n Verbindungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 open</source>
        <translation>%1 offen</translation>
    </message>
    <message>
        <source>%1 turned away, there were too many</source>
        <translation>%1 abgewiesen, es waren zu viele</translation>
    </message>
    <message>
        <source>Checking the path</source>
        <translation>Der Weg wird geprüft</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Nicht geprüft</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>All passes</source>
        <translation>Alles kommt durch</translation>
    </message>
    <message>
        <source>Something is lost</source>
        <translation>Etwas geht verloren</translation>
    </message>
    <message>
        <source>%1 of %2 checks passed</source>
        <translation>%1 von %2 Prüfungen bestanden</translation>
    </message>
    <message>
        <source>Listening on %1</source>
        <translation>Lauscht auf %1</translation>
    </message>
    <message>
        <source>Connect a client to it: what it sends is shown byte for byte, and judged.</source>
        <translation>Einen Client damit verbinden: was er sendet, wird Byte für Byte gezeigt und beurteilt.</translation>
    </message>
    <message>
        <source>Hop101 is the server.</source>
        <translation>Hop101 ist der Server.</translation>
    </message>
    <message>
        <source>Press Enter to listen. Each client that comes is shown byte for byte, and judged.</source>
        <translation>Mit der Eingabetaste lauschen. Jeder Client, der kommt, wird Byte für Byte gezeigt und beurteilt.</translation>
    </message>
    <message>
        <source>Relaying from %1</source>
        <translation>Vermittelt von %1</translation>
    </message>
    <message>
        <source>Let the client connect to it: both hops are shown side by side.</source>
        <translation>Den Client sich damit verbinden lassen: beide Hops stehen nebeneinander.</translation>
    </message>
    <message>
        <source>Hop101 stands between a client and a server.</source>
        <translation>Hop101 steht zwischen einem Client und einem Server.</translation>
    </message>
    <message>
        <source>Enter the server, then let the client connect to Hop101: both hops are shown side by side.</source>
        <translation>Den Server eingeben, dann den Client sich mit Hop101 verbinden lassen: beide Hops stehen nebeneinander.</translation>
    </message>
    <message>
        <source>Hop101 is both ends of a proxy.</source>
        <translation>Hop101 ist beide Enden eines Proxys.</translation>
    </message>
    <message>
        <source>Let the proxy forward to the address where Hop101 is the server. Then check the path: what was sent and what arrived stand side by side.</source>
        <translation>Den Proxy an die Adresse weiterleiten lassen, auf der Hop101 der Server ist. Dann den Weg prüfen: was gesendet wurde und was ankam, steht nebeneinander.</translation>
    </message>
    <message>
        <source>This is no address to listen on: write an IP address, localhost or * and a port.</source>
        <translation>Auf dieser Adresse kann nicht gelauscht werden: eine IP-Adresse, localhost oder * und einen Port angeben.</translation>
    </message>
    <message>
        <source>Hop101 cannot listen there: %1. Choose another port, or 0 for a free one.</source>
        <translation>Hop101 kann dort nicht lauschen: %1. Einen anderen Port wählen oder 0 für einen freien.</translation>
    </message>
    <message>
        <source>The certificate cannot be used: %1.</source>
        <translation>Das Zertifikat kann nicht verwendet werden: %1.</translation>
    </message>
    <message>
        <source>The system leaves no file descriptor for a connection: close other programs, or raise the limit with ulimit -n.</source>
        <translation>Das System lässt keinen Dateideskriptor für eine Verbindung: andere Programme schließen oder die Grenze mit ulimit -n erhöhen.</translation>
    </message>
    <message>
        <source>This program cannot listen.</source>
        <translation>Dieses Programm kann nicht lauschen.</translation>
    </message>
    <message>
        <source>%1 changed as a proxy may</source>
        <translation>%1 geändert, wie ein Proxy es darf</translation>
    </message>
    <message>
        <source>Send to #%1</source>
        <translation>An #%1 senden</translation>
    </message>
    <message>
        <source>Send to all %1</source>
        <translation>An alle %1 senden</translation>
    </message>
    <message>
        <source>This connection has ended: choose another one, or all.</source>
        <translation>Diese Verbindung ist beendet: Wählen Sie eine andere oder alle.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::ModeForm</name>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>End all connections and the capture (Ctrl+Shift+W)</source>
        <translation>Alle Verbindungen und die Aufzeichnung beenden (Strg+Umschalt+W)</translation>
    </message>
    <message>
        <source>Write an address and a port, such as 127.0.0.1:9001; port 0 takes a free one, and wss:// before it listens with TLS.</source>
        <translation>Eine Adresse und einen Port angeben, etwa 127.0.0.1:9001; Port 0 nimmt einen freien, und mit wss:// davor wird mit TLS gelauscht.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::NoteStrip</name>
    <message>
        <source>Bookmark</source>
        <translation>Lesezeichen</translation>
    </message>
    <message>
        <source>Mark the event, to find it again with F2 (Ctrl+D)</source>
        <translation>Das Ereignis markieren, um es mit F2 wiederzufinden (Strg+D)</translation>
    </message>
    <message>
        <source>A note of yours; it is saved in the capture.</source>
        <translation>Eine Notiz von Ihnen; sie wird in der Aufzeichnung gespeichert.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Note on event %1</source>
        <translation>Notiz zu Ereignis %1</translation>
    </message>
</context>
<context>
    <name>hop101::ui::OverviewStrip</name>
    <message>
        <source>Overview of the capture over time</source>
        <translation>Überblick über die Aufzeichnung im Lauf der Zeit</translation>
    </message>
    <message>
        <source>Events over time, findings in red. Click or drag to go there.</source>
        <translation>Ereignisse im Lauf der Zeit, Befunde in Rot. Klicken oder ziehen, um dorthin zu gehen.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::Path</name>
    <message>
        <source>sent “%1”</source>
        <translation>gesendet „%1“</translation>
    </message>
    <message>
        <source>sent: nothing</source>
        <translation>gesendet: nichts</translation>
    </message>
    <message>
        <source>arrived “%1”</source>
        <translation>angekommen „%1“</translation>
    </message>
    <message>
        <source>arrived: nothing</source>
        <translation>angekommen: nichts</translation>
    </message>
    <message>
        <source>%1 arrives as sent</source>
        <translation>%1 kommt an wie gesendet</translation>
    </message>
    <message>
        <source>%1 comes back as sent</source>
        <translation>%1 kommt zurück wie gesendet</translation>
    </message>
    <message>
        <source>Upgrade reaches the server</source>
        <translation>Upgrade erreicht den Server</translation>
    </message>
    <message>
        <source>Connection has upgrade</source>
        <translation>Connection enthält upgrade</translation>
    </message>
    <message>
        <source>Path and query arrive as sent</source>
        <translation>Pfad und Query kommen an wie gesendet</translation>
    </message>
    <message>
        <source>The method is GET</source>
        <translation>Die Methode ist GET</translation>
    </message>
    <message>
        <source>The answer comes back as sent</source>
        <translation>Die Antwort kommt zurück wie gesendet</translation>
    </message>
    <message>
        <source>HTTP version is 1.1</source>
        <translation>HTTP-Version ist 1.1</translation>
    </message>
    <message>
        <source>HTTP version of the answer</source>
        <translation>HTTP-Version der Antwort</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>extensions</source>
        <translation>Erweiterungen</translation>
    </message>
    <message>
        <source>host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>%1 arrive as sent</source>
        <translation>%1 kommen an wie gesendet</translation>
    </message>
    <message>
        <source>The proxy </source>
        <comment>as the titles of causes begin</comment>
        <translation>Der Proxy </translation>
    </message>
    <message>
        <source>To tell: %1</source>
        <translation>Zur Unterscheidung: %1</translation>
    </message>
    <message>
        <source>Upgraded from end to end.</source>
        <translation>Von Ende zu Ende umgeschaltet.</translation>
    </message>
    <message>
        <source>Upgraded, but not unharmed.</source>
        <translation>Umgeschaltet, aber nicht unversehrt.</translation>
    </message>
    <message>
        <source>Not upgraded.</source>
        <translation>Nicht umgeschaltet.</translation>
    </message>
    <message>
        <source>All that was tried passes.</source>
        <translation>Alles, was probiert wurde, kommt durch.</translation>
    </message>
    <message>
        <source>The handshake passes as it was sent.</source>
        <translation>Der Handshake kommt durch, wie er gesendet wurde.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::PathBar</name>
    <message>
        <source>Check path</source>
        <translation>Weg prüfen</translation>
    </message>
    <message>
        <source>Send an upgrade to the proxy and see what arrives behind it (F5)</source>
        <translation>Ein Upgrade an den Proxy senden und sehen, was dahinter ankommt (F5)</translation>
    </message>
    <message>
        <source>The proxy&apos;s URL, as clients use it</source>
        <translation>Die URL des Proxys, wie Clients sie benutzen</translation>
    </message>
    <message>
        <source>Hop101 is the server at</source>
        <translation>Hop101 lauscht auf</translation>
    </message>
    <message>
        <source>Where the proxy forwards to: Hop101 listens there</source>
        <translation>Wohin der Proxy weiterleitet: dort lauscht Hop101</translation>
    </message>
    <message>
        <source>compare with</source>
        <translation>vergleichen mit</translation>
    </message>
    <message>
        <source>The real server without the proxy, to be checked the same way; may be empty</source>
        <translation>Der wirkliche Server ohne den Proxy, der ebenso geprüft wird; darf leer sein</translation>
    </message>
    <message>
        <source>URL of the proxy</source>
        <translation>URL des Proxys</translation>
    </message>
    <message>
        <source>ws://server:port/path, or nothing</source>
        <translation>ws://server:port/pfad oder nichts</translation>
    </message>
    <message>
        <source>The server&apos;s end of a path check speaks without TLS: leave wss:// away.</source>
        <translation>Das Server-Ende einer Wegprüfung spricht ohne TLS: wss:// weglassen.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::PayloadPane</name>
    <message>
        <source>Whole message</source>
        <translation>Ganze Nachricht</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>As text; what is not UTF-8 is marked</source>
        <translation>Als Text; was kein UTF-8 ist, wird markiert</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Indented; values and order as they are</source>
        <translation>Eingerückt; Werte und Reihenfolge wie sie sind</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>Byte by byte</source>
        <translation>Byte für Byte</translation>
    </message>
    <message>
        <source>All fragments of the message, joined</source>
        <translation>Alle Fragmente der Nachricht, verbunden</translation>
    </message>
    <message>
        <source>Save all of it to a file</source>
        <translation>Alles in eine Datei speichern</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Nutzdaten</translation>
    </message>
    <message>
        <source>Payload in hex</source>
        <translation>Nutzdaten in Hex</translation>
    </message>
    <message>
        <source>This event carries no payload.</source>
        <translation>Dieses Ereignis trägt keine Nutzdaten.</translation>
    </message>
    <message>
        <source>Select a message or a response to see what it carries.</source>
        <translation>Eine Nachricht oder Antwort auswählen, um ihren Inhalt zu sehen.</translation>
    </message>
    <message>
        <source>Empty.</source>
        <translation>Leer.</translation>
    </message>
    <message>
        <source>Nothing of it has come yet.</source>
        <translation>Davon ist noch nichts angekommen.</translation>
    </message>
    <message>
        <source>The first %1 of %2 are shown. Save it to a file for all of it.</source>
        <translation>Gezeigt werden die ersten %1 von %2. In eine Datei gespeichert wird alles.</translation>
    </message>
    <message>
        <source>Save payload</source>
        <translation>Nutzdaten speichern</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The file could not be written: %1</source>
        <translation>Die Datei konnte nicht geschrieben werden: %1</translation>
    </message>
    <message>
        <source>As sent</source>
        <translation>Wie gesendet</translation>
    </message>
    <message>
        <source>The compressed bytes, as they went over the wire</source>
        <translation>Die komprimierten Bytes, wie sie über die Leitung gingen</translation>
    </message>
    <message>
        <source>Inflated as far as %1; the rest could not be, or exceeds the limit. Choose “As sent” for the %2 that were sent.</source>
        <translation>Bis %1 entpackt; der Rest ließ sich nicht entpacken oder überschreitet die Grenze. „Wie gesendet“ zeigt die %2, die gesendet wurden.</translation>
    </message>
    <message>
        <source>The capture keeps the first %1 of it. Choose “As sent” for the %2 that were sent.</source>
        <translation>Die Aufzeichnung enthält davon die ersten %1. „Wie gesendet“ zeigt die %2, die gesendet wurden.</translation>
    </message>
    <message>
        <source>Compressed: %1 so far.</source>
        <translation>Komprimiert: bisher %1.</translation>
    </message>
    <message>
        <source>Compressed: %1 sent as %2, %3 to 1.</source>
        <translation>Komprimiert: %1, gesendet als %2, %3 zu 1.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::RedactDialog</name>
    <message>
        <source>Addresses of the parties, too</source>
        <translation>Auch die Adressen der Beteiligten</translation>
    </message>
    <message>
        <source>Leave what cannot be looked into as it is</source>
        <translation>Lassen, worin sich nicht suchen lässt</translation>
    </message>
    <message>
        <source>Save redacted copy</source>
        <translation>Geschwärzte Kopie speichern</translation>
    </message>
    <message>
        <source>Replace secrets</source>
        <translation>Geheimnisse ersetzen</translation>
    </message>
    <message>
        <source>&amp;Headers</source>
        <translation>&amp;Header</translation>
    </message>
    <message>
        <source>&amp;Query parameters</source>
        <translation>&amp;URL-Parameter</translation>
    </message>
    <message>
        <source>&amp;JSON fields</source>
        <translation>&amp;JSON-Felder</translation>
    </message>
    <message>
        <source>&amp;Patterns</source>
        <translation>&amp;Muster</translation>
    </message>
    <message>
        <source>Fields whose values are replaced, beside Authorization and cookies, with commas between</source>
        <translation>Felder, deren Werte ersetzt werden, neben Authorization und Cookies, mit Kommas dazwischen</translation>
    </message>
    <message>
        <source>Parameters of URLs and forms, with commas between</source>
        <translation>Parameter von URLs und Formularen, mit Kommas dazwischen</translation>
    </message>
    <message>
        <source>Fields of JSON at any depth, with commas between</source>
        <translation>Felder von JSON in jeder Tiefe, mit Kommas dazwischen</translation>
    </message>
    <message>
        <source>Regular expressions, one a line</source>
        <translation>Reguläre Ausdrücke, einer je Zeile</translation>
    </message>
    <message>
        <source>Otherwise data that is not text is replaced as a whole</source>
        <translation>Sonst werden Daten, die kein Text sind, als Ganzes ersetzt</translation>
    </message>
    <message>
        <source>Logins, cookies and the passwords of URLs are always replaced, by as many bytes. The capture itself stays as it is.</source>
        <translation>Anmeldungen, Cookies und Passwörter in URLs werden immer ersetzt, durch ebenso viele Bytes. Die Aufzeichnung selbst bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>What would be replaced</source>
        <translation>Was ersetzt würde</translation>
    </message>
    <message>
        <source>Save copy…</source>
        <translation>Kopie speichern…</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>Diese verwenden</translation>
    </message>
    <message>
        <source>Choose the file and write the redacted copy</source>
        <translation>Die Datei wählen und die geschwärzte Kopie schreiben</translation>
    </message>
    <message>
        <source>Replace these when it is exported</source>
        <translation>Diese beim Export ersetzen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Suchen…</translation>
    </message>
    <message>
        <source>%1 secrets in %2</source>
        <translation>%1 Geheimnisse in %2</translation>
    </message>
    <message>
        <source>Cancelled: not all was looked at.</source>
        <translation>Abgebrochen: Nicht alles wurde angesehen.</translation>
    </message>
    <message>
        <source>No secret was found by these rules.</source>
        <translation>Mit diesen Regeln wurde kein Geheimnis gefunden.</translation>
    </message>
    <message>
        <source>More than %1 secrets would be replaced; the first are listed.</source>
        <translation>Mehr als %1 Geheimnisse würden ersetzt; die ersten stehen hier.</translation>
    </message>
    <message>
        <source>Captures (*.hop101)</source>
        <translation>Aufzeichnungen (*.hop101)</translation>
    </message>
    <message>
        <source>That is the capture itself: choose another place.</source>
        <translation>Das ist die Aufzeichnung selbst: bitte einen anderen Ort wählen.</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Schreiben…</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Zählt…</translation>
    </message>
    <message numerus="yes">
        <source>%n secrets would be replaced.</source>
        <translation>
            <numerusform>%n Geheimnis würde ersetzt.</numerusform>
            <numerusform>%n Geheimnisse würden ersetzt.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 secrets would be replaced; the first %2 places are listed.</source>
        <translation>%1 Geheimnisse würden ersetzt; die ersten %2 Stellen stehen hier.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::RedactionRow</name>
    <message>
        <source>%1 request</source>
        <translation>%1-Anfrage</translation>
    </message>
    <message>
        <source>request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>response %1</source>
        <translation>Antwort %1</translation>
    </message>
    <message>
        <source>Your note</source>
        <translation>Ihre Notiz</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Request plan, connection %1</source>
        <translation>Anfrageplan, Verbindung %1</translation>
    </message>
    <message>
        <source>Names of the parties</source>
        <translation>Namen der Beteiligten</translation>
    </message>
    <message>
        <source>all of it</source>
        <translation>alles</translation>
    </message>
</context>
<context>
    <name>hop101::ui::RelayBar</name>
    <message>
        <source>Relay</source>
        <translation>Vermitteln</translation>
    </message>
    <message>
        <source>Stand between clients and this server (F5)</source>
        <translation>Zwischen Clients und diesem Server stehen (F5)</translation>
    </message>
    <message>
        <source>Listen on</source>
        <translation>Lauschen auf</translation>
    </message>
    <message>
        <source>Where clients connect to: address and port, 0 for a free one</source>
        <translation>Wohin sich Clients verbinden: Adresse und Port, 0 für einen freien</translation>
    </message>
    <message>
        <source>go on to</source>
        <translation>weiter an</translation>
    </message>
    <message>
        <source>The server that gets all that clients send; empty: an HTTP forward proxy, which goes where each client says</source>
        <translation>Der Server, der alles bekommt, was Clients senden; leer: ein HTTP-Proxy, der dorthin geht, wohin jeder Client will</translation>
    </message>
    <message>
        <source>Hold messages and heads at a breakpoint, change, drop or inject them (Ctrl+Shift+B)</source>
        <translation>Nachrichten und Köpfe an einem Haltepunkt anhalten, ändern, verwerfen oder einfügen (Strg+Umschalt+B)</translation>
    </message>
    <message>
        <source>Hold, change…</source>
        <translation>Anhalten, ändern…</translation>
    </message>
    <message>
        <source>Hold, change (%1)…</source>
        <translation>Anhalten, ändern (%1)…</translation>
    </message>
</context>
<context>
    <name>hop101::ui::RelayRuleRow</name>
    <message>
        <source>requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>responses</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Replace in</source>
        <translation>Ersetzen in</translation>
    </message>
    <message>
        <source>Send before</source>
        <translation>Senden vor</translation>
    </message>
    <message>
        <source>Send behind</source>
        <translation>Senden nach</translation>
    </message>
    <message>
        <source>Set header</source>
        <translation>Header setzen</translation>
    </message>
    <message>
        <source>Add header</source>
        <translation>Header hinzufügen</translation>
    </message>
    <message>
        <source>Remove header</source>
        <translation>Header entfernen</translation>
    </message>
    <message>
        <source>Of what</source>
        <translation>Wovon</translation>
    </message>
    <message>
        <source>From whom</source>
        <translation>Von wem</translation>
    </message>
    <message>
        <source>from both sides</source>
        <translation>von beiden Seiten</translation>
    </message>
    <message>
        <source>from the client</source>
        <translation>vom Client</translation>
    </message>
    <message>
        <source>from the server</source>
        <translation>vom Server</translation>
    </message>
    <message>
        <source>Of which kind</source>
        <translation>Welcher Art</translation>
    </message>
    <message>
        <source>any kind</source>
        <translation>jede Art</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>binary</source>
        <translation>binär</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>ping</source>
        <translation>Ping</translation>
    </message>
    <message>
        <source>pong</source>
        <translation>Pong</translation>
    </message>
    <message>
        <source>Containing</source>
        <translation>Enthält</translation>
    </message>
    <message>
        <source>Only where this text is in it; empty: any</source>
        <translation>Nur wo dieser Text darin steht; leer: alle</translation>
    </message>
    <message>
        <source>containing, or any</source>
        <translation>enthält, oder alle</translation>
    </message>
    <message>
        <source>Remove this rule</source>
        <translation>Diese Regel entfernen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name: value</source>
        <translation>Name: Wert</translation>
    </message>
    <message>
        <source>put in its place</source>
        <translation>an seine Stelle</translation>
    </message>
    <message>
        <source>text to send</source>
        <translation>zu sendender Text</translation>
    </message>
    <message>
        <source>Write the name of the header that is to go.</source>
        <translation>Schreiben Sie den Namen des Headers, der entfallen soll.</translation>
    </message>
    <message>
        <source>Write the header as &quot;Name: value&quot;; a name has letters, digits and hyphens.</source>
        <translation>Schreiben Sie den Header als „Name: Wert“; ein Name hat Buchstaben, Ziffern und Bindestriche.</translation>
    </message>
    <message>
        <source>Write which text of the head is to be replaced.</source>
        <translation>Schreiben Sie, welcher Text des Kopfes ersetzt werden soll.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::RelayRulesDialog</name>
    <message>
        <source>Host and Origin become the server&apos;s</source>
        <translation>Host und Origin werden die des Servers</translation>
    </message>
    <message>
        <source>Hold and change</source>
        <translation>Anhalten und ändern</translation>
    </message>
    <message>
        <source>No rule: every byte goes on as it came.</source>
        <translation>Keine Regel: Jedes Byte geht weiter, wie es kam.</translation>
    </message>
    <message>
        <source>For servers that look at the name they are called by</source>
        <translation>Für Server, die darauf achten, mit welchem Namen sie angesprochen werden</translation>
    </message>
    <message>
        <source>For connections that come from now on; those that are there keep their rules.</source>
        <translation>Für Verbindungen, die ab jetzt kommen; bestehende behalten ihre Regeln.</translation>
    </message>
    <message>
        <source>Applied from the first to the last. What is held waits for you below the timeline.</source>
        <translation>Von der ersten bis zur letzten angewendet. Was angehalten ist, wartet unter der Zeitleiste auf Sie.</translation>
    </message>
    <message>
        <source>&amp;Add rule</source>
        <translation>Regel &amp;hinzufügen</translation>
    </message>
</context>
<context>
    <name>hop101::ui::ReplayDialog</name>
    <message>
        <source>Every byte as it was recorded</source>
        <translation>Jedes Byte, wie es aufgezeichnet wurde</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>URL to send it to</source>
        <translation>URL, an die gesendet wird</translation>
    </message>
    <message>
        <source>Also Host, the key, and pongs, which otherwise fit the new connection</source>
        <translation>Auch Host, den Schlüssel und Pongs, die sonst zur neuen Verbindung passen</translation>
    </message>
    <message>
        <source>Send what the client sent again, to</source>
        <translation>Was der Client gesendet hat, noch einmal senden an</translation>
    </message>
    <message>
        <source>With the pauses of the recording</source>
        <translation>Mit den Pausen der Aufzeichnung</translation>
    </message>
    <message>
        <source>As the answers come</source>
        <translation>So, wie die Antworten kommen</translation>
    </message>
    <message>
        <source>As fast as it goes</source>
        <translation>So schnell es geht</translation>
    </message>
    <message>
        <source>It is recorded into a new capture.</source>
        <translation>Es wird in eine neue Aufzeichnung geschrieben.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::RequestLinePage</name>
    <message>
        <source>An upgrade must be a GET; other methods can be sent on purpose.</source>
        <translation>Ein Upgrade muss ein GET sein; andere Methoden lassen sich absichtlich senden.</translation>
    </message>
    <message>
        <source>Upgrade exists from HTTP/1.1 on.</source>
        <translation>Upgrade gibt es ab HTTP/1.1.</translation>
    </message>
    <message>
        <source>&amp;Method</source>
        <translation>&amp;Methode</translation>
    </message>
    <message>
        <source>Tar&amp;get</source>
        <translation>&amp;Ziel</translation>
    </message>
    <message>
        <source>&amp;Version</source>
        <translation>&amp;Version</translation>
    </message>
    <message>
        <source>Any form: path and query, a whole URL, * or host:port. Empty: those of the URL.</source>
        <translation>In jeder Form: Pfad und Query, eine ganze URL, * oder Host:Port. Leer: Pfad und Query der URL.</translation>
    </message>
    <message>
        <source>a fresh one for each connection</source>
        <translation>ein frischer für jede Verbindung</translation>
    </message>
    <message>
        <source>The value of Sec-WebSocket-Key where that row is automatic.</source>
        <translation>Der Wert von Sec-WebSocket-Key, wo diese Zeile automatisch ist.</translation>
    </message>
    <message>
        <source>Split the write behind these bytes, with a pause in milliseconds: 16, 20:500</source>
        <translation>Das Schreiben hinter diesen Bytes trennen, mit einer Pause in Millisekunden: 16, 20:500</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>&amp;Schlüssel</translation>
    </message>
    <message>
        <source>S&amp;plit at</source>
        <translation>&amp;Trennen bei</translation>
    </message>
</context>
<context>
    <name>hop101::ui::RequestPreview</name>
    <message>
        <source>Bytes to be sent</source>
        <translation>Zu sendende Bytes</translation>
    </message>
    <message>
        <source>What the request breaks</source>
        <translation>Was die Anfrage verletzt</translation>
    </message>
    <message numerus="yes">
        <source>Bytes to be sent: %n</source>
        <translation>
            <numerusform>Zu sendendes Byte: %n</numerusform>
            <numerusform>Zu sendende Bytes: %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… und %n weitere</numerusform>
            <numerusform>… und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Composed</source>
        <translation>Komponiert</translation>
    </message>
    <message>
        <source>The request that the pages beside this make (Ctrl+Alt+C)</source>
        <translation>Die Anfrage, die die Seiten daneben ergeben (Strg+Alt+C)</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Roh</translation>
    </message>
    <message>
        <source>Edit the bytes as text: a line ends with CR LF; \r, \n, \\ and \xHH are single bytes (Ctrl+Alt+R)</source>
        <translation>Die Bytes als Text bearbeiten: Eine Zeile endet mit CR LF; \r, \n, \\ und \xHH sind einzelne Bytes (Strg+Alt+R)</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>Edit the bytes in hex (Ctrl+Alt+H)</source>
        <translation>Die Bytes in Hex bearbeiten (Strg+Alt+H)</translation>
    </message>
    <message>
        <source>Bytes to be sent, editable</source>
        <translation>Zu sendende Bytes, bearbeitbar</translation>
    </message>
    <message>
        <source>The escape at character %1 is none of \r, \n, \t, \\ and \xHH.</source>
        <translation>Das Sonderzeichen an Stelle %1 ist keines von \r, \n, \t, \\ und \xHH.</translation>
    </message>
    <message>
        <source>At character %1 there is no pair of hex digits.</source>
        <translation>An Stelle %1 steht kein Paar von Hex-Ziffern.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::RowScrollArea</name>
    <message>
        <source>Show the latest events and follow them (End)</source>
        <translation>Die neuesten Ereignisse zeigen und ihnen folgen (Ende)</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <comment>events that came while not following</comment>
        <translation>
            <numerusform>%n neu</numerusform>
            <numerusform>%n neu</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hop101::ui::RuleRow</name>
    <message>
        <source>holds</source>
        <translation>gilt</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>nicht erreicht</translation>
    </message>
    <message>
        <source>broken, an error</source>
        <translation>verletzt, ein Fehler</translation>
    </message>
    <message>
        <source>broken, a warning</source>
        <translation>verletzt, eine Warnung</translation>
    </message>
    <message>
        <source>worth a note</source>
        <translation>ein Hinweis</translation>
    </message>
    <message>
        <source>found nothing</source>
        <translation>nichts gefunden</translation>
    </message>
    <message>
        <source>found %1</source>
        <translation>gefunden: %1</translation>
    </message>
    <message>
        <source>%1, expected %2</source>
        <translation>%1, erwartet: %2</translation>
    </message>
    <message>
        <source>Also %1</source>
        <translation>Auch %1</translation>
    </message>
    <message>
        <source>Go to event %1</source>
        <translation>Gehe zu Ereignis %1</translation>
    </message>
</context>
<context>
    <name>hop101::ui::SendBar</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Not connected.</source>
        <translation>Nicht verbunden.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>A text message</source>
        <translation>Eine Textnachricht</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>A text message that is checked as JSON before it is sent</source>
        <translation>Eine Textnachricht, die vor dem Senden als JSON geprüft wird</translation>
    </message>
    <message>
        <source>Binary</source>
        <translation>Binär</translation>
    </message>
    <message>
        <source>A binary message, from hex, base64 or a file</source>
        <translation>Eine Binärnachricht, aus Hex, Base64 oder einer Datei</translation>
    </message>
    <message>
        <source>Ping</source>
        <translation>Ping</translation>
    </message>
    <message>
        <source>A ping; a good server answers with a pong of the same bytes</source>
        <translation>Ein Ping; ein guter Server antwortet mit einem Pong derselben Bytes</translation>
    </message>
    <message>
        <source>Pong</source>
        <translation>Pong</translation>
    </message>
    <message>
        <source>A pong that nobody asked for: a one-way heartbeat</source>
        <translation>Ein Pong, um das niemand bat: ein Lebenszeichen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Starts the closing handshake</source>
        <translation>Beginnt den Abschluss</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>Base64</source>
        <translation>Base64</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>How the binary message is written</source>
        <translation>Wie die Binärnachricht geschrieben ist</translation>
    </message>
    <message>
        <source>Message to send</source>
        <translation>Zu sendende Nachricht</translation>
    </message>
    <message>
        <source>Choose the file to send</source>
        <translation>Die zu sendende Datei wählen</translation>
    </message>
    <message>
        <source>Reason, optional</source>
        <translation>Grund, kann fehlen</translation>
    </message>
    <message>
        <source>Close reason</source>
        <translation>Close-Grund</translation>
    </message>
    <message>
        <source>Send (Ctrl+Enter)</source>
        <translation>Senden (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Payload, optional, at most 125 bytes</source>
        <translation>Nutzdaten, höchstens 125 Bytes, können fehlen</translation>
    </message>
    <message>
        <source>Path of a file</source>
        <translation>Pfad einer Datei</translation>
    </message>
    <message>
        <source>More than 125 bytes in a control frame: the server must fail the connection.</source>
        <translation>Mehr als 125 Bytes in einem Control-Frame: Der Server muss die Verbindung beenden.</translation>
    </message>
    <message>
        <source>This code must not stand in a Close frame; it is sent all the same.</source>
        <translation>Dieser Code darf nicht in einem Close stehen; gesendet wird er trotzdem.</translation>
    </message>
    <message>
        <source>File to send</source>
        <translation>Zu sendende Datei</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Roh</translation>
    </message>
    <message>
        <source>Bytes as they stand, without a frame around them</source>
        <translation>Bytes, wie sie da stehen, ohne Frame darum</translation>
    </message>
    <message>
        <source>How the frame differs from what it should be (Ctrl+Shift+O)</source>
        <translation>Wie der Frame von dem abweicht, was er sein soll (Strg+Umschalt+O)</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Frame options</source>
        <translation>Frame-Optionen</translation>
    </message>
    <message>
        <source>The frame options cannot be used yet.</source>
        <translation>Die Frame-Optionen sind noch nicht brauchbar.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::SequenceView</name>
    <message>
        <source>Sequence diagram</source>
        <translation>Sequenzdiagramm</translation>
    </message>
    <message>
        <source>The event table shows the same rows to screen readers.</source>
        <translation>Die Ereignistabelle zeigt Bildschirmlesern dieselben Zeilen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln events selected</source>
        <translation>
            <numerusform>%Ln Ereignis ausgewählt</numerusform>
            <numerusform>%Ln Ereignisse ausgewählt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hop101::ui::StatusLine</name>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Broken upgrade</source>
        <translation>Fehlerhaftes Upgrade</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindet</translation>
    </message>
    <message>
        <source>TLS handshake</source>
        <translation>TLS-Handshake</translation>
    </message>
    <message>
        <source>Upgrading</source>
        <translation>Upgrade läuft</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Schließt</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message numerus="yes">
        <source>%n frames</source>
        <translation>
            <numerusform>%n Frame</numerusform>
            <numerusform>%n Frames</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 waiting to be sent</source>
        <translation>%1 warten auf das Senden</translation>
    </message>
    <message>
        <source>certificate accepted by you</source>
        <translation>Zertifikat von Ihnen angenommen</translation>
    </message>
    <message>
        <source>only a part could be read</source>
        <translation>nur ein Teil war lesbar</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>This is a capture; connect to send.</source>
        <translation>Das ist eine Aufzeichnung; zum Senden verbinden.</translation>
    </message>
    <message>
        <source>Connect first.</source>
        <translation>Erst verbinden.</translation>
    </message>
    <message>
        <source>A Close was sent.</source>
        <translation>Ein Close wurde gesendet.</translation>
    </message>
    <message>
        <source>The connection is closed.</source>
        <translation>Die Verbindung ist geschlossen.</translation>
    </message>
    <message>
        <source>Not upgraded yet.</source>
        <translation>Noch kein Upgrade.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln ausgewählt</numerusform>
            <numerusform>%Ln ausgewählt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hop101::ui::StepsStrip</name>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>nicht erreicht</translation>
    </message>
    <message>
        <source>Request sent</source>
        <translation>Anfrage gesendet</translation>
    </message>
    <message>
        <source>Headers read</source>
        <translation>Header gelesen</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Entschie­den</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Frames both ways</source>
        <translation>Hin und her</translation>
    </message>
    <message>
        <source>%1: %2. Select event %3.</source>
        <translation>%1: %2. Ereignis %3 auswählen.</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::TaskStrip</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>End it here</source>
        <translation>Hier beenden</translation>
    </message>
</context>
<context>
    <name>hop101::ui::TimelinePane</name>
    <message>
        <source>The table ends at event %1; the diagram shows all.</source>
        <translation>Die Tabelle endet bei Ereignis %1; das Diagramm zeigt alle.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird gesucht …</translation>
    </message>
    <message>
        <source>No event matches the filter.</source>
        <translation>Kein Ereignis passt zum Filter.</translation>
    </message>
    <message>
        <source>Esc in the filter shows all again.</source>
        <translation>Esc im Filter zeigt wieder alle.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::TimeoutsPage</name>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>From the first packet to a TCP connection</source>
        <translation>Vom ersten Paket bis zur TCP-Verbindung</translation>
    </message>
    <message>
        <source>&amp;TLS</source>
        <translation>&amp;TLS</translation>
    </message>
    <message>
        <source>The TLS handshake</source>
        <translation>Der TLS-Handshake</translation>
    </message>
    <message>
        <source>&amp;Upgrade</source>
        <translation>&amp;Upgrade</translation>
    </message>
    <message>
        <source>From the request to the end of the answer</source>
        <translation>Von der Anfrage bis zum Ende der Antwort</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>For the other side&apos;s Close, and again for the end of TCP</source>
        <translation>Für das Close der Gegenseite, und noch einmal für das Ende von TCP</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
</context>
<context>
    <name>hop101::ui::TlsPage</name>
    <message>
        <source>&amp;Verify the server&apos;s certificate</source>
        <translation>Das Zertifikat des Servers &amp;prüfen</translation>
    </message>
    <message>
        <source>Switched off, any certificate is taken; the timeline says so.</source>
        <translation>Ausgeschaltet gilt jedes Zertifikat; die Zeitleiste zeigt es an.</translation>
    </message>
    <message>
        <source>The system&apos;s authorities only</source>
        <translation>Nur die Zertifizierungsstellen des Systems</translation>
    </message>
    <message>
        <source>A PEM file with certificates to trust besides the system&apos;s authorities.</source>
        <translation>Eine PEM-Datei mit Zertifikaten, denen neben denen des Systems vertraut wird.</translation>
    </message>
    <message>
        <source>The name to ask for (SNI) and to verify. Empty: the URL&apos;s host.</source>
        <translation>Der Name, der verlangt (SNI) und geprüft wird. Leer: der Host der URL.</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen…</translation>
    </message>
    <message>
        <source>Choose the PEM file</source>
        <translation>Die PEM-Datei wählen</translation>
    </message>
    <message>
        <source>CA &amp;file</source>
        <translation>CA-&amp;Datei</translation>
    </message>
    <message>
        <source>Server &amp;name</source>
        <translation>Server&amp;name</translation>
    </message>
    <message>
        <source>This URL is not encrypted. These settings count for wss:// URLs.</source>
        <translation>Diese URL ist nicht verschlüsselt. Die Angaben gelten für wss://-URLs.</translation>
    </message>
    <message>
        <source>Certificates to trust</source>
        <translation>Zertifikate, denen vertraut wird</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt *.cer);;All files (*)</source>
        <translation>PEM-Dateien (*.pem *.crt *.cer);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>hop101::ui::UrlBar</name>
    <message>
        <source>URL to connect to</source>
        <translation>URL, zu der verbunden wird</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close ▾</source>
        <translation>Schließen ▾</translation>
    </message>
    <message>
        <source>Close with a code and a reason (Ctrl+W)</source>
        <translation>Mit Code und Grund schließen (Strg+W)</translation>
    </message>
    <message>
        <source>Connect ⏎</source>
        <translation>Verbinden ⏎</translation>
    </message>
    <message>
        <source>Connect and send the request (F5, or Enter in the URL)</source>
        <translation>Verbinden und die Anfrage senden (F5, oder Eingabe in der URL)</translation>
    </message>
    <message>
        <source>It is at character %1: “%2”.</source>
        <translation>Es steht an Stelle %1: „%2“.</translation>
    </message>
    <message>
        <source>End the connection at once (Ctrl+Shift+W)</source>
        <translation>Die Verbindung sofort beenden (Strg+Umschalt+W)</translation>
    </message>
    <message>
        <source>ws://, wss://, http:// and https:// (Ctrl+L). A curl command, a fetch call or a raw request that is pasted here fills the request.</source>
        <translation>ws://, wss://, http:// und https:// (Strg+L). Ein curl-Befehl, ein fetch-Aufruf oder eine rohe Anfrage, hier eingefügt, füllt die Anfrage aus.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::Verdict</name>
    <message>
        <source>The certificate is not trusted; it was accepted for this session. %1</source>
        <translation>Dem Zertifikat wird nicht vertraut; es wurde für diese Sitzung angenommen. %1</translation>
    </message>
    <message>
        <source>Connecting.</source>
        <translation>Verbindet.</translation>
    </message>
    <message>
        <source>Connected.</source>
        <translation>Verbunden.</translation>
    </message>
    <message>
        <source>No request was sent yet.</source>
        <translation>Noch wurde keine Anfrage gesendet.</translation>
    </message>
    <message>
        <source>The limit of this connection was %1 a message, and %2 to 1. Raise it before connecting: Behaviour in the composer, or --max-inflated.</source>
        <translation>Die Grenze dieser Verbindung war %1 je Nachricht und %2 zu 1. Vor dem Verbinden höher setzen: Verhalten im Anfrage-Editor oder --max-inflated.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>+ GUID</source>
        <translation>+ GUID</translation>
    </message>
    <message>
        <source>SHA-1</source>
        <translation>SHA-1</translation>
    </message>
    <message>
        <source>base64</source>
        <translation>Base64</translation>
    </message>
    <message>
        <source>What came</source>
        <translation>Was kam</translation>
    </message>
    <message>
        <source>Made as</source>
        <translation>Gemacht als</translation>
    </message>
    <message>
        <source>Messages may be compressed (permessage-deflate): %1.</source>
        <translation>Nachrichten dürfen komprimiert sein (permessage-deflate): %1.</translation>
    </message>
    <message>
        <source>Extension %1.</source>
        <translation>Erweiterung %1.</translation>
    </message>
</context>
<context>
    <name>hop101::ui::VerdictPane</name>
    <message>
        <source>Nothing to judge yet.</source>
        <translation>Noch nichts zu beurteilen.</translation>
    </message>
    <message>
        <source>Connect, or open a capture: what happened is said here in one sentence, then rule by rule.</source>
        <translation>Verbinden oder eine Aufzeichnung öffnen: Was geschah, steht hier in einem Satz, dann Regel für Regel.</translation>
    </message>
    <message numerus="yes">
        <source>%n more that hold</source>
        <translation>
            <numerusform>%n weitere gilt</numerusform>
            <numerusform>%n weitere gelten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not reached</source>
        <translation>
            <numerusform>%n nicht erreicht</numerusform>
            <numerusform>%n nicht erreicht</numerusform>
        </translation>
    </message>
    <message>
        <source>At the selected event</source>
        <translation>Beim ausgewählten Ereignis</translation>
    </message>
    <message>
        <source>In the course of the connection</source>
        <translation>Im Lauf der Verbindung</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy these lines</source>
        <translation>Diese Zeilen kopieren</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>Kopieren: %1</translation>
    </message>
    <message>
        <source>How the accept is made</source>
        <translation>Wie der Accept entsteht</translation>
    </message>
    <message numerus="yes">
        <source>%n other headers differ</source>
        <translation>
            <numerusform>%n anderer Header weicht ab</numerusform>
            <numerusform>%n andere Header weichen ab</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n differences between the hops</source>
        <translation>
            <numerusform>%n Unterschied zwischen den Hops</numerusform>
            <numerusform>%n Unterschiede zwischen den Hops</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hop101::ui::WindowMenus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;New session</source>
        <translation>&amp;Neue Sitzung</translation>
    </message>
    <message>
        <source>Leave what is shown and start afresh</source>
        <translation>Das Gezeigte verlassen und neu beginnen</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>&amp;Speichern unter…</translation>
    </message>
    <message>
        <source>Save a copy of the capture</source>
        <translation>Eine Kopie der Aufzeichnung speichern</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Close the window and end its session</source>
        <translation>Das Fenster schließen und die Sitzung beenden</translation>
    </message>
    <message>
        <source>&amp;Clear this list</source>
        <translation>Diese Liste &amp;leeren</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;URL</source>
        <translation>&amp;URL</translation>
    </message>
    <message>
        <source>Go to the URL</source>
        <translation>Zur URL gehen</translation>
    </message>
    <message>
        <source>&amp;Request</source>
        <translation>&amp;Anfrage</translation>
    </message>
    <message>
        <source>Show or hide what will be sent</source>
        <translation>Zeigen oder verbergen, was gesendet wird</translation>
    </message>
    <message>
        <source>Add &amp;header</source>
        <translation>&amp;Header hinzufügen</translation>
    </message>
    <message>
        <source>Add a header row to the request</source>
        <translation>Der Anfrage eine Header-Zeile hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Copy payload</source>
        <translation>Nutzdaten &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy what the selected event carries</source>
        <translation>Kopieren, was das ausgewählte Ereignis enthält</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Verdict</source>
        <translation>&amp;Urteil</translation>
    </message>
    <message>
        <source>&amp;Head</source>
        <translation>&amp;Kopf</translation>
    </message>
    <message>
        <source>&amp;Payload</source>
        <translation>&amp;Nutzdaten</translation>
    </message>
    <message>
        <source>&amp;Bytes</source>
        <translation>&amp;Bytes</translation>
    </message>
    <message>
        <source>Show this page</source>
        <translation>Diese Seite zeigen</translation>
    </message>
    <message>
        <source>&amp;Library</source>
        <translation>Bi&amp;bliothek</translation>
    </message>
    <message>
        <source>Show or hide the side bar</source>
        <translation>Die Seitenleiste zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Event &amp;table</source>
        <translation>Ereignis&amp;tabelle</translation>
    </message>
    <message>
        <source>Show the events as a table, as screen readers read them</source>
        <translation>Die Ereignisse als Tabelle zeigen, wie Bildschirmleser sie lesen</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Erscheinungsbild</translation>
    </message>
    <message>
        <source>Change the colours of the window</source>
        <translation>Die Farben des Fensters ändern</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>Row hei&amp;ght</source>
        <translation>Zeilen&amp;höhe</translation>
    </message>
    <message>
        <source>Change the height of the timeline&apos;s rows</source>
        <translation>Die Höhe der Zeilen der Zeitleiste ändern</translation>
    </message>
    <message>
        <source>&amp;Compact</source>
        <translation>&amp;Eng</translation>
    </message>
    <message>
        <source>&amp;Normal</source>
        <translation>&amp;Normal</translation>
    </message>
    <message>
        <source>&amp;Roomy</source>
        <translation>&amp;Weit</translation>
    </message>
    <message>
        <source>&amp;Session</source>
        <translation>&amp;Sitzung</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>C&amp;ut</source>
        <translation>&amp;Trennen</translation>
    </message>
    <message>
        <source>End the connection at once</source>
        <translation>Die Verbindung sofort beenden</translation>
    </message>
    <message>
        <source>C&amp;lose…</source>
        <translation>S&amp;chließen…</translation>
    </message>
    <message>
        <source>Close with a code and a reason</source>
        <translation>Mit Code und Grund schließen</translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation>&amp;Nachricht</translation>
    </message>
    <message>
        <source>Go to the message to send</source>
        <translation>Zur Nachricht gehen, die gesendet wird</translation>
    </message>
    <message>
        <source>Send a &amp;ping</source>
        <translation>Ein &amp;Ping senden</translation>
    </message>
    <message>
        <source>Send an empty ping</source>
        <translation>Ein leeres Ping senden</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe</translation>
    </message>
    <message>
        <source>&amp;Next finding</source>
        <translation>&amp;Nächster Befund</translation>
    </message>
    <message>
        <source>Go to the next broken rule</source>
        <translation>Zur nächsten verletzten Regel gehen</translation>
    </message>
    <message>
        <source>&amp;Previous finding</source>
        <translation>&amp;Voriger Befund</translation>
    </message>
    <message>
        <source>Go to the previous broken rule</source>
        <translation>Zur vorigen verletzten Regel gehen</translation>
    </message>
    <message>
        <source>&amp;Latest event</source>
        <translation>&amp;Letztes Ereignis</translation>
    </message>
    <message>
        <source>Go to the end and follow it</source>
        <translation>Zum Ende gehen und ihm folgen</translation>
    </message>
    <message>
        <source>&amp;Event…</source>
        <translation>&amp;Ereignis…</translation>
    </message>
    <message>
        <source>Go to an event by its number</source>
        <translation>Zu einem Ereignis mit seiner Nummer gehen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keyboard</source>
        <translation>&amp;Tastatur</translation>
    </message>
    <message>
        <source>All actions and their keys</source>
        <translation>Alle Aktionen und ihre Tasten</translation>
    </message>
    <message>
        <source>&amp;About Hop101</source>
        <translation>&amp;Über Hop101</translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation>Version und Lizenz</translation>
    </message>
    <message>
        <source>Frame &amp;options</source>
        <translation>Frame-&amp;Optionen</translation>
    </message>
    <message>
        <source>Show or hide how the frame differs from what it should be</source>
        <translation>Zeigen oder verbergen, wie der Frame von dem abweicht, was er sein soll</translation>
    </message>
    <message>
        <source>Session &amp;title…</source>
        <translation>&amp;Titel der Sitzung …</translation>
    </message>
    <message>
        <source>Name the session; the name is saved in the capture</source>
        <translation>Der Sitzung einen Namen geben; er wird in der Aufzeichnung gespeichert</translation>
    </message>
    <message>
        <source>&amp;Bookmark</source>
        <translation>&amp;Lesezeichen</translation>
    </message>
    <message>
        <source>Mark the selected event, or take its mark away</source>
        <translation>Das gewählte Ereignis markieren oder seine Markierung entfernen</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>&amp;Notiz</translation>
    </message>
    <message>
        <source>Write a note to the selected event</source>
        <translation>Eine Notiz zum gewählten Ereignis schreiben</translation>
    </message>
    <message>
        <source>Next &amp;bookmark</source>
        <translation>Nächstes &amp;Lesezeichen</translation>
    </message>
    <message>
        <source>Go to the next event that you marked</source>
        <translation>Zum nächsten Ereignis gehen, das Sie markiert haben</translation>
    </message>
    <message>
        <source>Previous b&amp;ookmark</source>
        <translation>V&amp;origes Lesezeichen</translation>
    </message>
    <message>
        <source>Go to the previous event that you marked</source>
        <translation>Zum vorigen Ereignis gehen, das Sie markiert haben</translation>
    </message>
    <message>
        <source>Connect in &amp;this capture</source>
        <translation>In &amp;dieser Aufzeichnung verbinden</translation>
    </message>
    <message>
        <source>Connect again and record it into the capture that is shown, as another session</source>
        <translation>Noch einmal verbinden und das als weitere Sitzung in die gezeigte Aufzeichnung schreiben</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>&amp;Suchen …</translation>
    </message>
    <message>
        <source>Find a text or bytes in what events carry</source>
        <translation>Einen Text oder Bytes in dem suchen, was Ereignisse tragen</translation>
    </message>
    <message>
        <source>Find ne&amp;xt</source>
        <translation>Wei&amp;tersuchen</translation>
    </message>
    <message>
        <source>Go to the next place</source>
        <translation>Zur nächsten Stelle gehen</translation>
    </message>
    <message>
        <source>Find pre&amp;vious</source>
        <translation>Rück&amp;wärts suchen</translation>
    </message>
    <message>
        <source>Go to the previous place</source>
        <translation>Zur vorigen Stelle gehen</translation>
    </message>
    <message>
        <source>F&amp;ilter…</source>
        <translation>F&amp;ilter …</translation>
    </message>
    <message>
        <source>Choose by an expression which events show</source>
        <translation>Mit einem Ausdruck wählen, welche Ereignisse zu sehen sind</translation>
    </message>
    <message>
        <source>M&amp;ode</source>
        <translation>M&amp;odus</translation>
    </message>
    <message>
        <source>&amp;Client</source>
        <translation>&amp;Client</translation>
    </message>
    <message>
        <source>Hop101 connects to a server</source>
        <translation>Hop101 verbindet sich mit einem Server</translation>
    </message>
    <message>
        <source>&amp;Listen</source>
        <translation>&amp;Lauschen</translation>
    </message>
    <message>
        <source>Hop101 is the server</source>
        <translation>Hop101 ist der Server</translation>
    </message>
    <message>
        <source>&amp;Relay</source>
        <translation>&amp;Vermitteln</translation>
    </message>
    <message>
        <source>Hop101 stands between a client and a server</source>
        <translation>Hop101 steht zwischen einem Client und einem Server</translation>
    </message>
    <message>
        <source>&amp;Path</source>
        <translation>&amp;Weg</translation>
    </message>
    <message>
        <source>Hop101 is both ends of a proxy</source>
        <translation>Hop101 ist beide Enden eines Proxys</translation>
    </message>
    <message>
        <source>Connect, listen, relay or check the path: what the mode does</source>
        <translation>Verbinden, lauschen, vermitteln oder den Weg prüfen: was der Modus tut</translation>
    </message>
    <message>
        <source>&amp;Replay…</source>
        <translation>&amp;Wiederholen …</translation>
    </message>
    <message>
        <source>Send what the client of this exchange sent again</source>
        <translation>Noch einmal senden, was der Client dieses Austauschs gesendet hat</translation>
    </message>
    <message>
        <source>&amp;Hold, change…</source>
        <translation>An&amp;halten, ändern…</translation>
    </message>
    <message>
        <source>What a relay holds at a breakpoint, changes, drops or injects</source>
        <translation>Was ein Relais an einem Haltepunkt anhält, ändert, verwirft oder einfügt</translation>
    </message>
    <message>
        <source>Open a capture, or what another program wrote (HAR, pcap); a file can also be dropped on the window</source>
        <translation>Eine Aufzeichnung öffnen oder was ein anderes Programm schrieb (HAR, pcap); eine Datei kann auch auf das Fenster gezogen werden</translation>
    </message>
    <message>
        <source>Save &amp;redacted copy…</source>
        <translation>Ge&amp;schwärzte Kopie speichern…</translation>
    </message>
    <message>
        <source>Save a copy without logins, cookies, tokens and what else you name</source>
        <translation>Eine Kopie ohne Anmeldungen, Cookies, Tokens und was sonst genannt wird speichern</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>Write events for other programs: HAR, pcapng, Markdown, pictures</source>
        <translation>Ereignisse für andere Programme schreiben: HAR, pcapng, Markdown, Bilder</translation>
    </message>
    <message>
        <source>Copy &amp;diagram as</source>
        <translation>&amp;Diagramm kopieren als</translation>
    </message>
    <message>
        <source>&amp;Mermaid</source>
        <translation>&amp;Mermaid</translation>
    </message>
    <message>
        <source>&amp;PlantUML</source>
        <translation>&amp;PlantUML</translation>
    </message>
    <message>
        <source>Mar&amp;kdown report</source>
        <translation>Mar&amp;kdown-Bericht</translation>
    </message>
    <message>
        <source>Plain &amp;text</source>
        <translation>Reiner &amp;Text</translation>
    </message>
    <message>
        <source>&amp;SVG</source>
        <translation>&amp;SVG</translation>
    </message>
    <message>
        <source>P&amp;icture</source>
        <translation>B&amp;ild</translation>
    </message>
    <message>
        <source>Co&amp;mpare with…</source>
        <translation>Ver&amp;gleichen mit…</translation>
    </message>
    <message>
        <source>Put this exchange and one of another capture side by side</source>
        <translation>Diesen Austausch und einen aus einer anderen Aufzeichnung nebeneinander zeigen</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Captures (*.hop101);;All files (*)</source>
        <translation>Aufzeichnungen (*.hop101);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Select &amp;all events</source>
        <translation>&amp;Alle Ereignisse auswählen</translation>
    </message>
    <message>
        <source>Select all that the timeline shows; Shift and the arrow keys select from one event to another, Ctrl and a click adds one</source>
        <translation>Alles auswählen, was die Zeitleiste zeigt; Umschalt und die Pfeiltasten wählen von einem Ereignis zum anderen, Strg und ein Klick nimmt eines dazu</translation>
    </message>
    <message>
        <source>Copy the selected events; where that is one, all that the timeline shows</source>
        <translation>Die ausgewählten Ereignisse kopieren; ist es nur eines, alles, was die Zeitleiste zeigt</translation>
    </message>
</context>
<context>
    <name>import</name>
    <message>
        <source>a URL</source>
        <translation>eine URL</translation>
    </message>
    <message>
        <source>a curl command (bash)</source>
        <translation>ein curl-Befehl (bash)</translation>
    </message>
    <message>
        <source>a curl command (cmd)</source>
        <translation>ein curl-Befehl (cmd)</translation>
    </message>
    <message>
        <source>a curl command (PowerShell)</source>
        <translation>ein curl-Befehl (PowerShell)</translation>
    </message>
    <message>
        <source>a fetch call</source>
        <translation>ein fetch-Aufruf</translation>
    </message>
    <message>
        <source>a new WebSocket call</source>
        <translation>ein Aufruf von new WebSocket</translation>
    </message>
    <message>
        <source>a raw request</source>
        <translation>eine rohe Anfrage</translation>
    </message>
    <message>
        <source>The URL&apos;s http means ws here, and https means wss.</source>
        <translation>Das http der URL bedeutet hier ws, und https bedeutet wss.</translation>
    </message>
    <message>
        <source>Nothing says whether TLS is used: ws:// is taken; write wss:// for TLS.</source>
        <translation>Nichts sagt, ob TLS benutzt wird: ws:// wird angenommen; schreiben Sie wss:// für TLS.</translation>
    </message>
    <message>
        <source>The request&apos;s port or Origin speaks of TLS: wss:// is taken.</source>
        <translation>Port oder Origin der Anfrage sprechen für TLS: wss:// wird angenommen.</translation>
    </message>
    <message>
        <source>%1 cannot carry this upgrade: HTTP/1.1 is used.</source>
        <translation>%1 kann dieses Upgrade nicht tragen: HTTP/1.1 wird benutzt.</translation>
    </message>
    <message>
        <source>Its Sec-WebSocket-Key is pinned: every connection sends it; empty it for fresh ones.</source>
        <translation>Ihr Sec-WebSocket-Key ist festgehalten: Jede Verbindung sendet ihn; leeren Sie ihn für immer neue.</translation>
    </message>
    <message>
        <source>%1: the URL names where it connects; Host and the name for TLS stay.</source>
        <translation>%1: Die URL nennt, wohin verbunden wird; Host und der Name für TLS bleiben.</translation>
    </message>
    <message>
        <source>The body is left out: an upgrade is asked for without one.</source>
        <translation>Der Body wird weggelassen: Um ein Upgrade wird ohne einen gebeten.</translation>
    </message>
    <message>
        <source>%1 names a file, and files are not read: it is left out.</source>
        <translation>%1 nennt eine Datei, und Dateien werden nicht gelesen: Das wird weggelassen.</translation>
    </message>
    <message>
        <source>%1 has no place in a plan: it is left out.</source>
        <translation>%1 hat keinen Platz in einem Plan: Das wird weggelassen.</translation>
    </message>
    <message>
        <source>%1 is not known: it is left out.</source>
        <translation>%1 ist nicht bekannt: Das wird weggelassen.</translation>
    </message>
    <message>
        <source>%1 is one word too many: it is left out.</source>
        <translation>%1 ist ein Wort zu viel: Das wird weggelassen.</translation>
    </message>
    <message>
        <source>The User-Agent and Accept that curl adds by itself are left out.</source>
        <translation>User-Agent und Accept, die curl von sich aus sendet, werden weggelassen.</translation>
    </message>
    <message>
        <source>%1 is no header that a request of HTTP/1.1 has: it is left out.</source>
        <translation>%1 ist kein Header, den eine Anfrage in HTTP/1.1 hat: Das wird weggelassen.</translation>
    </message>
    <message>
        <source>A space stands behind the colon of %1, where there was none.</source>
        <translation>Hinter dem Doppelpunkt von %1 steht nun ein Leerzeichen, wo keines war.</translation>
    </message>
    <message>
        <source>%1 is a variable of the shell: it stands as it is written.</source>
        <translation>%1 ist eine Variable der Shell: Sie bleibt, wie sie geschrieben ist.</translation>
    </message>
    <message>
        <source>User and password are sent as Authorization: Basic.</source>
        <translation>Benutzer und Passwort werden als Authorization: Basic gesendet.</translation>
    </message>
    <message>
        <source>The method is %1; an upgrade to WebSocket is a GET.</source>
        <translation>Die Methode ist %1; ein Upgrade zu WebSocket ist ein GET.</translation>
    </message>
    <message>
        <source>The request is kept byte for byte, because rows cannot hold it.</source>
        <translation>Die Anfrage bleibt Byte für Byte, weil Zeilen sie nicht fassen können.</translation>
    </message>
    <message>
        <source>For an upgrade to WebSocket it lacks %1: add them, or the server must refuse it.</source>
        <translation>Für ein Upgrade zu WebSocket fehlt %1: Ergänzen Sie das, sonst muss der Server ablehnen.</translation>
    </message>
    <message>
        <source>Added for the upgrade: %1.</source>
        <translation>Für das Upgrade ergänzt: %1.</translation>
    </message>
    <message>
        <source>There is nothing to read: paste a curl command, a request or a URL.</source>
        <translation>Es gibt nichts zu lesen: Fügen Sie einen curl-Befehl, eine Anfrage oder eine URL ein.</translation>
    </message>
    <message>
        <source>The text is larger than 1 MiB: paste one command or request only.</source>
        <translation>Der Text ist größer als 1 MiB: Fügen Sie nur einen Befehl oder eine Anfrage ein.</translation>
    </message>
    <message>
        <source>This quote is not closed: copy the command to its end.</source>
        <translation>Dieses Anführungszeichen wird nicht geschlossen: Kopieren Sie den Befehl bis zu seinem Ende.</translation>
    </message>
    <message>
        <source>This bracket is not closed: copy the call to its end.</source>
        <translation>Diese Klammer wird nicht geschlossen: Kopieren Sie den Aufruf bis zu seinem Ende.</translation>
    </message>
    <message>
        <source>%1 belongs to the shell, not to the command: paste one command without it.</source>
        <translation>%1 gehört zur Shell, nicht zum Befehl: Fügen Sie einen Befehl ohne das ein.</translation>
    </message>
    <message>
        <source>The command names no URL: add one such as ws://localhost:8080/chat.</source>
        <translation>Der Befehl nennt keine URL: Ergänzen Sie eine wie ws://localhost:8080/chat.</translation>
    </message>
    <message>
        <source>The URL %1 cannot be used: write one such as wss://example.com/chat.</source>
        <translation>Die URL %1 ist nicht brauchbar: Schreiben Sie eine wie wss://example.com/chat.</translation>
    </message>
    <message>
        <source>%1 lacks its value: copy the command to its end.</source>
        <translation>%1 fehlt der Wert: Kopieren Sie den Befehl bis zu seinem Ende.</translation>
    </message>
    <message>
        <source>%1 names a file of headers, and files are not read: paste its lines with -H.</source>
        <translation>%1 nennt eine Datei mit Headern, und Dateien werden nicht gelesen: Fügen Sie ihre Zeilen mit -H ein.</translation>
    </message>
    <message>
        <source>%1 names a file of options, and files are not read: paste the options themselves.</source>
        <translation>%1 nennt eine Datei mit Optionen, und Dateien werden nicht gelesen: Fügen Sie die Optionen selbst ein.</translation>
    </message>
    <message>
        <source>The header %1 has no colon: write Name: value.</source>
        <translation>Der Header %1 hat keinen Doppelpunkt: Schreiben Sie Name: Wert.</translation>
    </message>
    <message>
        <source>%1 needs a number of seconds, up to a day.</source>
        <translation>%1 braucht eine Zahl von Sekunden, bis zu einem Tag.</translation>
    </message>
    <message>
        <source>This is no plain JavaScript value: write strings, numbers, lists and objects only.</source>
        <translation>Das ist kein einfacher JavaScript-Wert: Schreiben Sie nur Zeichenketten, Zahlen, Listen und Objekte.</translation>
    </message>
    <message>
        <source>The request has no Host and no whole URL: add a Host line, so that it is known where to connect.</source>
        <translation>Die Anfrage hat keinen Host und keine ganze URL: Ergänzen Sie eine Zeile Host, damit bekannt ist, wohin verbunden wird.</translation>
    </message>
    <message>
        <source>%1 holds a line end or a NUL, which would be another request: take it out.</source>
        <translation>%1 enthält ein Zeilenende oder ein NUL, was eine andere Anfrage wäre: Nehmen Sie es heraus.</translation>
    </message>
    <message>
        <source>There are more than 1,000 headers: leave some out.</source>
        <translation>Es sind mehr als 1.000 Header: Lassen Sie welche weg.</translation>
    </message>
    <message>
        <source>HTTP Archive (HAR)</source>
        <translation>HTTP-Archiv (HAR)</translation>
    </message>
    <message>
        <source>Packets (pcap)</source>
        <translation>Pakete (pcap)</translation>
    </message>
    <message>
        <source>Packets (pcapng)</source>
        <translation>Pakete (pcapng)</translation>
    </message>
    <message>
        <source>Flows of mitmproxy</source>
        <translation>Flows von mitmproxy</translation>
    </message>
    <message>
        <source>JSON Lines of Hop101</source>
        <translation>JSON Lines von Hop101</translation>
    </message>
    <message>
        <source>a HAR entry</source>
        <translation>ein HAR-Eintrag</translation>
    </message>
    <message>
        <source>The HAR has %1 more requests of this kind: the first is taken.</source>
        <translation>Das HAR hat %1 weitere Anfragen dieser Art: Die erste wird genommen.</translation>
    </message>
    <message>
        <source>This begins like JSON and is none to its end: copy all of the entry.</source>
        <translation>Das beginnt wie JSON und ist bis zum Ende keines: Kopieren Sie den ganzen Eintrag.</translation>
    </message>
    <message>
        <source>This JSON is no entry of a HAR: copy one that has a request with its url.</source>
        <translation>Dieses JSON ist kein Eintrag eines HAR: Kopieren Sie einen, der eine Anfrage (request) mit ihrer url hat.</translation>
    </message>
    <message>
        <source>masks</source>
        <translation>Masken</translation>
    </message>
    <message>
        <source>frame boundaries</source>
        <translation>Frame-Grenzen</translation>
    </message>
    <message>
        <source>compression</source>
        <translation>Kompression</translation>
    </message>
    <message>
        <source>frame boundaries and compression</source>
        <translation>Frame-Grenzen und Kompression</translation>
    </message>
    <message>
        <source>pings and pongs, which are left out</source>
        <translation>Pings und Pongs, die fehlen</translation>
    </message>
    <message>
        <source>spelling of the heads</source>
        <translation>Schreibweise der Köpfe</translation>
    </message>
    <message>
        <source>spaces and line ends of the heads</source>
        <translation>Leerzeichen und Zeilenenden der Köpfe</translation>
    </message>
    <message>
        <source>a handshake of HTTP/1.1 in place of that of HTTP/2</source>
        <translation>ein Handshake von HTTP/1.1 an Stelle dessen von HTTP/2</translation>
    </message>
    <message>
        <source>fields of the request</source>
        <translation>Felder der Anfrage</translation>
    </message>
    <message>
        <source>fields of the response</source>
        <translation>Felder der Antwort</translation>
    </message>
    <message>
        <source>the response</source>
        <translation>die Antwort</translation>
    </message>
    <message>
        <source>Content-Length of the response</source>
        <translation>Content-Length der Antwort</translation>
    </message>
    <message>
        <source>which side closed first</source>
        <translation>welche Seite zuerst schloss</translation>
    </message>
    <message>
        <source>chunks of the body</source>
        <translation>Chunks des Rumpfs</translation>
    </message>
    <message>
        <source>the answer to the Close</source>
        <translation>die Antwort auf das Close</translation>
    </message>
    <message>
        <source>the handshake</source>
        <translation>der Handshake</translation>
    </message>
    <message>
        <source>that permessage-deflate was agreed</source>
        <translation>dass permessage-deflate vereinbart war</translation>
    </message>
    <message>
        <source>an Invoke-WebRequest command</source>
        <translation>ein Befehl Invoke-WebRequest</translation>
    </message>
    <message>
        <source>This is neither a URL, a curl or Invoke-WebRequest command, a fetch or new WebSocket call nor a raw request: paste one of these.</source>
        <translation>Dies ist weder eine URL noch ein Befehl curl oder Invoke-WebRequest, ein Aufruf von fetch oder new WebSocket oder eine rohe Anfrage: fügen Sie eines davon ein.</translation>
    </message>
</context>
<context>
    <name>lab</name>
    <message>
        <source>Echo</source>
        <translation>Echo</translation>
    </message>
    <message>
        <source>Answers a right upgrade with 101 and returns every message.</source>
        <translation>Beantwortet ein richtiges Upgrade mit 101 und sendet jede Nachricht zurück.</translation>
    </message>
    <message>
        <source>Qt&apos;s echo</source>
        <translation>Echo von Qt</translation>
    </message>
    <message>
        <source>Says nothing</source>
        <translation>Sagt nichts</translation>
    </message>
    <message>
        <source>Accepts, answers pings and Close, and sends no message.</source>
        <translation>Nimmt an, beantwortet Pings und Close und sendet keine Nachricht.</translation>
    </message>
    <message>
        <source>Speaks first</source>
        <translation>Spricht zuerst</translation>
    </message>
    <message>
        <source>Sends a message directly behind the 101, often in the same read, then echoes.</source>
        <translation>Sendet direkt hinter der 101 eine Nachricht, oft im selben Lesevorgang, danach Echo.</translation>
    </message>
    <message>
        <source>Fragments</source>
        <translation>Fragmente</translation>
    </message>
    <message>
        <source>Sends a message in three frames with a ping among them, then echoes.</source>
        <translation>Sendet eine Nachricht in drei Frames mit einem Ping dazwischen, danach Echo.</translation>
    </message>
    <message>
        <source>Slow frame</source>
        <translation>Langsamer Frame</translation>
    </message>
    <message>
        <source>Sends one frame in four pieces over three seconds, cut within its header, too.</source>
        <translation>Sendet einen Frame in vier Stücken über drei Sekunden, auch mitten im Header getrennt.</translation>
    </message>
    <message>
        <source>Many pings</source>
        <translation>Viele Pings</translation>
    </message>
    <message>
        <source>Sends 100 pings at once, each of which wants a pong, then echoes.</source>
        <translation>Sendet 100 Pings auf einmal, von denen jeder ein Pong will, danach Echo.</translation>
    </message>
    <message>
        <source>Closes with 1011</source>
        <translation>Schließt mit 1011</translation>
    </message>
    <message>
        <source>Accepts, and closes at once with 1011, as servers do that fail.</source>
        <translation>Nimmt an und schließt sofort mit 1011, wie Server bei einem Fehler.</translation>
    </message>
    <message>
        <source>Cuts</source>
        <translation>Trennt</translation>
    </message>
    <message>
        <source>Accepts, and ends the connection without a Close: a client sees 1006.</source>
        <translation>Nimmt an und beendet die Verbindung ohne Close: Ein Client sieht 1006.</translation>
    </message>
    <message>
        <source>Slow answer</source>
        <translation>Langsame Antwort</translation>
    </message>
    <message>
        <source>Answers five seconds late.</source>
        <translation>Antwortet fünf Sekunden zu spät.</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>Reads the request and never answers: it is for the client to give up.</source>
        <translation>Liest die Anfrage und antwortet nie: Der Client muss aufgeben.</translation>
    </message>
    <message>
        <source>Login needed</source>
        <translation>Anmeldung nötig</translation>
    </message>
    <message>
        <source>Refuses with 401 and WWW-Authenticate.</source>
        <translation>Lehnt mit 401 und WWW-Authenticate ab.</translation>
    </message>
    <message>
        <source>Redirect</source>
        <translation>Umleitung</translation>
    </message>
    <message>
        <source>Answers 302 with another path, which browsers do not follow for a WebSocket.</source>
        <translation>Antwortet 302 mit einem anderen Pfad, dem Browser bei einem WebSocket nicht folgen.</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Überlastet</translation>
    </message>
    <message>
        <source>Refuses with 503 and Retry-After: does the client come again, and when?</source>
        <translation>Lehnt mit 503 und Retry-After ab: Kommt der Client wieder, und wann?</translation>
    </message>
    <message>
        <source>Page in place of a WebSocket</source>
        <translation>Seite statt WebSocket</translation>
    </message>
    <message>
        <source>Answers 200 with a page, as servers do that do not know the path.</source>
        <translation>Antwortet 200 mit einer Seite, wie Server, die den Pfad nicht kennen.</translation>
    </message>
    <message>
        <source>Wrong accept</source>
        <translation>Falsches Accept</translation>
    </message>
    <message>
        <source>Answers 101 with the Sec-WebSocket-Accept of another key: a client must fail.</source>
        <translation>Antwortet 101 mit dem Sec-WebSocket-Accept eines anderen Schlüssels: Ein Client muss abbrechen.</translation>
    </message>
    <message>
        <source>Connection: close</source>
        <translation>Connection: close</translation>
    </message>
    <message>
        <source>Answers 101 with &quot;Connection: close&quot;, as behind a proxy that sets it.</source>
        <translation>Antwortet 101 mit „Connection: close“, wie hinter einem Proxy, der es setzt.</translation>
    </message>
    <message>
        <source>Subprotocol not asked for</source>
        <translation>Nicht erbetenes Subprotokoll</translation>
    </message>
    <message>
        <source>Answers 101 with a subprotocol that the client did not offer.</source>
        <translation>Antwortet 101 mit einem Subprotokoll, das der Client nicht angeboten hat.</translation>
    </message>
    <message>
        <source>No subprotocol</source>
        <translation>Kein Subprotokoll</translation>
    </message>
    <message>
        <source>Accepts, and names no subprotocol, whatever was offered.</source>
        <translation>Nimmt an und nennt kein Subprotokoll, was auch immer angeboten war.</translation>
    </message>
    <message>
        <source>Extension not asked for</source>
        <translation>Nicht erbetene Erweiterung</translation>
    </message>
    <message>
        <source>Answers 101 with an extension that the client did not offer.</source>
        <translation>Antwortet 101 mit einer Erweiterung, die der Client nicht angeboten hat.</translation>
    </message>
    <message>
        <source>101 with Content-Length</source>
        <translation>101 mit Content-Length</translation>
    </message>
    <message>
        <source>Answers 101 with a Content-Length, which it must not have.</source>
        <translation>Antwortet 101 mit einer Content-Length, die es nicht haben darf.</translation>
    </message>
    <message>
        <source>Masked frame</source>
        <translation>Maskierter Frame</translation>
    </message>
    <message>
        <source>Sends a masked frame, which only a client may.</source>
        <translation>Sendet einen maskierten Frame, was nur ein Client darf.</translation>
    </message>
    <message>
        <source>Compression not agreed</source>
        <translation>Nicht vereinbarte Kompression</translation>
    </message>
    <message>
        <source>Sends a frame with RSV1 set, and permessage-deflate was not agreed.</source>
        <translation>Sendet einen Frame mit gesetztem RSV1, ohne dass permessage-deflate vereinbart war.</translation>
    </message>
    <message>
        <source>Broken UTF-8</source>
        <translation>Kaputtes UTF-8</translation>
    </message>
    <message>
        <source>Sends a text message that ends within a character.</source>
        <translation>Sendet eine Textnachricht, die mitten in einem Zeichen endet.</translation>
    </message>
    <message>
        <source>Echo from QWebSocketServer, an implementation that is not ours; also /ticker, /chat and /binary.</source>
        <translation>Echo vom QWebSocketServer, einer Implementierung, die nicht unsere ist; auch /ticker, /chat und /binary.</translation>
    </message>
</context>
<context>
    <name>net</name>
    <message>
        <source>No file descriptor is left</source>
        <translation>Kein Dateideskriptor ist mehr frei</translation>
    </message>
    <message>
        <source>The name was not resolved in time</source>
        <translation>Der Name wurde nicht rechtzeitig aufgelöst</translation>
    </message>
    <message>
        <source>The server does not speak TLS on this port</source>
        <translation>Der Server spricht auf diesem Port kein TLS</translation>
    </message>
    <message>
        <source>The server ended the connection during the TLS handshake</source>
        <translation>Der Server beendete die Verbindung während des TLS-Handshakes</translation>
    </message>
    <message>
        <source>The CA file holds no certificate that can be read</source>
        <translation>Die CA-Datei enthält kein lesbares Zertifikat</translation>
    </message>
    <message>
        <source>The TLS server name cannot be used</source>
        <translation>Der TLS-Servername ist nicht verwendbar</translation>
    </message>
    <message>
        <source>The TLS handshake failed</source>
        <translation>Der TLS-Handshake schlug fehl</translation>
    </message>
    <message>
        <source>no certificate</source>
        <translation>kein Zertifikat</translation>
    </message>
</context>
<context>
    <name>party</name>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
</context>
<context>
    <name>path</name>
    <message>
        <source>The request reaches the server</source>
        <translation>Die Anfrage erreicht den Server</translation>
    </message>
    <message>
        <source>The upgrade passes: 101 comes back</source>
        <translation>Das Upgrade geht durch: 101 kommt zurück</translation>
    </message>
    <message>
        <source>Subprotocol passes both ways</source>
        <translation>Das Subprotokoll geht in beide Richtungen durch</translation>
    </message>
    <message>
        <source>Extensions pass both ways</source>
        <translation>Erweiterungen gehen in beide Richtungen durch</translation>
    </message>
    <message>
        <source>Key and accept pass untouched</source>
        <translation>Key und Accept kommen unverändert an</translation>
    </message>
    <message>
        <source>Host arrives as sent</source>
        <translation>Host kommt an wie gesendet</translation>
    </message>
    <message>
        <source>Origin arrives as sent</source>
        <translation>Origin kommt an wie gesendet</translation>
    </message>
    <message>
        <source>Path, query and percent-encoding arrive as sent</source>
        <translation>Pfad, Query und Prozentkodierung kommen an wie gesendet</translation>
    </message>
    <message>
        <source>Messages to the server arrive byte for byte</source>
        <translation>Nachrichten an den Server kommen Byte für Byte an</translation>
    </message>
    <message>
        <source>Messages to the client arrive byte for byte</source>
        <translation>Nachrichten an den Client kommen Byte für Byte an</translation>
    </message>
    <message>
        <source>Fragments stay fragments</source>
        <translation>Fragmente bleiben Fragmente</translation>
    </message>
    <message>
        <source>Ping and pong pass end to end</source>
        <translation>Ping und Pong gehen von Ende zu Ende</translation>
    </message>
    <message>
        <source>Close code and reason reach the server</source>
        <translation>Close-Code und Grund erreichen den Server</translation>
    </message>
    <message>
        <source>Close code and reason reach the client</source>
        <translation>Close-Code und Grund erreichen den Client</translation>
    </message>
    <message>
        <source>A large header passes</source>
        <translation>Ein großer Header geht durch</translation>
    </message>
    <message>
        <source>One direction can end without the other</source>
        <translation>Eine Richtung kann ohne die andere enden</translation>
    </message>
    <message>
        <source>Silence is borne</source>
        <translation>Stille wird ausgehalten</translation>
    </message>
    <message>
        <source>Cookie and Authorization arrive as sent</source>
        <translation>Cookie und Authorization kommen an wie gesendet</translation>
    </message>
</context>
<context>
    <name>picture</name>
    <message>
        <source>%1 events</source>
        <translation>%1 Ereignisse</translation>
    </message>
    <message>
        <source>events %1 to %2 of %3</source>
        <translation>Ereignisse %1 bis %2 von %3</translation>
    </message>
    <message>
        <source>filter: %1</source>
        <translation>Filter: %1</translation>
    </message>
    <message>
        <source>a selection</source>
        <translation>eine Auswahl</translation>
    </message>
</context>
<context>
    <name>redaction</name>
    <message>
        <source>header</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>cookie</source>
        <translation>Cookie</translation>
    </message>
    <message>
        <source>URL credentials</source>
        <translation>URL-Anmeldung</translation>
    </message>
    <message>
        <source>URL parameter</source>
        <translation>URL-Parameter</translation>
    </message>
    <message>
        <source>subprotocol</source>
        <translation>Subprotokoll</translation>
    </message>
    <message>
        <source>JSON field</source>
        <translation>JSON-Feld</translation>
    </message>
    <message>
        <source>pattern</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>unlesbar</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>address</source>
        <translation>Adresse</translation>
    </message>
</context>
<context>
    <name>row</name>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>raw</source>
        <translation>roh</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>cut at byte %1</source>
        <translation>abgeschnitten bei Byte %1</translation>
    </message>
    <message>
        <source>1 header</source>
        <translation>1 Header</translation>
    </message>
    <message>
        <source>%1 headers</source>
        <translation>%1 Header</translation>
    </message>
    <message>
        <source>certificate not trusted, accepted</source>
        <translation>Zertifikat nicht vertraut, angenommen</translation>
    </message>
    <message>
        <source>TLS up</source>
        <translation>TLS steht</translation>
    </message>
    <message>
        <source>body</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>WebSocket from here</source>
        <translation>WebSocket von hier an</translation>
    </message>
    <message>
        <source>%1 from here</source>
        <translation>%1 von hier an</translation>
    </message>
    <message>
        <source>ping</source>
        <translation>Ping</translation>
    </message>
    <message>
        <source>pong</source>
        <translation>Pong</translation>
    </message>
    <message>
        <source>opcode %1</source>
        <translation>Opcode %1</translation>
    </message>
    <message>
        <source>continuation · fin</source>
        <translation>Fortsetzung · Ende</translation>
    </message>
    <message>
        <source>continuation</source>
        <translation>Fortsetzung</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>binary</source>
        <translation>binär</translation>
    </message>
    <message>
        <source>text · first part</source>
        <translation>Text · erster Teil</translation>
    </message>
    <message>
        <source>binary · first part</source>
        <translation>binär · erster Teil</translation>
    </message>
    <message>
        <source>close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>no code</source>
        <translation>kein Code</translation>
    </message>
    <message>
        <source>close %1</source>
        <translation>Close %1</translation>
    </message>
    <message>
        <source>sends no more (FIN)</source>
        <translation>sendet nichts mehr (FIN)</translation>
    </message>
    <message>
        <source>reset (RST)</source>
        <translation>zurückgesetzt (RST)</translation>
    </message>
    <message>
        <source>by Hop101</source>
        <translation>von Hop101</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>name not resolved</source>
        <translation>Name nicht aufgelöst</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>not connected in time</source>
        <translation>nicht rechtzeitig verbunden</translation>
    </message>
    <message>
        <source>TLS failed</source>
        <translation>TLS fehlgeschlagen</translation>
    </message>
    <message>
        <source>TLS not up in time</source>
        <translation>TLS nicht rechtzeitig</translation>
    </message>
    <message>
        <source>certificate not trusted</source>
        <translation>Zertifikat nicht vertraut</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>keine Antwort rechtzeitig</translation>
    </message>
    <message>
        <source>not closed in time</source>
        <translation>nicht rechtzeitig geschlossen</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>reading or writing failed</source>
        <translation>Lesen oder Schreiben fehlgeschlagen</translation>
    </message>
    <message>
        <source>gap</source>
        <translation>Lücke</translation>
    </message>
    <message>
        <source>%1 not seen</source>
        <translation>%1 nicht gesehen</translation>
    </message>
    <message>
        <source>message %1</source>
        <translation>Nachricht %1</translation>
    </message>
    <message>
        <source>%1 compressed</source>
        <translation>%1 komprimiert</translation>
    </message>
    <message>
        <source>%1 (%2 compressed)</source>
        <translation>%1 (%2 komprimiert)</translation>
    </message>
    <message>
        <source>%1 with 1 event not recorded</source>
        <translation>%1 mit 1 Ereignis nicht aufgezeichnet</translation>
    </message>
    <message>
        <source>%1 with %2 events not recorded</source>
        <translation>%1 mit %2 Ereignissen nicht aufgezeichnet</translation>
    </message>
</context>
<context>
    <name>rule</name>
    <message>
        <source>Request line is well formed</source>
        <translation>Die Anfragezeile ist wohlgeformt</translation>
    </message>
    <message>
        <source>The request line is not “method target HTTP/version” with single spaces, so servers cannot read it.</source>
        <translation>Die Anfragezeile lautet nicht „Methode Ziel HTTP/Version“ mit einzelnen Leerzeichen; Server können sie nicht lesen.</translation>
    </message>
    <message>
        <source>Method is GET</source>
        <translation>Die Methode ist GET</translation>
    </message>
    <message>
        <source>A WebSocket upgrade must be a GET request; servers refuse any other method.</source>
        <translation>Ein WebSocket-Upgrade muss eine GET-Anfrage sein; Server lehnen jede andere Methode ab.</translation>
    </message>
    <message>
        <source>Request version is HTTP/1.1 or higher</source>
        <translation>Die Version der Anfrage ist HTTP/1.1 oder höher</translation>
    </message>
    <message>
        <source>Upgrade does not exist before HTTP/1.1; a server must ignore it in an HTTP/1.0 request.</source>
        <translation>Vor HTTP/1.1 gibt es kein Upgrade; in einer Anfrage mit HTTP/1.0 muss ein Server es übergehen.</translation>
    </message>
    <message>
        <source>Host is present, once</source>
        <translation>Host ist da, einmal</translation>
    </message>
    <message>
        <source>An HTTP/1.1 request needs exactly one Host header; servers answer 400 without it.</source>
        <translation>Eine Anfrage mit HTTP/1.1 braucht genau einen Host-Header; ohne ihn antworten Server mit 400.</translation>
    </message>
    <message>
        <source>Upgrade asks for websocket</source>
        <translation>Upgrade verlangt websocket</translation>
    </message>
    <message>
        <source>Without “Upgrade: websocket” the request is an ordinary one and the server has nothing to switch to.</source>
        <translation>Ohne „Upgrade: websocket“ ist die Anfrage eine gewöhnliche, und der Server hat nichts, wozu er wechseln könnte.</translation>
    </message>
    <message>
        <source>Connection has upgrade</source>
        <translation>Connection nennt upgrade</translation>
    </message>
    <message>
        <source>Upgrade only counts when Connection lists “upgrade”; otherwise the server must ignore it.</source>
        <translation>Upgrade gilt nur, wenn Connection „upgrade“ nennt; sonst muss der Server es übergehen.</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Key is present, once</source>
        <translation>Sec-WebSocket-Key ist da, einmal</translation>
    </message>
    <message>
        <source>The server needs exactly one Sec-WebSocket-Key to prove that it understood the upgrade; it answers 400 or 426 without it.</source>
        <translation>Der Server braucht genau einen Sec-WebSocket-Key als Beweis, dass er das Upgrade verstand; ohne ihn antwortet er mit 400 oder 426.</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Key is 16 bytes in base64</source>
        <translation>Sec-WebSocket-Key ist 16 Bytes in Base64</translation>
    </message>
    <message>
        <source>The key must be 16 random bytes in base64; strict servers answer 400 to anything else.</source>
        <translation>Der Schlüssel muss 16 zufällige Bytes in Base64 sein; strenge Server antworten auf anderes mit 400.</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Version is 13</source>
        <translation>Sec-WebSocket-Version ist 13</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Version must be 13; servers answer 400 or 426 when it is missing or another number.</source>
        <translation>Sec-WebSocket-Version muss 13 sein; fehlt sie oder ist sie anders, antworten Server mit 400 oder 426.</translation>
    </message>
    <message>
        <source>Request headers are well formed</source>
        <translation>Die Header der Anfrage sind wohlgeformt</translation>
    </message>
    <message>
        <source>Request lines end in CR LF</source>
        <translation>Die Zeilen der Anfrage enden mit CR LF</translation>
    </message>
    <message>
        <source>A line of the request ends in LF alone; some servers take it and some refuse it.</source>
        <translation>Eine Zeile der Anfrage endet nur mit LF; manche Server nehmen das an, manche nicht.</translation>
    </message>
    <message>
        <source>Offered subprotocols are tokens, each once</source>
        <translation>Angebotene Unterprotokolle sind Wörter, jedes einmal</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Protocol must list tokens, and none of them twice.</source>
        <translation>Sec-WebSocket-Protocol muss Wörter aufzählen, und keines zweimal.</translation>
    </message>
    <message>
        <source>Offered extensions are well formed</source>
        <translation>Angebotene Erweiterungen sind wohlgeformt</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Extensions does not follow its grammar, so servers may refuse the upgrade.</source>
        <translation>Sec-WebSocket-Extensions folgt seiner Grammatik nicht; Server dürfen das Upgrade ablehnen.</translation>
    </message>
    <message>
        <source>The request has no body</source>
        <translation>Die Anfrage hat keinen Inhalt</translation>
    </message>
    <message>
        <source>A body on a GET has no meaning, and the server may take its bytes for frames.</source>
        <translation>Ein Inhalt hat bei GET keine Bedeutung, und der Server könnte seine Bytes für Frames halten.</translation>
    </message>
    <message>
        <source>The answer is HTTP</source>
        <translation>Die Antwort ist HTTP</translation>
    </message>
    <message>
        <source>The bytes that came back are no HTTP response; perhaps the port speaks another protocol, or TLS.</source>
        <translation>Was zurückkam, ist keine HTTP-Antwort; vielleicht spricht der Port ein anderes Protokoll, oder TLS.</translation>
    </message>
    <message>
        <source>Status line is well formed</source>
        <translation>Die Statuszeile ist wohlgeformt</translation>
    </message>
    <message>
        <source>The status line is not “HTTP/version code reason”.</source>
        <translation>Die Statuszeile lautet nicht „HTTP/Version Code Grund“.</translation>
    </message>
    <message>
        <source>Status is 101</source>
        <translation>Der Status ist 101</translation>
    </message>
    <message>
        <source>Only 101 Switching Protocols switches the connection; with any other status it stays HTTP.</source>
        <translation>Nur 101 Switching Protocols wechselt das Protokoll; bei jedem anderen Status bleibt es bei HTTP.</translation>
    </message>
    <message>
        <source>Response version is HTTP/1.1</source>
        <translation>Die Version der Antwort ist HTTP/1.1</translation>
    </message>
    <message>
        <source>A 101 in HTTP/1.0 is a contradiction: 1.0 knows no upgrade.</source>
        <translation>Ein 101 in HTTP/1.0 ist ein Widerspruch: 1.0 kennt kein Upgrade.</translation>
    </message>
    <message>
        <source>Upgrade is websocket</source>
        <translation>Upgrade ist websocket</translation>
    </message>
    <message>
        <source>The 101 must say “Upgrade: websocket”; otherwise the client must fail the connection.</source>
        <translation>Das 101 muss „Upgrade: websocket“ sagen; sonst muss der Client die Verbindung beenden.</translation>
    </message>
    <message>
        <source>The new protocol was asked for</source>
        <translation>Das neue Protokoll war verlangt</translation>
    </message>
    <message>
        <source>The server switched to a protocol that the request did not name.</source>
        <translation>Der Server wechselte zu einem Protokoll, das die Anfrage nicht nannte.</translation>
    </message>
    <message>
        <source>The 101 must say “Connection: Upgrade”; otherwise the client must fail the connection.</source>
        <translation>Das 101 muss „Connection: Upgrade“ sagen; sonst muss der Client die Verbindung beenden.</translation>
    </message>
    <message>
        <source>Without Sec-WebSocket-Accept the server has not shown that it read the key; the client must fail the connection.</source>
        <translation>Ohne Sec-WebSocket-Accept hat der Server nicht gezeigt, dass er den Schlüssel las; der Client muss die Verbindung beenden.</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Accept is right</source>
        <translation>Sec-WebSocket-Accept stimmt</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Accept must be base64(SHA-1(key + GUID)) of the key that was sent; otherwise the client must fail the connection.</source>
        <translation>Sec-WebSocket-Accept muss base64(SHA-1(Schlüssel + GUID)) des gesendeten Schlüssels sein; sonst muss der Client die Verbindung beenden.</translation>
    </message>
    <message>
        <source>Subprotocol was offered</source>
        <translation>Das Unterprotokoll war angeboten</translation>
    </message>
    <message>
        <source>The server chose a subprotocol that the client did not offer; the client must fail the connection.</source>
        <translation>Der Server wählte ein Unterprotokoll, das der Client nicht anbot; der Client muss die Verbindung beenden.</translation>
    </message>
    <message>
        <source>At most one subprotocol is chosen</source>
        <translation>Höchstens ein Unterprotokoll ist gewählt</translation>
    </message>
    <message>
        <source>The server must choose one subprotocol or none, in one header.</source>
        <translation>Der Server muss ein Unterprotokoll oder keines wählen, in einem Header.</translation>
    </message>
    <message>
        <source>Extension was offered</source>
        <translation>Die Erweiterung war angeboten</translation>
    </message>
    <message>
        <source>The server uses an extension that the client did not offer; the client must fail the connection.</source>
        <translation>Der Server verwendet eine Erweiterung, die der Client nicht anbot; der Client muss die Verbindung beenden.</translation>
    </message>
    <message>
        <source>Response headers are well formed</source>
        <translation>Die Header der Antwort sind wohlgeformt</translation>
    </message>
    <message>
        <source>Response lines end in CR LF</source>
        <translation>Die Zeilen der Antwort enden mit CR LF</translation>
    </message>
    <message>
        <source>A line of the response ends in LF alone; some clients take it and some refuse it.</source>
        <translation>Eine Zeile der Antwort endet nur mit LF; manche Clients nehmen das an, manche nicht.</translation>
    </message>
    <message>
        <source>The 101 announces no body</source>
        <translation>Das 101 kündigt keinen Inhalt an</translation>
    </message>
    <message>
        <source>Content-Length or Transfer-Encoding on a 101 misleads proxies: what follows is the new protocol.</source>
        <translation>Content-Length oder Transfer-Encoding bei einem 101 führt Proxys in die Irre: Es folgt das neue Protokoll.</translation>
    </message>
    <message>
        <source>426 names the protocol in Upgrade</source>
        <translation>426 nennt das Protokoll in Upgrade</translation>
    </message>
    <message>
        <source>A 426 must say in an Upgrade header what it wants.</source>
        <translation>Ein 426 muss in einem Upgrade-Header sagen, was es verlangt.</translation>
    </message>
    <message>
        <source>Refused version: the supported ones are named</source>
        <translation>Abgelehnte Version: die unterstützten sind genannt</translation>
    </message>
    <message>
        <source>A server that refuses the version should name those it speaks in Sec-WebSocket-Version.</source>
        <translation>Ein Server, der die Version ablehnt, soll in Sec-WebSocket-Version nennen, welche er spricht.</translation>
    </message>
    <message>
        <source>Body length is unambiguous</source>
        <translation>Die Länge des Inhalts ist eindeutig</translation>
    </message>
    <message>
        <source>Content-Length and Transfer-Encoding contradict each other or cannot be read, so clients disagree on where the body ends.</source>
        <translation>Content-Length und Transfer-Encoding widersprechen sich oder sind unlesbar; Clients sind uneins, wo der Inhalt endet.</translation>
    </message>
    <message>
        <source>Body is complete</source>
        <translation>Der Inhalt ist vollständig</translation>
    </message>
    <message>
        <source>The connection ended before the announced body was complete, or a chunk was malformed.</source>
        <translation>Die Verbindung endete, bevor der angekündigte Inhalt vollständig war, oder ein Stück war fehlerhaft.</translation>
    </message>
    <message>
        <source>Client frames are masked</source>
        <translation>Frames des Clients sind maskiert</translation>
    </message>
    <message>
        <source>Every frame of a client must be masked; a server must fail the connection.</source>
        <translation>Jeder Frame eines Clients muss maskiert sein; ein Server muss die Verbindung beenden.</translation>
    </message>
    <message>
        <source>Server frames are not masked</source>
        <translation>Frames des Servers sind nicht maskiert</translation>
    </message>
    <message>
        <source>A server must not mask its frames; the client must fail the connection.</source>
        <translation>Ein Server darf seine Frames nicht maskieren; der Client muss die Verbindung beenden.</translation>
    </message>
    <message>
        <source>RSV1 is clear, or an extension uses it</source>
        <translation>RSV1 ist null, oder eine Erweiterung verwendet es</translation>
    </message>
    <message>
        <source>RSV1 is set, but no negotiated extension uses it.</source>
        <translation>RSV1 ist gesetzt, aber keine vereinbarte Erweiterung verwendet es.</translation>
    </message>
    <message>
        <source>RSV2 is clear, or an extension uses it</source>
        <translation>RSV2 ist null, oder eine Erweiterung verwendet es</translation>
    </message>
    <message>
        <source>RSV2 is set, but no negotiated extension uses it.</source>
        <translation>RSV2 ist gesetzt, aber keine vereinbarte Erweiterung verwendet es.</translation>
    </message>
    <message>
        <source>RSV3 is clear, or an extension uses it</source>
        <translation>RSV3 ist null, oder eine Erweiterung verwendet es</translation>
    </message>
    <message>
        <source>RSV3 is set, but no negotiated extension uses it.</source>
        <translation>RSV3 ist gesetzt, aber keine vereinbarte Erweiterung verwendet es.</translation>
    </message>
    <message>
        <source>Opcode is known</source>
        <translation>Der Opcode ist bekannt</translation>
    </message>
    <message>
        <source>Opcodes 3 to 7 and 11 to 15 are reserved; the receiver must fail the connection.</source>
        <translation>Die Opcodes 3 bis 7 und 11 bis 15 sind reserviert; der Empfänger muss die Verbindung beenden.</translation>
    </message>
    <message>
        <source>Length takes the fewest bytes</source>
        <translation>Die Länge nimmt die wenigsten Bytes</translation>
    </message>
    <message>
        <source>The payload length must be written in the shortest form that holds it.</source>
        <translation>Die Länge der Nutzdaten muss in der kürzesten Form stehen, die sie fasst.</translation>
    </message>
    <message>
        <source>A 64-bit length has its top bit clear</source>
        <translation>Bei einer 64-Bit-Länge ist das oberste Bit null</translation>
    </message>
    <message>
        <source>The length is beyond 2^63 − 1, so no later frame can be found; the rest is shown as raw bytes.</source>
        <translation>Die Länge liegt über 2^63 − 1, also ist kein späterer Frame zu finden; der Rest wird als rohe Bytes gezeigt.</translation>
    </message>
    <message>
        <source>Control frames carry at most 125 bytes</source>
        <translation>Control-Frames tragen höchstens 125 Bytes</translation>
    </message>
    <message>
        <source>A Close, Ping or Pong may carry at most 125 bytes.</source>
        <translation>Ein Close, Ping oder Pong darf höchstens 125 Bytes tragen.</translation>
    </message>
    <message>
        <source>Control frames are not fragmented</source>
        <translation>Control-Frames sind nicht fragmentiert</translation>
    </message>
    <message>
        <source>A Close, Ping or Pong must have FIN set.</source>
        <translation>Bei Close, Ping und Pong muss FIN gesetzt sein.</translation>
    </message>
    <message>
        <source>A continuation continues a message</source>
        <translation>Eine Fortsetzung setzt eine Nachricht fort</translation>
    </message>
    <message>
        <source>A continuation frame came, but no message was open.</source>
        <translation>Eine Fortsetzung kam, aber keine Nachricht war offen.</translation>
    </message>
    <message>
        <source>A message ends before the next begins</source>
        <translation>Eine Nachricht endet, bevor die nächste beginnt</translation>
    </message>
    <message>
        <source>A new text or binary frame came while a fragmented message was still open.</source>
        <translation>Ein neuer Text- oder Binär-Frame kam, während eine fragmentierte Nachricht noch offen war.</translation>
    </message>
    <message>
        <source>Text is UTF-8</source>
        <translation>Text ist UTF-8</translation>
    </message>
    <message>
        <source>A text message must be valid UTF-8; the receiver must fail the connection.</source>
        <translation>Eine Textnachricht muss gültiges UTF-8 sein; der Empfänger muss die Verbindung beenden.</translation>
    </message>
    <message>
        <source>A Close body is empty or starts with a code</source>
        <translation>Der Inhalt eines Close ist leer oder beginnt mit einem Code</translation>
    </message>
    <message>
        <source>A Close with a body of one byte has half a code.</source>
        <translation>Ein Close mit einem Byte Inhalt hat einen halben Code.</translation>
    </message>
    <message>
        <source>Close code may stand in a frame</source>
        <translation>Der Close-Code darf in einem Frame stehen</translation>
    </message>
    <message>
        <source>This close code is reserved or out of range and must not be sent.</source>
        <translation>Dieser Close-Code ist reserviert oder ungültig und darf nicht gesendet werden.</translation>
    </message>
    <message>
        <source>Close reason is UTF-8</source>
        <translation>Der Close-Grund ist UTF-8</translation>
    </message>
    <message>
        <source>The reason in a Close frame must be valid UTF-8.</source>
        <translation>Der Grund in einem Close muss gültiges UTF-8 sein.</translation>
    </message>
    <message>
        <source>Nothing is sent after Close</source>
        <translation>Nach Close wird nichts gesendet</translation>
    </message>
    <message>
        <source>After its Close a side must send no more frames; these bytes count for nothing.</source>
        <translation>Nach ihrem Close darf eine Seite keine Frames mehr senden; diese Bytes zählen nicht.</translation>
    </message>
    <message>
        <source>The request was answered</source>
        <translation>Die Anfrage wurde beantwortet</translation>
    </message>
    <message>
        <source>The connection ended before a complete response head came.</source>
        <translation>Die Verbindung endete, bevor ein vollständiger Kopf der Antwort kam.</translation>
    </message>
    <message>
        <source>The last frame is complete</source>
        <translation>Der letzte Frame ist vollständig</translation>
    </message>
    <message>
        <source>The connection ended in the middle of a frame.</source>
        <translation>Die Verbindung endete mitten in einem Frame.</translation>
    </message>
    <message>
        <source>A Close precedes the end of the connection</source>
        <translation>Dem Ende der Verbindung geht ein Close voraus</translation>
    </message>
    <message>
        <source>TCP ended without a Close frame (1006): a crash, a kill, or a proxy that cut an idle connection.</source>
        <translation>TCP endete ohne Close (1006): ein Absturz, ein Abbruch, oder ein Proxy, der eine untätige Verbindung trennte.</translation>
    </message>
    <message>
        <source>A Close is answered by a Close</source>
        <translation>Ein Close wird mit einem Close beantwortet</translation>
    </message>
    <message>
        <source>One side sent Close and the connection ended without the other&apos;s Close.</source>
        <translation>Eine Seite sendete Close, und die Verbindung endete ohne das Close der anderen.</translation>
    </message>
    <message>
        <source>A Pong answers a Ping</source>
        <translation>Ein Pong beantwortet ein Ping</translation>
    </message>
    <message>
        <source>A Pong came that answers no Ping; allowed as a one-way heartbeat.</source>
        <translation>Ein Pong kam, das kein Ping beantwortet; als Lebenszeichen erlaubt.</translation>
    </message>
    <message>
        <source>The server closes TCP first</source>
        <translation>Der Server schließt TCP zuerst</translation>
    </message>
    <message>
        <source>After both Close frames the server should end TCP first; a client waits for it.</source>
        <translation>Nach beiden Close soll der Server TCP zuerst beenden; ein Client wartet darauf.</translation>
    </message>
    <message>
        <source>TCP ends without a reset</source>
        <translation>TCP endet ohne Zurücksetzen</translation>
    </message>
    <message>
        <source>The connection was reset: data that was still under way is lost.</source>
        <translation>Die Verbindung wurde zurückgesetzt: Was noch unterwegs war, ist verloren.</translation>
    </message>
    <message>
        <source>The client waits for the answer</source>
        <translation>Der Client wartet auf die Antwort</translation>
    </message>
    <message>
        <source>The client sent more before the server had answered its upgrade request; the server may take these bytes for anything.</source>
        <translation>Der Client sendete mehr, bevor der Server auf sein Upgrade geantwortet hatte; der Server kann diese Bytes für alles Mögliche halten.</translation>
    </message>
    <message>
        <source>A header line has no colon, or its name is empty or no token; servers answer 400.</source>
        <translation>Eine Header-Zeile hat keinen Doppelpunkt, oder ihr Name ist leer oder kein Token; Server antworten mit 400.</translation>
    </message>
    <message>
        <source>Request target is a path or an absolute URI</source>
        <translation>Das Ziel der Anfrage ist ein Pfad oder eine absolute URI</translation>
    </message>
    <message>
        <source>The target must be a path that starts with “/” (with its query), or an absolute http or https URI; servers answer 400.</source>
        <translation>Das Ziel muss ein Pfad sein, der mit „/“ beginnt (samt Query), oder eine absolute http- oder https-URI; Server antworten mit 400.</translation>
    </message>
    <message>
        <source>Request target has no fragment</source>
        <translation>Das Ziel der Anfrage hat kein Fragment</translation>
    </message>
    <message>
        <source>A “#” stands in the request target; fragments have no meaning in WebSocket URIs and are never sent.</source>
        <translation>Im Ziel der Anfrage steht ein „#“; Fragmente haben in WebSocket-URIs keine Bedeutung und werden nie gesendet.</translation>
    </message>
    <message>
        <source>Host is a name with an optional port</source>
        <translation>Host ist ein Name, vielleicht mit Port</translation>
    </message>
    <message>
        <source>Host must be a host name or address, and perhaps a colon and a port; servers answer 400 or choose the wrong virtual host.</source>
        <translation>Host muss ein Rechnername oder eine Adresse sein, vielleicht mit Doppelpunkt und Port; Server antworten mit 400 oder wählen den falschen virtuellen Host.</translation>
    </message>
    <message>
        <source>Upgrade names only websocket</source>
        <translation>Upgrade nennt nur websocket</translation>
    </message>
    <message>
        <source>A list in Upgrade is allowed, but many servers compare the whole value and refuse it.</source>
        <translation>Eine Liste in Upgrade ist erlaubt, aber viele Server vergleichen den ganzen Wert und lehnen sie ab.</translation>
    </message>
    <message>
        <source>Connection does not say close</source>
        <translation>Connection sagt nicht close</translation>
    </message>
    <message>
        <source>“close” asks the server to end the connection after the answer, and “upgrade” asks it to go on; proxies and servers disagree on which counts.</source>
        <translation>„close“ bittet den Server, die Verbindung nach der Antwort zu beenden, und „upgrade“, sie fortzusetzen; Proxys und Server sind sich nicht einig, was gilt.</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Version stands once</source>
        <translation>Sec-WebSocket-Version steht einmal da</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Version must not stand more than once in a request; servers may take either or answer 400.</source>
        <translation>Sec-WebSocket-Version darf in einer Anfrage nicht mehrmals stehen; Server nehmen die eine oder andere oder antworten mit 400.</translation>
    </message>
    <message>
        <source>Origin is “null”, or scheme and host, perhaps with a port</source>
        <translation>Origin ist „null“ oder Schema und Host, vielleicht mit Port</translation>
    </message>
    <message>
        <source>Origin must be “null” or like “https://example.org:8443”, without a path or a closing slash; servers that check it refuse anything else, mostly with 403.</source>
        <translation>Origin muss „null“ sein oder aussehen wie „https://example.org:8443“, ohne Pfad und ohne Schrägstrich am Ende; Server, die es prüfen, lehnen alles andere ab, meist mit 403.</translation>
    </message>
    <message>
        <source>Origin stands once</source>
        <translation>Origin steht einmal da</translation>
    </message>
    <message>
        <source>A request must not have more than one Origin header; a server cannot tell which to check.</source>
        <translation>Eine Anfrage darf nicht mehr als ein Origin haben; ein Server weiß sonst nicht, welches er prüfen soll.</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Accept is not in the request</source>
        <translation>Sec-WebSocket-Accept steht nicht in der Anfrage</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Accept belongs to the answer; in a request it has no meaning and shows that the headers were mixed up.</source>
        <translation>Sec-WebSocket-Accept gehört in die Antwort; in einer Anfrage hat es keine Bedeutung und zeigt, dass Header verwechselt wurden.</translation>
    </message>
    <message>
        <source>The request head is not too large for common servers</source>
        <translation>Der Kopf der Anfrage ist nicht zu groß für gängige Server</translation>
    </message>
    <message>
        <source>A line is longer than 8190 bytes or the head larger than 32 KiB: Apache and nginx in their defaults answer 400, 414 or 431.</source>
        <translation>Eine Zeile ist länger als 8190 Bytes oder der Kopf größer als 32 KiB: Apache und nginx antworten in der Voreinstellung mit 400, 414 oder 431.</translation>
    </message>
    <message>
        <source>No request header is folded</source>
        <translation>Kein Header der Anfrage ist gefaltet</translation>
    </message>
    <message>
        <source>A header goes on in a second line that begins with white space; this obsolete form is refused with 400 or misread.</source>
        <translation>Ein Header geht in einer zweiten Zeile weiter, die mit Leerraum beginnt; diese veraltete Form wird mit 400 abgelehnt oder falsch gelesen.</translation>
    </message>
    <message>
        <source>No white space before the colon in request headers</source>
        <translation>Kein Leerraum vor dem Doppelpunkt in Headern der Anfrage</translation>
    </message>
    <message>
        <source>White space stands between a header name and its colon; servers must answer 400.</source>
        <translation>Zwischen dem Namen eines Headers und seinem Doppelpunkt steht Leerraum; Server müssen mit 400 antworten.</translation>
    </message>
    <message>
        <source>Request header values have no forbidden octets</source>
        <translation>Die Werte der Anfrage-Header haben keine verbotenen Zeichen</translation>
    </message>
    <message>
        <source>A header value has a control character such as NUL or a lone CR; servers answer 400.</source>
        <translation>Der Wert eines Headers hat ein Steuerzeichen wie NUL oder ein einzelnes CR; Server antworten mit 400.</translation>
    </message>
    <message>
        <source>Offered permessage-deflate parameters are legal</source>
        <translation>Die angebotenen Parameter von permessage-deflate sind zulässig</translation>
    </message>
    <message>
        <source>A parameter of an offered permessage-deflate is unknown, stands twice or has an illegal value; the server must decline that offer, and some refuse the upgrade.</source>
        <translation>Ein Parameter eines angebotenen permessage-deflate ist unbekannt, steht zweimal da oder hat einen unzulässigen Wert; der Server muss dieses Angebot ausschlagen, und manche lehnen das Upgrade ab.</translation>
    </message>
    <message>
        <source>The length of the request body is unambiguous</source>
        <translation>Die Länge des Anfrage-Bodys ist eindeutig</translation>
    </message>
    <message>
        <source>Content-Length and Transfer-Encoding contradict each other or cannot be read: proxy and server may disagree on where the request ends.</source>
        <translation>Content-Length und Transfer-Encoding widersprechen sich oder sind nicht lesbar: Proxy und Server können uneins sein, wo die Anfrage endet.</translation>
    </message>
    <message>
        <source>Headers that are no lists stand once in the request</source>
        <translation>Header, die keine Listen sind, stehen in der Anfrage einmal</translation>
    </message>
    <message>
        <source>A header whose value is no list, such as User-Agent or Authorization, stands more than once; each server picks another of them.</source>
        <translation>Ein Header, dessen Wert keine Liste ist, etwa User-Agent oder Authorization, steht mehrmals da; jeder Server nimmt einen anderen davon.</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Accept is present</source>
        <translation>Sec-WebSocket-Accept ist da</translation>
    </message>
    <message>
        <source>A header line of the response has no colon, or its name is empty or no token.</source>
        <translation>Eine Header-Zeile der Antwort hat keinen Doppelpunkt, oder ihr Name ist leer oder kein Token.</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Accept stands once</source>
        <translation>Sec-WebSocket-Accept steht einmal da</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Accept must not stand more than once in an answer.</source>
        <translation>Sec-WebSocket-Accept darf in einer Antwort nicht mehrmals stehen.</translation>
    </message>
    <message>
        <source>One of the offered subprotocols is chosen</source>
        <translation>Eines der angebotenen Subprotokolle ist gewählt</translation>
    </message>
    <message>
        <source>The client offered subprotocols and the server chose none; browsers fail the connection then.</source>
        <translation>Der Client hat Subprotokolle angeboten, und der Server hat keines gewählt; Browser brechen die Verbindung dann ab.</translation>
    </message>
    <message>
        <source>permessage-deflate parameters of the answer are legal</source>
        <translation>Die Parameter von permessage-deflate in der Antwort sind zulässig</translation>
    </message>
    <message>
        <source>A parameter of the accepted permessage-deflate is unknown, stands twice or has an illegal value; the client must fail the connection.</source>
        <translation>Ein Parameter des angenommenen permessage-deflate ist unbekannt, steht zweimal da oder hat einen unzulässigen Wert; der Client muss die Verbindung abbrechen.</translation>
    </message>
    <message>
        <source>permessage-deflate was accepted as offered</source>
        <translation>permessage-deflate wurde angenommen wie angeboten</translation>
    </message>
    <message>
        <source>The accepted permessage-deflate answers none of the offers: it leaves out a limit that was asked for, exceeds it, or sets client_max_window_bits unasked; the client must fail the connection.</source>
        <translation>Das angenommene permessage-deflate passt zu keinem der Angebote: Es lässt eine verlangte Grenze weg, überschreitet sie oder setzt client_max_window_bits ungefragt; der Client muss die Verbindung abbrechen.</translation>
    </message>
    <message>
        <source>Each extension is accepted once</source>
        <translation>Jede Erweiterung wird einmal angenommen</translation>
    </message>
    <message>
        <source>An extension stands twice in the answer, so two would use the same RSV bit; the client must fail the connection.</source>
        <translation>Eine Erweiterung steht zweimal in der Antwort, also würden zwei dasselbe RSV-Bit benutzen; der Client muss die Verbindung abbrechen.</translation>
    </message>
    <message>
        <source>The 101 has no Sec-WebSocket-Version</source>
        <translation>Die 101 hat kein Sec-WebSocket-Version</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Version in an answer says that the version was refused; in a 101 it contradicts the upgrade.</source>
        <translation>Sec-WebSocket-Version in einer Antwort sagt, dass die Version abgelehnt wurde; in einer 101 widerspricht es dem Upgrade.</translation>
    </message>
    <message>
        <source>No response header is folded</source>
        <translation>Kein Header der Antwort ist gefaltet</translation>
    </message>
    <message>
        <source>A header goes on in a second line that begins with white space; clients may refuse or misread it.</source>
        <translation>Ein Header geht in einer zweiten Zeile weiter, die mit Leerraum beginnt; Clients können sie ablehnen oder falsch lesen.</translation>
    </message>
    <message>
        <source>No white space before the colon in response headers</source>
        <translation>Kein Leerraum vor dem Doppelpunkt in Headern der Antwort</translation>
    </message>
    <message>
        <source>White space stands between a header name and its colon; proxies must remove it, and clients may ignore the header.</source>
        <translation>Zwischen dem Namen eines Headers und seinem Doppelpunkt steht Leerraum; Proxys müssen ihn entfernen, und Clients können den Header ignorieren.</translation>
    </message>
    <message>
        <source>Response header values have no forbidden octets</source>
        <translation>Die Werte der Antwort-Header haben keine verbotenen Zeichen</translation>
    </message>
    <message>
        <source>A header value has a control character such as NUL or a lone CR; clients may refuse the answer.</source>
        <translation>Der Wert eines Headers hat ein Steuerzeichen wie NUL oder ein einzelnes CR; Clients können die Antwort ablehnen.</translation>
    </message>
    <message>
        <source>A redirect names its Location</source>
        <translation>Eine Umleitung nennt ihre Location</translation>
    </message>
    <message>
        <source>The answer redirects but has no Location header, so nobody can follow it.</source>
        <translation>Die Antwort leitet um, hat aber keine Location; niemand kann ihr folgen.</translation>
    </message>
    <message>
        <source>The upgrade is not redirected</source>
        <translation>Das Upgrade wird nicht umgeleitet</translation>
    </message>
    <message>
        <source>Browsers and most WebSocket clients do not follow a redirect of an upgrade; connect to its Location.</source>
        <translation>Browser und die meisten WebSocket-Clients folgen einer Umleitung eines Upgrades nicht; verbinden Sie sich mit ihrer Location.</translation>
    </message>
    <message>
        <source>401 and 407 say how to authenticate</source>
        <translation>401 und 407 sagen, wie man sich anmeldet</translation>
    </message>
    <message>
        <source>A 401 must have a WWW-Authenticate header, and a 407 a Proxy-Authenticate header.</source>
        <translation>Eine 401 muss einen Header WWW-Authenticate haben, eine 407 Proxy-Authenticate.</translation>
    </message>
    <message>
        <source>405 names the methods in Allow</source>
        <translation>405 nennt die Methoden in Allow</translation>
    </message>
    <message>
        <source>A 405 must say in an Allow header which methods it takes.</source>
        <translation>Eine 405 muss in einem Header Allow sagen, welche Methoden sie nimmt.</translation>
    </message>
    <message>
        <source>The response head is not too large for common proxies</source>
        <translation>Der Kopf der Antwort ist nicht zu groß für gängige Proxys</translation>
    </message>
    <message>
        <source>The head is larger than 4 KiB; nginx in its default buffers gives 502 (upstream sent too big header).</source>
        <translation>Der Kopf ist größer als 4 KiB; nginx mit voreingestellten Puffern antwortet mit 502 (upstream sent too big header).</translation>
    </message>
    <message>
        <source>Headers that are no lists stand once in the response</source>
        <translation>Header, die keine Listen sind, stehen in der Antwort einmal</translation>
    </message>
    <message>
        <source>A header whose value is no list, such as Server, Date or Content-Type, stands more than once; often a proxy added its own.</source>
        <translation>Ein Header, dessen Wert keine Liste ist, etwa Server, Date oder Content-Type, steht mehrmals da; oft hat ein Proxy seinen eigenen hinzugefügt.</translation>
    </message>
    <message>
        <source>RSV1 stands on the first frame of a message only</source>
        <translation>RSV1 steht nur am ersten Frame einer Nachricht</translation>
    </message>
    <message>
        <source>permessage-deflate was agreed, but RSV1 is set on a continuation or a control frame.</source>
        <translation>permessage-deflate ist vereinbart, aber RSV1 ist an einem Fortsetzungs- oder Steuer-Frame gesetzt.</translation>
    </message>
    <message>
        <source>Compressed data can be inflated</source>
        <translation>Komprimierte Daten lassen sich entpacken</translation>
    </message>
    <message>
        <source>The payload of a compressed message is no DEFLATE data, or refers further back than the agreed window; later messages are shown as bytes.</source>
        <translation>Die Nutzdaten einer komprimierten Nachricht sind keine DEFLATE-Daten oder greifen weiter zurück als das vereinbarte Fenster; spätere Nachrichten werden als Bytes gezeigt.</translation>
    </message>
    <message>
        <source>A compressed message ends at the end of a block</source>
        <translation>Eine komprimierte Nachricht endet am Ende eines Blocks</translation>
    </message>
    <message>
        <source>The compressed message ends in the middle of a DEFLATE block.</source>
        <translation>Die komprimierte Nachricht endet mitten in einem DEFLATE-Block.</translation>
    </message>
    <message>
        <source>No DEFLATE block is marked as the last</source>
        <translation>Kein DEFLATE-Block ist als letzter markiert</translation>
    </message>
    <message>
        <source>A block has BFINAL set; that is allowed, but some receivers cannot go on after it.</source>
        <translation>In einem Block ist BFINAL gesetzt; das ist erlaubt, aber manche Empfänger können danach nicht weitermachen.</translation>
    </message>
    <message>
        <source>The inflated message stays within the limit</source>
        <translation>Die entpackte Nachricht bleibt innerhalb der Grenze</translation>
    </message>
    <message>
        <source>The message inflates beyond the limit of this session, perhaps on purpose; it and later compressed messages are shown as bytes.</source>
        <translation>Die Nachricht wird beim Entpacken größer als die Grenze dieser Sitzung, vielleicht mit Absicht; sie und spätere komprimierte Nachrichten werden als Bytes gezeigt.</translation>
    </message>
    <message>
        <source>The message stays within the limit</source>
        <translation>Die Nachricht bleibt innerhalb der Grenze</translation>
    </message>
    <message>
        <source>The message is larger than what the receiver of this session can take.</source>
        <translation>Die Nachricht ist größer, als der Empfänger dieser Sitzung sie annehmen kann.</translation>
    </message>
    <message>
        <source>Each frame has a new mask key</source>
        <translation>Jeder Frame hat einen neuen Maskenschlüssel</translation>
    </message>
    <message>
        <source>Two frames in a row have the same mask key; a key must be fresh and unpredictable for every frame. Told once a connection.</source>
        <translation>Zwei Frames hintereinander haben denselben Maskenschlüssel; ein Schlüssel muss für jeden Frame neu und unvorhersagbar sein. Wird einmal je Verbindung gesagt.</translation>
    </message>
    <message>
        <source>Mask keys are not zero</source>
        <translation>Maskenschlüssel sind nicht null</translation>
    </message>
    <message>
        <source>The mask key is 00 00 00 00, so the payload stands in the clear; a key must be unpredictable. Told once a connection.</source>
        <translation>Der Maskenschlüssel ist 00 00 00 00, die Nutzdaten stehen also im Klartext; ein Schlüssel muss unvorhersagbar sein. Wird einmal je Verbindung gesagt.</translation>
    </message>
    <message>
        <source>The Close code fits the side that sends it</source>
        <translation>Der Close-Code passt zur Seite, die ihn sendet</translation>
    </message>
    <message>
        <source>Code 1010 is how a client says that it misses an extension; a server that misses one refuses the upgrade instead.</source>
        <translation>Mit Code 1010 sagt ein Client, dass ihm eine Erweiterung fehlt; ein Server, dem eine fehlt, lehnt stattdessen das Upgrade ab.</translation>
    </message>
    <message>
        <source>An interim answer was asked for</source>
        <translation>Nach einer Zwischenantwort wurde gefragt</translation>
    </message>
    <message>
        <source>A 1xx answer came that the request did not ask for; clients that expect 101 at once may take it for the answer.</source>
        <translation>Es kam eine 1xx-Antwort, um die die Anfrage nicht gebeten hat; Clients, die sofort 101 erwarten, können sie für die Antwort halten.</translation>
    </message>
    <message>
        <source>Every Ping is answered by a Pong</source>
        <translation>Jeder Ping wird mit einem Pong beantwortet</translation>
    </message>
    <message>
        <source>The connection ended with a Ping that got no Pong: the peer was busy, gone, or does not answer pings.</source>
        <translation>Die Verbindung endete mit einem Ping ohne Pong: Die Gegenstelle war beschäftigt, weg oder beantwortet keine Pings.</translation>
    </message>
    <message>
        <source>The connection is never silent for a minute</source>
        <translation>Die Verbindung schweigt nie eine Minute lang</translation>
    </message>
    <message>
        <source>Nothing was sent for 60 seconds or more; many proxies cut an idle connection after that time, so a Ping every 30 seconds helps.</source>
        <translation>Es wurde 60 Sekunden oder länger nichts gesendet; viele Proxys trennen eine untätige Verbindung nach dieser Zeit, daher hilft ein Ping alle 30 Sekunden.</translation>
    </message>
    <message>
        <source>An answer follows a request</source>
        <translation>Eine Antwort folgt auf eine Anfrage</translation>
    </message>
    <message>
        <source>The server spoke before anything of a request came; a client must not take these bytes for an answer.</source>
        <translation>Der Server sprach, bevor etwas von einer Anfrage kam; ein Client darf diese Bytes nicht für eine Antwort halten.</translation>
    </message>
    <message>
        <source>Each fragmented message is finished</source>
        <translation>Jede fragmentierte Nachricht wird beendet</translation>
    </message>
    <message>
        <source>A side sent its Close, or ended, in the middle of a fragmented message: that message is lost.</source>
        <translation>Eine Seite sandte ihr Close oder endete mitten in einer fragmentierten Nachricht: Diese Nachricht ist verloren.</translation>
    </message>
</context>
<context>
    <name>timeline</name>
    <message>
        <source>%1 of silence</source>
        <translation>%1 Stille</translation>
    </message>
</context>
<context>
    <name>url</name>
    <message>
        <source>There is no URL; write one such as ws://localhost:8080/chat.</source>
        <translation>Es gibt keine URL; zum Beispiel ws://localhost:8080/chat schreiben.</translation>
    </message>
    <message>
        <source>The URL must start with ws://, wss://, http:// or https://.</source>
        <translation>Die URL muss mit ws://, wss://, http:// oder https:// beginnen.</translation>
    </message>
    <message>
        <source>The URL names no host; write one behind the scheme.</source>
        <translation>Die URL nennt keinen Host; ihn hinter das Schema schreiben.</translation>
    </message>
    <message>
        <source>The host is not a name or an address; an IPv6 address stands in brackets, and letters beyond ASCII are written in their xn-- form.</source>
        <translation>Der Host ist weder Name noch Adresse; eine IPv6-Adresse steht in eckigen Klammern, und Zeichen außerhalb von ASCII stehen in ihrer xn---Form.</translation>
    </message>
    <message>
        <source>The port must be a number from 1 to 65535.</source>
        <translation>Der Port muss eine Zahl von 1 bis 65535 sein.</translation>
    </message>
    <message>
        <source>A WebSocket URL has no fragment; remove “#” and what follows, or write it as %23.</source>
        <translation>Eine WebSocket-URL hat kein Fragment; „#“ und das Folgende entfernen oder als %23 schreiben.</translation>
    </message>
    <message>
        <source>The URL holds a space, a control character or a letter beyond ASCII; write it percent-encoded, such as %20.</source>
        <translation>Die URL enthält ein Leerzeichen, ein Steuerzeichen oder ein Zeichen außerhalb von ASCII; es mit Prozentzeichen schreiben, etwa %20.</translation>
    </message>
</context>
</TS>

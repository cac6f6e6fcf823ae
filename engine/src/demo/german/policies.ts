/** The pages of the demo shop in German, as Markdown, by slug. */
export const germanPolicies: Readonly<Record<string, { readonly title: string; readonly body: string }>> = {
  shipping: {
    title: 'Versand',
    body: `# Versand

Wir packen jede Bestellung selbst, montags bis freitags. Was bis zwölf Uhr bestellt ist, verlässt uns am selben Tag, alles Spätere am nächsten Werktag.

## Wohin wir liefern und was es kostet

| Ziel | Versandart | Dauer | Preis | Kostenlos ab |
| --- | --- | --- | --- | --- |
| Deutschland | Standard | 1 bis 3 Werktage | 4,90 EUR | 50 EUR |
| Deutschland | Express | nächster Werktag | 12,90 EUR | 150 EUR |
| Hamburg | Mit dem Fahrrad, abends | nächster Werktag | 6,90 EUR, große Pakete 9,90 EUR | – |
| Hamburg | Abholung in unserem Laden | nach zwei Stunden | kostenlos | – |
| Europäische Union | Standard | 3 bis 6 Werktage | 9,90 EUR | 90 EUR |
| Europäische Union, Schweiz, Vereinigtes Königreich, Norwegen, Liechtenstein | Express | 1 bis 2 Werktage | 24,90 EUR | – |
| Rund neunzig weitere Länder | Weltweit | 6 bis 14 Werktage | 19,90 EUR, ab 5 kg 4 EUR mehr je Kilogramm | 200 EUR |

Ob der Versand kostenlos ist, richtet sich nach dem Warenwert nach Abzug von Rabatten. Liefern wir nicht in ein Land, sagt es die Kasse. Den genauen Preis und die voraussichtlichen Tage der Zustellung sehen Sie an der Kasse, sobald wir die Adresse kennen.

## Zoll außerhalb der Europäischen Union

Für Sendungen in Länder außerhalb der Europäischen Union können vor Ort Einfuhrabgaben und Zoll anfallen. Sie sind von Ihnen zu tragen; wir geben für jedes Paket den wahren Wert an. Für Kanada und Sri Lanka enthalten unsere Preise die Einfuhrsteuern, und wir bezahlen sie an der Grenze.

## Sendungsverfolgung

Sobald Ihr Paket uns verlässt, zeigt die Bestellseite die Sendungsnummer und einen Link zum Paketdienst. Bewegt sich fünf Werktage lang nichts, schreiben Sie uns: Wir fragen beim Paketdienst nach oder schicken ein neues Paket.

## Was nicht verschickt wird

E-Books kommen innerhalb weniger Minuten per E-Mail und kosten keinen Versand. Die Geschenkverpackung reist in Ihrem Paket mit.
`,
  },
  returns: {
    title: 'Rückgabe, Widerruf und Erstattung',
    body: `# Rückgabe, Widerruf und Erstattung

## Dreißig Tage Bedenkzeit

Was Ihnen nicht gefällt, können Sie innerhalb von 30 Tagen nach Erhalt ohne Angabe von Gründen zurückgeben. Es sollte unbenutzt sein und in einem Zustand, in dem Sie es selbst noch kaufen würden; auspacken und auf dem Tisch ausprobieren dürfen Sie es selbstverständlich.

## Ihr gesetzliches Widerrufsrecht

Als Verbraucherin oder Verbraucher können Sie den Vertrag binnen 14 Tagen nach Erhalt der Ware ohne Angabe von Gründen widerrufen. Eine eindeutige Erklärung genügt, zum Beispiel eine E-Mail an returns@oakmere.example; die Frist ist gewahrt, wenn Sie sie vor ihrem Ablauf absenden. Unsere dreißig Tage gelten zusätzlich und schränken dieses Recht nicht ein.

## So geben Sie etwas zurück

1. Schreiben Sie an returns@oakmere.example und nennen Sie die Bestellnummer.
2. Wir antworten mit einem Rücksendeetikett. Rücksendungen aus Deutschland und Österreich sind kostenlos; aus anderen Ländern tragen Sie das Porto.
3. Verpacken Sie alles so, dass es die Rückreise übersteht. Am besten eignet sich unser eigener Karton.

## Wann Sie Ihr Geld zurückbekommen

Wir erstatten über den Zahlungsweg, den Sie benutzt haben, innerhalb von 5 Werktagen, nachdem das Paket bei uns angekommen ist. Geben Sie die ganze Bestellung zurück, erstatten wir auch die Kosten des Standardversands. Rabatte auf die ganze Bestellung werden anteilig berücksichtigt.

## Was nicht zurückgegeben werden kann

Lebensmittel, Kerzen und Seifen mit gebrochenem Siegel sowie bereits heruntergeladene E-Books können nicht zurückgegeben werden. Ist etwas fehlerhaft, gilt das nicht: siehe unten.

## Zerbrochen, falsch oder fehlerhaft

Schicken Sie uns innerhalb von 14 Tagen ein Foto, und wir senden sofort Ersatz oder erstatten den Preis. Zerbrochene Keramik müssen Sie nicht zurückschicken. Ihre gesetzlichen Rechte bei Mängeln bestehen unabhängig davon zwei Jahre lang.

## Stornieren

Eine Bestellung kann kostenlos storniert werden, solange sie nicht verschickt ist. Das Geld wird sofort zurückgezahlt.
`,
  },
  warranty: {
    title: 'Garantie und Reparatur',
    body: `# Garantie und Reparatur

Für alles, was wir verkaufen, gilt die gesetzliche Gewährleistung von zwei Jahren. Für vieles gibt der Hersteller eine längere Garantie; sie steht auf der Seite des Produkts.

## Was die Hersteller versprechen

- **Emberly**, Gusseisen: auf Lebenszeit, gegen Risse und Verzug.
- **Kessel & Daughters**, Wasserkocher: 3 Jahre; Mühlen: 5 Jahre; Besteck: 10 Jahre.
- **Northlight**, Leuchten: 5 Jahre, einschließlich Schalter und Gelenke.
- **Petrel**, Taschen: 10 Jahre kostenlose Reparatur; Flaschen und Schirme: 5 Jahre.
- **Quillwright**, Füller: 10 Jahre. Eine heruntergefallene Feder wird einmal kostenlos ersetzt.

Gebrauchsspuren sind kein Mangel: Die Patina auf einem Messer aus Kohlenstoffstahl, feine Risse in der Glasur und weiche Ecken am Leder sind die Art, wie Dinge altern.

## Reparaturen

Schreiben Sie mit einem Foto an repairs@oakmere.example. Wir nennen die Kosten, bevor wir anfangen, und wenn sich etwas nicht reparieren lässt, sagen wir es.

## Ersatzteile

Deckel für Wasserkocher, Dichtungen für Flaschen, Manschetten für Karaffen, Leuchtmittel und Schirmstreben halten wir mindestens zehn Jahre lang vorrätig, nachdem wir das Produkt selbst nicht mehr verkaufen.
`,
  },
  payment: {
    title: 'Bezahlung',
    body: `# Bezahlung

## Wie Sie bezahlen können

In diesem Demoshop bezahlen Sie bei einer Demobank: Es wird nie etwas abgebucht. Sie können auf der Seite bezahlen, auf die die Kasse verweist, oder eine Assistentin oder einen Assistenten mit einem der Demo-Zahlungsmittel bezahlen lassen, die die Kasse nennt.

## Währungen

Die Preise sind in Euro angegeben, für Käuferinnen und Käufer in den Vereinigten Staaten, Kanada und Australien in US-Dollar. Sie können die jeweils andere Währung wählen; es gilt dann der Preis, den wir in dieser Währung festgelegt haben, und keine Umrechnung zum Tageskurs.

## Steuern

Alle Preise enthalten die Mehrwertsteuer. Für Lebensmittel und Bücher gilt der ermäßigte Satz. Für Kanada und Sri Lanka enthalten die Preise die Einfuhrsteuern. Bei Lieferungen in andere Länder außerhalb der Europäischen Union wird keine Steuer ausgewiesen; der Zoll kann vor Ort eigene Abgaben erheben.

## Wann abgebucht wird

Abgebucht wird einmal, mit der Bestellung, und genau der Betrag, den wir Ihnen gezeigt haben. Ändert er sich vor der Zahlung, wird nichts abgebucht, und Sie sehen zuerst den neuen Betrag.

## Rabattcodes

Einen Code geben Sie im Warenkorb oder an der Kasse ein. Mehrere Codes lassen sich zusammen verwenden, wenn jeder von ihnen es zulässt; ein Mindestbestellwert bezieht sich auf die Ware ohne Versand. WELCOME10 gibt zehn Prozent auf die erste Bestellung, SAVE5 zieht ab fünfzig Euro fünf Euro ab.

## Rechnungen

Die Bestellseite ist Ihr Beleg. Brauchen Sie eine Rechnung mit Firmennamen und Steuernummer, schreiben Sie uns beides zusammen mit der Bestellnummer.
`,
  },
  faq: {
    title: 'Fragen und Antworten',
    body: `# Fragen und Antworten

## Ist das ein echter Shop?

Nein. Oakmere ist der Demoshop von MitchWeb. Sie können suchen, den Warenkorb füllen und bestellen wie in einem echten, aber es wird nichts abgebucht und nichts verschickt.

## Kann mein KI-Assistent hier einkaufen?

Ja. Assistenten sehen dieselben Produkte, Preise und Bestände wie Sie, und zwar im selben Augenblick. Sie bezahlen nur mit einem Zahlungsmittel, das Sie erlauben; sonst geben sie Ihnen einen Link, und Sie bezahlen selbst.

## Ist das Steinzeug spülmaschinenfest?

Alles von Tarn Pottery darf in die Spülmaschine und in die Mikrowelle, mit Ausnahme der unglasierten Pflanztöpfe aus Terrakotta.

## Sind die Pfannen für Induktion geeignet?

Alle Pfannen, Schmortöpfe und Kasserollen sind es.

## Welchen Stecker haben Leuchten und Wasserkocher?

Den, den Sie wählen: EU, UK oder US, je nach Produkt. Leuchten mit US-Stecker arbeiten mit 120 Volt.

## Können Sie etwas als Geschenk einpacken?

Ja, und es kostet nichts. Legen Sie die *Geschenkverpackung* in den Warenkorb, eine je Paket; die Rechnung lassen wir dann weg.

## Wie pflege ich Holz, Eisen und Leinen?

Holz ab und zu ölen und nie einweichen. Gusseisen auswischen und trocken halten. Leinen bei 40 Grad waschen und nass aufhängen: Bügeln ist nicht nötig. Den Rest erzählt unser E-Book *The Keeping Kitchen*.

## Wann ist etwas wieder da?

Keramik wird alle vier Wochen gebrannt, alles andere kommt innerhalb von zwei oder drei Wochen. Regenschirme lassen sich auch bestellen, wenn gerade keine da sind; wir verschicken sie, sobald sie eintreffen.

## Wie erreiche ich Sie?

Schreiben Sie an hello@oakmere.example. Ein Mensch antwortet innerhalb eines Werktags.
`,
  },
  privacy: {
    title: 'Datenschutz',
    body: `# Datenschutz

## Was wir speichern

Um Ihnen zu schicken, was Sie bestellt haben, speichern wir Ihren Namen, Ihre Adressen, Ihre E-Mail-Adresse, Ihre Telefonnummer, falls Sie sie angeben, und was Sie gekauft haben (Artikel 6 Absatz 1 Buchstabe b DSGVO). Ein Warenkorb speichert, was Sie hineinlegen, und wird einige Zeit, nachdem Sie ihn verlassen haben, gelöscht.

## Was wir nie sehen

Kartennummern und Bankdaten gehen an den Zahlungsdienst, nie an uns. Wir erhalten einen Schlüssel, der für eine einzige Zahlung gilt.

## Was Assistenten sehen

Ein Assistent, der für Sie einkauft, sieht das Sortiment wie jeder andere und dazu den Warenkorb, die Kasse und die Bestellungen, die er für Sie angelegt hat. Eine gespeicherte Adresse sieht er nur, wenn Sie es erlaubt haben.

## Wie lange wir es aufbewahren

Bestellungen und Rechnungen bewahren wir zehn Jahre lang auf, weil das Steuerrecht es verlangt. Alles andere löschen wir auf Ihren Wunsch, spätestens aber nach drei Jahren ohne Bestellung.

## Wem wir etwas weitergeben

Der Paketdienst erfährt Ihre Adresse, der Zahlungsdienst den Betrag. Wir verkaufen keine Daten, zeigen keine Werbung und folgen niemandem auf andere Seiten.

## Ihre Rechte

Sie können Auskunft darüber verlangen, was wir über Sie wissen, es berichtigen, mitnehmen, einschränken oder löschen lassen, und Sie können sich bei einer Datenschutzbehörde beschweren. Schreiben Sie an privacy@oakmere.example. Da dies ein Demoshop ist, geben Sie bitte keine echten Adressen ein.
`,
  },
  terms: {
    title: 'Allgemeine Geschäftsbedingungen',
    body: `# Allgemeine Geschäftsbedingungen

## Mit wem Sie es zu tun haben

Oakmere ist ein erdachtes Haus und der Demoshop von MitchWeb. Ein Kaufvertrag kommt hier nicht zustande; die folgenden Bedingungen zeigen, was ein solcher Shop mit Ihnen vereinbaren würde.

## Wie ein Vertrag zustande kommt

Etwas in den Warenkorb zu legen, bindet niemanden. Ihre Bestellung ist ein Angebot; angenommen ist es, wenn die Zahlung gelungen ist und die Bestellung eine Nummer hat. Ist ein Preis offensichtlich falsch, sagen wir es Ihnen vor dem Versand, und Sie können zurücktreten.

## Bestellungen durch einen Assistenten

Eine Bestellung, die ein Assistent mit Ihrer Zustimmung für Sie aufgibt, ist Ihre Bestellung. Dem Assistenten werden derselbe Gesamtbetrag, dieselben Bedingungen und dasselbe Rückgaberecht gezeigt wie Ihnen.

## Preise

Der an der Kasse angezeigte Gesamtbetrag ist endgültig. Er enthält die Mehrwertsteuer und den Versand an die angegebene Adresse.

## Lieferung

Lieferzeiten sind Schätzungen in Werktagen. Kann etwas nicht geliefert werden, sagen wir es Ihnen und erstatten es sofort. Die Gefahr geht auf Sie über, wenn Ihnen das Paket übergeben wird.

## Widerruf

Verbraucherinnen und Verbraucher können binnen 14 Tagen widerrufen, wie es das Gesetz vorsieht; unsere eigenen 30 Tage kommen hinzu und nehmen davon nichts weg. Näheres steht unter *Rückgabe, Widerruf und Erstattung*.

## Alter

Küchenmesser verkaufen wir an Personen ab 18 Jahren. Wer sie bestellt, bestätigt damit sein Alter.

## Recht

Es gilt deutsches Recht. Der Schutz, den das Recht des Landes gewährt, in dem Sie als Verbraucherin oder Verbraucher leben, bleibt davon unberührt.
`,
  },
}

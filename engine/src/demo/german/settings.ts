export const germanDescription =
  'Dinge für Zuhause, Tisch, Schreibtisch und Reise, von kleinen Werkstätten gemacht, um zu bleiben. Der Demoshop von MitchWeb: Es wird nichts berechnet und nichts verschickt.'

/** By the path of the category. */
export const germanCategories: Readonly<Record<string, string>> = {
  Kitchen: 'Küche',
  'Kitchen > Mugs': 'Becher',
  'Kitchen > Coffee & Tea': 'Kaffee & Tee',
  'Kitchen > Cookware': 'Töpfe & Pfannen',
  'Kitchen > Knives & Boards': 'Messer & Bretter',
  'Kitchen > Storage': 'Aufbewahrung',
  'Kitchen > Linen': 'Küchentextilien',
  Table: 'Tisch',
  'Table > Cups': 'Tassen',
  'Table > Glasses': 'Gläser',
  'Table > Serving': 'Servieren',
  'Table > Plates & Bowls': 'Teller & Schalen',
  'Table > Cutlery': 'Besteck',
  'Table > Linen': 'Tischwäsche',
  Home: 'Zuhause',
  'Home > Bedroom': 'Schlafzimmer',
  'Home > Lighting': 'Licht',
  'Home > Candles': 'Kerzen',
  'Home > Blankets & Cushions': 'Decken & Kissen',
  'Home > Vases & Plants': 'Vasen & Pflanzen',
  'Home > Bath': 'Bad',
  'Home > Walls': 'Wände',
  Desk: 'Schreibtisch',
  'Desk > Light': 'Licht',
  'Desk > Notebooks': 'Notizbücher',
  'Desk > Order': 'Ordnung',
  'Desk > Pens & Ink': 'Füller & Tinte',
  Travel: 'Reise',
  'Travel > On the Trail': 'Unterwegs',
  'Travel > Bags': 'Taschen',
  'Travel > Accessories': 'Zubehör',
  'Travel > Bottles & Boxes': 'Flaschen & Dosen',
  Pantry: 'Vorratskammer',
  'Pantry > Coffee': 'Kaffee',
  'Pantry > Tea': 'Tee',
  'Pantry > Sweets': 'Süßes',
  Gifts: 'Geschenke',
  'Gifts > Books': 'Bücher',
  'Gifts > Sets': 'Sets',
  'Gifts > Wrapping': 'Verpackung',
}

/** By what they are called in English, as several rates have the same name. */
export const germanTitles: Readonly<Record<string, string>> = {
  'Ten percent off your first order': 'Zehn Prozent auf Ihre erste Bestellung',
  'Five off from fifty': 'Fünf weniger ab fünfzig',
  'Twenty off a laid table': 'Zwanzig weniger für einen gedeckten Tisch',
  'A quarter off for friends of the house': 'Ein Viertel weniger für Freunde des Hauses',
  'Three scented candles for two': 'Drei Duftkerzen zum Preis von zweien',
  'A tin of tea with every teapot': 'Eine Dose Tee zu jeder Teekanne',
  'Enamel mugs for twelve': 'Emaillebecher für zwölf',
  'Fifteen percent off a slow morning': 'Fünfzehn Prozent auf den ruhigen Morgen',
  'Three off for the first two buyers': 'Drei weniger für die ersten beiden',
  'Free delivery': 'Kostenloser Versand',
  'Summer sale 2024': 'Sommerangebot 2024',
  'Ten percent off three notebooks or more': 'Zehn Prozent weniger ab drei Notizbüchern',
  'Free delivery for the trade': 'Kostenloser Versand für gewerbliche Kunden',
  'Oakmere shop, Hamburg': 'Oakmere-Laden, Hamburg',
  'By bicycle in Hamburg': 'Mit dem Fahrrad in Hamburg',
  Standard: 'Standardversand',
  Express: 'Expressversand',
  Worldwide: 'Weltweiter Versand',
}

/** "VAT 25.5 %" is "MwSt. 25,5 %". */
export const germanTaxTitle = (title: string): string =>
  title
    .replace('VAT', 'MwSt.')
    .replace('Heligoland', 'Helgoland')
    .replace('Canary Islands', 'Kanarische Inseln')
    .replace('British Columbia', 'Britisch-Kolumbien')
    .replace(/(\d)\.(\d)/, '$1,$2')

/** By handle. */
export const germanCollections: Readonly<Record<string, { readonly title: string; readonly text: string }>> = {
  'slow-morning': {
    title: 'Am ruhigen Morgen',
    text: 'Alles für ein Frühstück, das sich Zeit lässt, von Hand ausgesucht.',
  },
  'little-gifts': {
    title: 'Kleine Geschenke',
    text: 'Was als Geschenk gedacht ist und weniger als dreißig Euro kostet.',
  },
}

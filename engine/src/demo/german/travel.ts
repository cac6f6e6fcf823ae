import type { GermanShelf } from './product.ts'

export const travel: GermanShelf = {
  'day-backpack': {
    title: 'Tagesrucksack',
    text: 'Gewachste Baumwolle, an der der Regen abperlt und die mit der Zeit die Form Ihrer Tage annimmt. Der Laptop liegt flach am Rücken, die Flasche steht an der Seite, und die Riemen sind genäht, nicht geklebt.\n\nZehn Jahre lang kostenlos repariert.',
  },
  weekender: {
    title: 'Reisetasche',
    text: 'Zwei Nächte, ein Abendessen, ein Buch, das man nicht aufschlagen wird: Alles passt hinein, und die Tasche passt trotzdem ins Gepäckfach. Der Boden ist aus Leder, weil Bahnhöfe nass sind.',
  },
  'market-tote': {
    title: 'Markttasche',
    text: 'Dickes Canvas aus Bio-Baumwolle, Henkel, die auch über den Wintermantel reichen, und ein flacher Boden, auf dem die Eier oben bleiben. Trägt fünfzehn Kilo, ohne zu seufzen.',
  },
  'packing-cubes': {
    title: 'Packtaschen, 3er-Set',
    text: 'Hemden, Socken, Kabel: jedes in seiner eigenen, und der Koffer geht zu. Durch das Netz auf einer Seite sieht man morgens um sechs, welche welche ist.',
  },
  'insulated-bottle': {
    title: 'Isolierflasche',
    text: 'Zwölf Stunden heiß, vierundzwanzig Stunden kalt und dank dem Ring unter dem Fuß leise auf jedem Holztisch. Der Deckel öffnet sich mit einer Drehung und lässt sich zum Reinigen zerlegen.',
  },
  'lunch-box': {
    title: 'Brotdose aus Edelstahl',
    text: 'Eine Dose, eine verschiebbare Trennwand, ein Band. Hält den Salat vom Brot fern und beide von der Tasche.',
  },
  'passport-wallet': {
    title: 'Etui für den Reisepass',
    text: 'Pflanzlich gegerbtes Leder mit je einem Fach für den Pass, die Bordkarte und die Münzen des Landes, aus dem man gerade kommt.',
  },
  'stick-umbrella': {
    title: 'Stockschirm',
    text: 'Acht Streben aus Fiberglas und ein Griff aus gebogener Esche. Im Sturm klappt er um, zuckt mit den Schultern und klappt zurück.',
  },
  'luggage-tag': {
    title: 'Kofferanhänger',
    text: 'Ihr Name unter einer Lasche aus Leder, an einer Schlaufe, die nicht reißt. Denn alle schwarzen Koffer sind derselbe Koffer.',
  },
  'house-blend-coffee': {
    title: 'Hausmischung Kaffee',
    text: 'Zwei gewaschene Kaffees aus demselben Tal und ein natürlich aufbereiteter für den Schabernack. Schmeckt nach Kakao und getrockneten Kirschen, schwarz wie mit Milch. Geröstet wird dienstags.',
  },
  'evening-tea': {
    title: 'Kräutertee für den Abend',
    text: 'Zitronenverbene, Lindenblüten und etwas Fenchel, als ganze Blätter in einer Dose, die den Tee überlebt. Ohne Koffein: ein Punkt hinter den Tag.',
  },
  'dark-chocolate': {
    title: 'Dunkle Schokolade 72 %',
    text: 'Drei Tage lang auf Stein gemahlen, aus nichts als Kakao und Rohrohrzucker, mit ein paar Salzflocken auf der Rückseite für alle, die sie finden.',
  },
  'tea-for-two': {
    title: 'Tee für zwei',
    text: 'Eine Teekanne See in Moos, zwei Becher Tarn in Kreide und eine Dose Kräutertee für den Abend, zusammen verpackt und günstiger als einzeln.',
  },
  'advent-candles': {
    title: 'Adventskerzen, 4er-Set',
    text: 'Vier Kerzen aus reinem Bienenwachs, eine für jeden Sonntag. Im Laden von dem Tag an, ab dem man sich auf sie freuen darf.',
  },
  'keeping-kitchen-book': {
    title: 'The Keeping Kitchen (E-Book auf Englisch)',
    text: 'Neunzig Seiten darüber, wie man pflegt, womit man kocht: Eisen einbrennen, am Stein schärfen, Bretter ölen, Tee aus dem Leinen bekommen. Auf Englisch, als EPUB und PDF, für immer Ihres, per E-Mail.',
  },
  'gift-wrapping': {
    title: 'Geschenkverpackung',
    text: 'Wir schlagen Ihre Bestellung in braunes Papier mit rotem Band und lassen die Rechnung weg. Umsonst, weil es der schönste Teil der Arbeit ist. Eine je Paket genügt.',
  },
}

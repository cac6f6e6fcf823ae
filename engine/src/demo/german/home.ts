import type { GermanShelf } from './product.ts'

export const home: GermanShelf = {
  'heron-desk-lamp': {
    title: 'Schreibtischleuchte Reiher',
    text: 'Eine Leuchte, die auf einem Bein steht und bleibt, wo man sie hinschiebt: Die Gelenke sind aus Messing, gefedert und lautlos. Am Ring des Schirms lässt sich alles einstellen zwischen Leselicht und dem letzten Licht im Haus.\n\nStecker und Lichtfarbe haben Sie zur Wahl. Das Leuchtmittel ist austauschbar und liegt bei.',
  },
  'bell-pendant': {
    title: 'Pendelleuchte Glocke',
    text: 'Aus einer einzigen Metallscheibe gedrückt und in der Höhe eines guten Gesprächs aufzuhängen. Innen weiß, damit das Licht auf den Tisch fällt und nicht in die Augen. Mit zwei Metern Textilkabel.',
  },
  'table-lantern': {
    title: 'Akkulaterne',
    text: 'Zwölf Stunden Kerzenschein ohne Kerze, für Balkone, Zelte und Stromausfälle. Oben antippen für mehr Licht, gedrückt halten zum Ausschalten, laden über USB-C.',
  },
  'beeswax-candles': {
    title: 'Bienenwachskerzen, 3er-Set',
    text: 'Reines Wachs von einem einzigen Imker, dreißigmal über einen Baumwolldocht gezogen. Sie duften nach Honig, bevor sie brennen, und tropfen kaum, wenn sie es tun.',
  },
  'scented-candle': {
    title: 'Duftkerze',
    text: 'Rapswachs in einem Steinzeugbecher, der danach Stifte hält. Feigenblatt ist grün und milchig, Zedernrauch eine Hütte im November, Meersalz ein offenes Fenster.',
  },
  'wool-throw': {
    title: 'Plaid aus Lammwolle',
    text: 'Gewebt auf einem Webstuhl, der älter ist als Ihre Großmutter, und mit Karden aufgeraut, bis es so weich war wie ihres. Warm, ohne schwer zu sein; die kleine Größe reicht für zwei, die sich mögen.',
  },
  'hemp-cushion': {
    title: 'Kissen aus Hanf',
    text: 'Ein Bezug aus schwerem Hanf mit verdecktem Reißverschluss und ringsum laufender Paspel. Ohne Füllung zu haben oder mit Federn, die nachgeben.',
  },
  'bud-vase': {
    title: 'Knospenvase',
    text: 'Ein kleiner Bauch und ein schmaler Hals: So sieht eine einzelne gemopste Blume aus wie gewollt. Innen glasiert, damit sie auf der Fensterbank nicht weint.',
  },
  'floor-vase': {
    title: 'Hohe Vase',
    text: 'Fünfzig Zentimeter dunkles Steinzeug mit zwei Linien, die vor dem Brand von Hand eingeritzt wurden. Für Zweige, Pampasgras oder gar nichts. Der nächste Ofen wird gerade eingeräumt.',
  },
  'terracotta-planter': {
    title: 'Pflanztopf aus Terrakotta',
    text: 'Unglasiert, frostfest gebrannt und mit Untersetzer. Der Ton trinkt, darum stehen die Wurzeln nie im Nassen, und die Ränder werden mit den Jahren weiß. Die Pflanze suchen Sie selbst aus.',
  },
  'waffle-towel': {
    title: 'Waffelhandtuch',
    text: 'Ein Gewebe aus kleinen Karos, das mehr aufnimmt, als man ihm ansieht, und am Haken in einer Stunde trocknet. Bei der ersten Wäsche läuft es etwas ein; angegeben ist das Maß danach.',
  },
  'olive-soap': {
    title: 'Olivenölseife',
    text: 'Im Kupferkessel gesiedet, drei Monate gereift, mit Draht geschnitten. Sie schäumt auch in hartem Wasser und hält, bis man vergessen hat, wann man sie gekauft hat.',
  },
  'quarter-clock': {
    title: 'Wanduhr Viertel',
    text: 'Zwölf Striche, zwei Zeiger und ein roter für die Sekunden, der gleitet und nicht tickt. Vom anderen Ende der Küche aus lesbar, auch mit Mehl auf der Brille.',
  },
  'picture-frame': {
    title: 'Bilderrahmen',
    text: 'Massivholz mit eingelegten Federn in den Ecken, echtes Glas und ein Passepartout aus Baumwollkarton. Dank der kleinen Haken auf der Rückseite hängt er hoch oder quer. Das abgebildete Motiv liegt bei.',
  },
}

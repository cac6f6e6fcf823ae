import type { GermanShelf } from './product.ts'

export const kitchen: GermanShelf = {
  'tarn-mug': {
    title: 'Becher Tarn',
    text: 'Ein Steinzeugbecher mit schwerem Boden, der bis zum letzten Schluck warm hält. Drei Finger passen durch den Henkel, der Rand ist dünn, und am Saum bricht die Glasur ins Braune, weil kein Brand dem anderen gleicht.\n\nVon Hand gedreht, vierzig Stück auf einmal. Spülmaschine und Mikrowelle machen ihm nichts aus.',
  },
  'camp-mug': {
    title: 'Emaillebecher für unterwegs',
    text: 'Stahl unter zwei Schichten Emaille, am Rand umgebördelt, damit man sich nicht die Lippen verbrennt. Er übersteht den Rucksack, das Lagerfeuer und die Büroküche, gefährlicher werdend in dieser Reihenfolge.\n\nFasst 350 ml. Eine abgeplatzte Stelle ist eine Geschichte und kein Mangel.',
  },
  'espresso-cups': {
    title: 'Espressotassen, 2er-Set',
    text: 'Zwei kleine Tassen mit Untertassen: dick genug, um einen kurzen Kaffee heiß zu halten, und leicht genug für einen Finger. Die Mulde der Untertasse ist tief, der Löffel bleibt, wo man ihn hinlegt.',
  },
  'double-wall-glass': {
    title: 'Doppelwandiges Glas',
    text: 'Zwei Schichten Borosilikatglas und dazwischen nichts als Luft: innen heiß, außen kühl, und der Kaffee scheint zu schweben. Mundgeblasen, darum unterscheidet sich jedes um Haaresbreite vom nächsten.',
  },
  'pour-over-dripper': {
    title: 'Handfilter aus Steinzeug',
    text: 'Ein Filterkegel mit tiefen Spiralrippen, damit das Wasser dann abläuft, wenn es fertig ist, und nicht vorher. Steht auf jedem Becher und jeder Kanne bis zehn Zentimeter Durchmesser und nimmt gewöhnliche Papierfilter.\n\nGröße 01 brüht eine Tasse, Größe 02 reicht für zwei.',
  },
  'coffee-carafe': {
    title: 'Kaffeekaraffe mit Holzmanschette',
    text: 'Eine Sanduhr aus hitzebeständigem Glas mit einer Manschette aus gedrechselter Buche, von einer Lederschnur gehalten. Darin brühen, an den Tisch tragen und einschenken, ohne zu tropfen.',
  },
  'gooseneck-kettle': {
    title: 'Wasserkocher mit Schwanenhals',
    text: 'Mit diesem Ausguss könnte man schreiben. Die Temperatur lässt sich auf das Grad genau einstellen, und der Kocher hält sie eine halbe Stunde, während man mahlt, die Tasse anwärmt und es sich anders überlegt.\n\n1200 Watt, 900 ml, und das Kabel verschwindet unter dem Sockel.',
  },
  'lake-teapot': {
    title: 'Teekanne See',
    text: 'Eine runde, geduldige Kanne, deren Deckel beim Einschenken bleibt, wo er ist, mit einem Sieb, das gleich hinter der Tülle in die Wand gedrückt wurde. Sie gießt sauber, weil die Tülle scharf geschnitten ist, wie es sich gehört.',
  },
  'hand-grinder': {
    title: 'Handkaffeemühle',
    text: 'Ein Mahlwerk aus Stahl mit 38 Millimetern, 24 Stufen von türkisch bis French Press und eine Kurbel, die sich in den Deckel klappen lässt. Vierzig Umdrehungen ergeben eine Tasse, leise genug für ein schlafendes Haus.',
  },
  'cast-iron-pan': {
    title: 'Gusseiserne Pfanne',
    text: 'In Sand gegossen, glatt geschliffen und mit Leinöl eingebrannt, bis sie schwarz ist. Sie kommt bereit für das erste Ei und wird fünfzig Jahre lang nur besser.\n\nFür Gas, Induktion, Backofen und offenes Feuer. Auswischen, einölen, nie einweichen.',
  },
  'enamelled-casserole': {
    title: 'Emaillierter Schmortopf',
    text: 'Vier Kilo Gusseisen unter Emaille für alles, was einen Nachmittag braucht: Bohnen, Brot, eine Lammschulter. Kleine Noppen im Deckel lassen den Dampf als Regen auf den Braten zurückfallen.',
  },
  saucepan: {
    title: 'Dreischichtige Stielkasserolle',
    text: 'Aluminium zwischen zwei Lagen Stahl, bis zum Rand hinauf und nicht nur im Boden: So wird Milch warm, ohne anzusetzen. Gießt nach beiden Seiten; die Nieten sind bündig geschliffen und leicht zu reinigen.',
  },
  'chefs-knife': {
    title: 'Kochmesser',
    text: 'Eine Klinge aus Kohlenstoffstahl, mit Bauch zum Wiegen und kräftigem Ende für das Grobe, genau dort im Gleichgewicht, wo Daumen und Zeigefinger sich treffen. Sie nimmt eine rasiermesserscharfe Schneide an und verrät mit ihrer Patina, was Sie gern kochen.',
  },
  'bread-knife': {
    title: 'Brotmesser',
    text: '24 Zentimeter spitzer Wellenschliff, der durch eine dunkle Kruste geht, als wäre sie Kuchen, und durch eine Tomate, als wäre sie Luft.',
  },
  'paring-knife': {
    title: 'Schälmesser',
    text: 'Das Messer, zu dem man zehnmal am Tag greift, ohne es zu merken: kurz, spitz und leicht wie ein Bleistift. Für Äpfel, Knoblauch, Schnur und Pakete.',
  },
  'end-grain-board': {
    title: 'Hirnholzbrett',
    text: 'Holzklötze, hochkant gestellt wie ein winziges Parkett: Die Klinge gleitet zwischen die Fasern, und beide bleiben länger in Form. Mit vier Korkfüßen, einem Loch zum Aufhängen und einer Dose Bienenwachs.',
  },
  'storage-jar': {
    title: 'Vorratsglas',
    text: 'Mehl, Linsen, die guten Kekse: ein gerades Glas, das zeigt, was noch da ist, mit einem Deckel, der auf einem Silikonring schließt. Zwei von einer Größe lassen sich stapeln; das dritte macht daraus einen Turm.',
  },
  'bread-bag': {
    title: 'Brotbeutel aus Leinen',
    text: 'Ungebleichtes Leinen lässt das Brot atmen: Die Kruste bleibt Kruste, und die Krume schwitzt nicht. Ein Kilolaib passt hinein, und die Kordel lässt sich noch zubinden.',
  },
  'oil-bottle': {
    title: 'Ölflasche mit Ausgießer',
    text: 'Ein halber Liter grünes Glas, das dem Öl das Licht vom Leib hält, und ein Ausgießer aus Stahl, der einen Faden gibt oder einen Schuss und den letzten Tropfen zurücknimmt.',
  },
}

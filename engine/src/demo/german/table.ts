import type { GermanShelf } from './product.ts'

export const table: GermanShelf = {
  'tarn-dinner-plate': {
    title: 'Speiseteller Tarn',
    text: 'Ein breiter, ruhiger Teller, an dessen hochgezogenem Rand die Gabel Halt findet. Die Sprenkel sind Eisen im Ton und steigen durch die Glasur, wo es ihnen gefällt.',
  },
  'tarn-breakfast-bowl': {
    title: 'Frühstücksschale Tarn',
    text: 'Tief genug für Porridge mit zu viel Obst, schmal genug, um sie am Fenster in einer Hand zu halten. Auf einen Fuß gedreht, damit die heiße Schale den Tisch nicht zeichnet.',
  },
  'long-platter': {
    title: 'Lange Servierplatte',
    text: 'Für einen Fisch, eine Reihe Feigen oder das ganze Ofengemüse vom Sonntag. Aus einer einzigen Tonplatte über eine Holzform gelegt; der Rand behält die Spur des Drahtes, der ihn geschnitten hat.',
  },
  'stacking-tumblers': {
    title: 'Stapelbecher aus Glas, 4er-Set',
    text: 'Gepresst, nicht geblasen, mit einem schweren Boden, der Kinder und Feste überlebt. Zu viert ineinandergestellt brauchen sie den Platz von einem.',
  },
  'wine-glasses': {
    title: 'Weingläser, 2er-Set',
    text: 'Eine Form für Rot und Weiß, denn ein guter Abend wechselt nicht die Gläser. Dünn am Rand, der Stiel in einem Stück aus dem Kelch gezogen.',
  },
  'bedside-carafe': {
    title: 'Nachttischkaraffe',
    text: 'Ein halber Liter Wasser unter seinem eigenen Glas, das zugleich der Deckel ist. Für den Nachttisch, den Schreibtisch und Gäste, die nicht fragen mögen.',
  },
  'harbour-cutlery': {
    title: 'Besteck Hafen',
    text: 'Schlank und etwas schwerer, mit dem Gewicht zur Hand hin. Sechzehn Teile decken den Tisch für vier, vierundzwanzig für sechs. Die farbigen Oberflächen sind hartbeschichtet und behalten ihre Farbe in der Spülmaschine.',
  },
  'linen-tablecloth': {
    title: 'Tischdecke aus gewaschenem Leinen',
    text: 'Leinen, mit Steinen gewaschen, bis es fällt, statt zu stehen. Es will nie gebügelt werden und sieht eine Stunde nach Beginn des Essens am besten aus. Mit Briefecken und einem drei Finger breiten Saum, und auf Ihren Tisch zugeschnitten: Jede Breite und Länge wird genäht, wenn Sie bestellen.',
  },
  'linen-napkins': {
    title: 'Leinenservietten, 4er-Set',
    text: 'Aus demselben Stoff wie die Tischdecke und mit jeder Wäsche weicher. Falten, rollen oder einfach auf die Teller werfen.',
  },
  'striped-tea-towels': {
    title: 'Gestreifte Geschirrtücher, 2er-Set',
    text: 'Halb Leinen, halb Baumwolle: Das eine saugt, das andere trocknet. An beiden Enden mit einem Streifen gewebt, damit man weiß, welches für die Gläser ist.',
  },
}

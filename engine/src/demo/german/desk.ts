import type { GermanShelf } from './product.ts'

export const desk: GermanShelf = {
  'field-notes-set': {
    title: 'Taschennotizbücher, 3er-Set',
    text: 'Achtundvierzig Seiten, zwei Heftklammern, runde Ecken: ein Notizbuch für die Gesäßtasche und den ersten Einfall. Drei im Set, weil eines immer in der anderen Jacke steckt.',
  },
  'cloth-journal': {
    title: 'Notizbuch in Leinen',
    text: 'In Lagen zu sechzehn Seiten geheftet, darum liegt es von der ersten bis zur letzten Seite flach auf. Cremefarbenes Papier, auf dem Tinte trocknet und nicht durchschlägt, zwei Lesebändchen und hinten eine Tasche.',
  },
  'open-week-planner': {
    title: 'Wochenplaner ohne Datum',
    text: 'Ein Block mit zweiundfünfzig Wochen und keinem einzigen Datum: im März anfangen, den August auslassen, nichts ist vergeudet. Was erledigt ist, wird abgerissen.',
  },
  'fountain-pen': {
    title: 'Füllfederhalter aus Messing',
    text: 'Aus einer Messingstange gedreht: Er fängt schwer an und wird mit der Zeit Ihrer. Die Stahlfeder ist von Hand eingestellt und schreibt sofort, auch nach einer Woche in der Schublade.\n\nFür internationale Patronen; der Konverter für Tinte aus dem Glas liegt bei.',
  },
  'bottled-ink': {
    title: 'Tinte im Glas',
    text: 'Fünfzig Milliliter Tinte, die in einem einzigen Strich von blass nach tief schattiert. Sie benimmt sich in jeder Feder und geht aus der Manschette wieder heraus, wenn man schnell ist.',
  },
  'coloured-pencils': {
    title: 'Sechs Buntstifte',
    text: 'Sechs Farben, aus denen sich alle anderen mischen lassen, in Zedernholz und auf einem Ständer aus Verschnitt von den Brettern von Lund & Vale.',
  },
  'desk-tray': {
    title: 'Schreibtischschale',
    text: 'Zwei flache Fächer und eine Regel: Was hineinpasst, darf bleiben. An den Ecken verzinkt und unten mit Filz beklebt, damit sie gleitet und nicht kratzt.',
  },
  'pen-cup': {
    title: 'Stiftebecher',
    text: 'Der Becher, der einmal ohne Henkel aus dem Ofen kam, nun mit Absicht. Schwer genug für eine Schere.',
  },
  'felt-desk-mat': {
    title: 'Schreibtischunterlage aus Filz',
    text: 'Vier Millimeter gepresste Wolle, die die Tastatur leiser machen und die Handgelenke wärmen. Kork auf der Unterseite hält sie an ihrem Platz.',
  },
}

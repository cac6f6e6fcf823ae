import { type Drawing, picture, type Scene } from './canvas.ts'
import { coffee } from './coffee.ts'
import { desk } from './desk.ts'
import { home } from './home.ts'
import { kitchen } from './kitchen.ts'
import { pantry } from './pantry.ts'
import { table } from './table.ts'
import { travel } from './travel.ts'

const drawings = { ...coffee, ...kitchen, ...table, ...home, ...desk, ...travel, ...pantry } satisfies Record<
  string,
  Drawing
>

/** The name of a thing that can be drawn. */
export type DrawingName = keyof typeof drawings

/** A thing in one colour before a wall, as an SVG file. */
export function drawPicture(name: DrawingName, look: Pick<Scene, 'title' | 'colour' | 'wall'>): string {
  const place = places[name] ?? {}
  return picture({ ...look, draw: drawings[name], shadow: place.shadow ?? 225, zoom: place.zoom ?? 1.18 })
}

/** Where a thing differs from what stands on the floor and is about 300 wide. */
const places: Partial<Record<DrawingName, { shadow?: number; zoom?: number }>> = {
  bedsideCarafe: { shadow: 180 },
  board: { zoom: 1.05, shadow: 260 },
  breadKnife: { zoom: 1, shadow: 280 },
  budVase: { zoom: 1.08, shadow: 160 },
  campMug: { zoom: 1.3 },
  carafe: { zoom: 1.22 },
  casserole: { zoom: 1.22, shadow: 240 },
  chefKnife: { zoom: 1, shadow: 280 },
  chocolate: { zoom: 1.08 },
  coffeeBag: { zoom: 1.15 },
  cutlery: { zoom: 0.95, shadow: 0 },
  deskLamp: { zoom: 1.1, shadow: 0 },
  deskMat: { zoom: 1, shadow: 0 },
  dripper: { zoom: 1.3 },
  eBook: { zoom: 1 },
  espressoCups: { zoom: 1.25, shadow: 270 },
  fieldNotes: { zoom: 1.12 },
  flask: { zoom: 1.1, shadow: 150 },
  fountainPen: { zoom: 1.05, shadow: 250 },
  frame: { zoom: 1.05, shadow: 0 },
  giftBox: { zoom: 1.15, shadow: 250 },
  glassCup: { zoom: 1.35 },
  grinder: { shadow: 140 },
  ironPan: { zoom: 1.02, shadow: 240 },
  inkBottle: { zoom: 1.4, shadow: 210 },
  journal: { zoom: 1.08 },
  kettle: { zoom: 1.12, shadow: 230 },
  lantern: { zoom: 1.2, shadow: 150 },
  luggageTag: { zoom: 1, shadow: 0 },
  lunchBox: { shadow: 270 },
  mug: { zoom: 1.35, shadow: 200 },
  napkins: { zoom: 1.35, shadow: 230 },
  packingCubes: { zoom: 1.15, shadow: 280 },
  paringKnife: { zoom: 1.1, shadow: 230 },
  pencils: { zoom: 1.15, shadow: 250 },
  pendant: { zoom: 1, shadow: 0 },
  penCup: { zoom: 1.15, shadow: 160 },
  planner: { zoom: 1.05, shadow: 0 },
  plate: { zoom: 1.2, shadow: 0 },
  platter: { zoom: 1.08, shadow: 0 },
  saucepan: { zoom: 1.08, shadow: 230 },
  scentedCandle: { zoom: 1.35, shadow: 190 },
  soap: { zoom: 1.25, shadow: 240 },
  tablecloth: { zoom: 1, shadow: 330 },
  tallVase: { zoom: 1.05, shadow: 160 },
  taperCandles: { zoom: 1.12, shadow: 230 },
  teaTin: { zoom: 1.2, shadow: 180 },
  teaTowels: { zoom: 1.08, shadow: 0 },
  teapot: { zoom: 1.3, shadow: 220 },
  tray: { zoom: 1.05, shadow: 320 },
  umbrella: { zoom: 1.05, shadow: 200 },
  wallClock: { zoom: 1.05, shadow: 0 },
  wallet: { zoom: 1.08, shadow: 0 },
  weekender: { zoom: 1.12, shadow: 310 },
  wineGlasses: { zoom: 1.08, shadow: 240 },
  woolThrow: { zoom: 1.15, shadow: 290 },
}

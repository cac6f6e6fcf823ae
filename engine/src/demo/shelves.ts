import { drawPicture } from './pictures/index.ts'
import type { DemoPicture, DemoProduct } from './product.ts'
import { picturesOf } from './product.ts'
import { desk } from './shelf-desk.ts'
import { home } from './shelf-home.ts'
import { cupsAndPots, stoveAndBoard } from './shelf-kitchen.ts'
import { table } from './shelf-table.ts'
import { pantryAndGifts, travel } from './shelf-travel.ts'

const shelves = [
  { wall: '#eadfce', products: cupsAndPots },
  { wall: '#e3e4dc', products: stoveAndBoard },
  { wall: '#f0ddd0', products: table },
  { wall: '#dfe6dc', products: home },
  { wall: '#e2e3ea', products: desk },
  { wall: '#dbe5e8', products: travel },
  { wall: '#efe3d3', products: pantryAndGifts },
]

/** All products of the demo shop. */
export const demoProducts: readonly DemoProduct[] = shelves.flatMap(({ products }) => products)

/** All files of `demo-media`, drawn anew: what is committed there is exactly this. */
export function drawDemoMedia(): Map<string, string> {
  const draw = (wall: string, { file, drawing, alt, colour }: DemoPicture): [string, string] => [
    file,
    drawPicture(drawing, { title: alt, colour, wall }),
  ]
  return new Map(
    shelves.flatMap(({ wall, products }) =>
      products.flatMap(product => picturesOf(product).map(picture => draw(wall, picture))),
    ),
  )
}

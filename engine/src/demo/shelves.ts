import type { DemoProduct } from './product.ts'
import { desk } from './shelf-desk.ts'
import { home } from './shelf-home.ts'
import { cupsAndPots, stoveAndBoard } from './shelf-kitchen.ts'
import { table } from './shelf-table.ts'
import { pantryAndGifts, travel } from './shelf-travel.ts'

/** The walls that the pictures hang before, with the products of each. */
export const shelves: readonly { readonly wall: string; readonly products: readonly DemoProduct[] }[] = [
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

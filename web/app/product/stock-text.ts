import type { Words } from '../language/words-en.ts'
import type { Offer } from './product-page.ts'

const entries = {
  in_stock: 'inStock',
  backorder: 'backorder',
  preorder: 'preorder',
  out_of_stock: 'soldOut',
} as const

export const stockText = ({ status }: Offer['availability'], words: Words): string => words[entries[status]]

import { barcodeHolders, skuHolders } from '../catalog/index.ts'
import type { ReadTx } from '../storage/port.ts'

/**
 * The products whose sku or barcode somebody typed as a whole, in any letter case. Words without a digit are none, because
 * they are more often meant as words.
 */
export async function productsOfCode(tx: ReadTx, text: string): Promise<string[]> {
  const typed = text.trim()
  if (!/\p{N}/u.test(typed) || typed.length < shortest || typed.length > longest) return []
  const codes = [...new Set([typed, typed.toUpperCase(), typed.toLowerCase()])]
  const holders = [...(await skuHolders(tx, codes)), ...(await barcodeHolders(tx, codes))]
  return [...new Set(holders.map(({ productId }) => productId))].slice(0, most)
}

const shortest = 3
const longest = 100
/** One barcode may stand on several products. */
const most = 10

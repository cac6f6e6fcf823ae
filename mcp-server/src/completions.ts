import type { Shop } from '@mitchweb/engine/contract'

/** The protocol allows a hundred values. */
const most = 100

/** Product ids by the beginning of their titles; an empty value lists the catalogue's first. */
export async function productIds(shop: Shop, value: string): Promise<string[]> {
  const query = value.trim()
  const { products } = await shop.searchCatalog({
    catalog: { ...(query !== '' && { query: query.slice(0, 200) }), pagination: { limit: 20 } },
  })
  return products.map(({ id }) => id)
}

/** Handles of categories whose handle or title begins with the value, ignoring case. */
export async function categoryHandles(shop: Shop, value: string): Promise<string[]> {
  const { categories } = await shop.listCategories({})
  const wanted = value.trim().toLowerCase()
  return categories
    .filter(({ handle, title }) => handle.startsWith(wanted) || title.toLowerCase().startsWith(wanted))
    .map(({ handle }) => handle)
    .slice(0, most)
}

/** Slugs of policies whose slug begins with the value, or whose title has it, ignoring case. */
export async function policySlugs(shop: Shop, value: string): Promise<string[]> {
  const { policies } = await shop.listPolicies({})
  const wanted = value.trim().toLowerCase()
  return policies
    .filter(({ slug, title }) => slug.startsWith(wanted) || title.toLowerCase().includes(wanted))
    .map(({ slug }) => slug)
    .slice(0, most)
}

/** ISO 3166-1 alpha-2 codes by their own letters or by the country's English name. */
export function countryCodes(value: string): string[] {
  const wanted = value.trim().toLowerCase()
  const codes = iso3166.match(/../g) ?? []
  return codes
    .filter(code => code.toLowerCase().startsWith(wanted) || countryName(code).toLowerCase().startsWith(wanted))
    .slice(0, most)
}

/** Made when it is first asked for: the names cost twenty milliseconds, which a start has better uses for. */
let names: Intl.DisplayNames | undefined

function countryName(code: string): string {
  names ??= new Intl.DisplayNames(['en'], { type: 'region' })
  return names.of(code) ?? code
}

const iso3166 =
  'ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW'

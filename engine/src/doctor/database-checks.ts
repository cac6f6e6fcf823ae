import type { Check } from './check.ts'

const activeProducts = `select count(*) from products where status = 'active'`

/** Active products that a derived table has no row for. */
const lacking = (table: string, what: string, rest = '') => `
  select p.id as subject, '${what}' as detail from products p
  where p.status = 'active' and not exists (select 1 from ${table} d where d.product_id = p.id) ${rest}`

export const databaseChecks: readonly Check[] = [
  {
    name: 'products_are_searchable',
    claim: 'Every active product is in the search index.',
    severity: 'warning',
    seen: activeProducts,
    only: 'sqlite',
    broken: () => lacking('product_search_rows', 'not in the search index'),
  },
  {
    name: 'products_are_searchable',
    claim: 'Every active product is in the search index.',
    severity: 'warning',
    seen: activeProducts,
    only: 'postgres',
    broken: () => lacking('product_search', 'not in the search index'),
  },
  {
    name: 'products_are_listed_by_price',
    claim: 'Every active product that has a price is in the lists by price.',
    severity: 'warning',
    seen: activeProducts,
    broken: () =>
      lacking(
        'product_prices',
        'has a price and is in no list by price',
        `and exists (select 1 from variants v join prices on prices.variant_id = v.id where v.product_id = p.id and not v.archived)`,
      ),
  },
  {
    name: 'products_are_counted_in_facets',
    claim: 'Every active product is packed for facets.',
    severity: 'warning',
    seen: activeProducts,
    broken: () => lacking('packed_products', 'not packed for facets'),
  },
  {
    name: 'file_is_sound',
    claim: 'SQLite finds the file whole, and its indexes true to their tables.',
    severity: 'error',
    seen: `select count(*) from sqlite_schema where type = 'table'`,
    only: 'sqlite',
    broken: () =>
      `select 'database' as subject, integrity_check as detail from pragma_integrity_check where integrity_check <> 'ok'`,
  },
  {
    name: 'references_lead_somewhere',
    claim: 'SQLite finds no row that refers to one which is not there.',
    severity: 'error',
    seen: `select count(*) from sqlite_schema where type = 'table'`,
    only: 'sqlite',
    broken: () =>
      `select "table" || ' ' || rowid as subject, 'refers to a missing row of ' || parent as detail from pragma_foreign_key_check`,
  },
]

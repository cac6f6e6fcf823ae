import { CommerceError, type ErrorCode, quoteInput } from '../shared/errors.ts'
import type { ReadTx } from '../storage/port.ts'
import type { ProductDraft, VariantDraft } from './contract.ts'
import { formerHolders } from './handle-history.ts'
import { matchVariants, type Problem, problemsOf, slug, type Variant } from './product.ts'
import {
  everyVariantOf,
  type ProductRow,
  productsByHandles,
  productsByIds,
  skuHolders,
  variantsOfAnyKind,
} from './records.ts'

/** What saving one draft would do. */
export type ProductPlan = {
  readonly draft: ProductDraft
  readonly handle: string
  readonly existing?: ProductRow
  readonly existingVariants: readonly Variant[]
  readonly kept: ReturnType<typeof matchVariants>
}

export type ProductProblem = Problem & { readonly product: number; readonly code: ErrorCode }

/**
 * What saving these drafts together would do, and everything that stands against it. Nothing is changed. A draft
 * continues the product of its id, else of its handle.
 */
export async function planProducts(
  tx: ReadTx,
  drafts: readonly ProductDraft[],
): Promise<{ readonly plans: readonly ProductPlan[]; readonly problems: readonly ProductProblem[] }> {
  const problems: ProductProblem[] = []
  const report = (product: number, code: ErrorCode, problem: Problem) => problems.push({ product, code, ...problem })
  const byId = indexed(await productsByIds(tx, present(drafts.map(draft => draft.id))), row => row.id)
  const handles = await handlesFor(tx, drafts, byId)
  const byHandle = indexed(await productsByHandles(tx, [...new Set(handles)]), row => row.handle)
  const targets = drafts.map((draft, index) => {
    const isNew = draft.id === undefined || (tx.keepsIds && !byId.has(draft.id))
    return isNew ? byHandle.get(handles[index] ?? '') : byId.get(draft.id ?? '')
  })
  const variants = Map.groupBy(
    await everyVariantOf(tx, present(targets.map(target => target?.id))),
    variant => variant.productId,
  )
  const plans = drafts.map((draft, index): ProductPlan => {
    const existing = targets[index]
    const existingVariants = variants.get(existing?.id ?? '') ?? []
    const own = existing && tx.keepsIds ? withKnownIds(draft.variants, existingVariants) : draft.variants
    const kept = matchVariants(existingVariants, own)
    return {
      draft: { ...draft, variants: own },
      handle: handles[index] ?? '',
      ...(existing && { existing }),
      existingVariants,
      kept,
    }
  })
  plans.forEach((plan, index) => {
    for (const problem of problemsOf(plan.draft)) {
      report(index, problem.field === 'sku' ? 'duplicate' : 'invalid_input', problem)
    }
    const isMade = Boolean(tx.keepsIds) && !plan.existing
    reportIdentity(plan, { holder: byHandle.get(plan.handle), isMade }, (code, problem) => report(index, code, problem))
  })
  if (tx.keepsIds) await reportTakenIds(tx, plans, report)
  reportTwins(plans, report)
  await reportTakenSkus(tx, plans, report)
  return { plans, problems }
}

/** Ids of another shop mean nothing to a product that is there already: its variants are known by sku and options. */
function withKnownIds(drafts: readonly VariantDraft[], known: readonly Variant[]): VariantDraft[] {
  const ids = new Set(known.map(variant => variant.id))
  return drafts.map(({ id, ...draft }) => ({ ...draft, ...(id !== undefined && ids.has(id) && { id }) }))
}

/** Throws the first problem as the error that it is, with all of them in the details. */
export function refuseProblems(problems: readonly ProductProblem[]): void {
  const [first] = problems
  if (!first) return
  throw new CommerceError(first.code, first.message, { problems: problems.slice(0, 20) })
}

const present = <T>(values: readonly (T | undefined)[]): T[] => [
  ...new Set(values.filter(value => value !== undefined)),
]

const indexed = <T>(rows: readonly T[], key: (row: T) => string): Map<string, T> =>
  new Map(rows.map(row => [key(row), row]))

/** A new product without a handle gets one from its title that nobody has or had, so that no old link is taken away. */
async function handlesFor(
  tx: ReadTx,
  drafts: readonly ProductDraft[],
  byId: ReadonlyMap<string, ProductRow>,
): Promise<string[]> {
  const given = drafts.map(({ id, handle }) => handle ?? (id === undefined ? undefined : byId.get(id)?.handle))
  const taken = new Set(present(given))
  const handles: string[] = []
  for (const [index, { title }] of drafts.entries()) {
    const handle = given[index] ?? (await freeHandle(tx, slug(title), taken))
    taken.add(handle)
    handles.push(handle)
  }
  return handles
}

async function freeHandle(tx: ReadTx, base: string, taken: ReadonlySet<string>): Promise<string> {
  for (let first = 1; ; first += 10) {
    const candidates = Array.from({ length: 10 }, (_, index) =>
      first + index === 1 ? base : `${base}-${first + index}`,
    )
    const former = await formerHolders(tx, candidates, { kind: 'product' })
    const used = [...(await productsByHandles(tx, candidates)), ...former].map(row => row.handle)
    const free = candidates.find(candidate => !taken.has(candidate) && !used.includes(candidate))
    if (free !== undefined) return free
  }
}

type Report = (code: ErrorCode, problem: Problem) => void

function reportIdentity(
  plan: ProductPlan,
  { holder, isMade }: { readonly holder: ProductRow | undefined; readonly isMade: boolean },
  report: Report,
): void {
  const { draft, existing, existingVariants, handle } = plan
  if (draft.id !== undefined && !existing && !isMade) {
    report('not_found', { field: 'id', message: `There is no product ${quoteInput(draft.id)}.` })
  }
  if (existing && holder && holder.id !== existing.id) {
    const message = `The handle ${quoteInput(handle)} belongs to another product, ${quoteInput(holder.title)}.`
    report('duplicate', { field: 'handle', message })
  }
  const known = new Set(existingVariants.map(variant => variant.id))
  draft.variants.forEach(({ id }, variant) => {
    if (id === undefined || known.has(id) || isMade) return
    const message = `There is no variant ${quoteInput(id)} of the product ${quoteInput(handle)}.`
    report('not_found', { variant, field: 'id', message })
  })
}

/** The ids that new variants would be made with may not be those of other products' variants. */
async function reportTakenIds(
  tx: ReadTx,
  plans: readonly ProductPlan[],
  report: (product: number, code: ErrorCode, problem: Problem) => void,
): Promise<void> {
  const made = plans.map(({ draft, existing }) => (existing ? [] : draft.variants.map(({ id }) => id)))
  const taken = new Set((await variantsOfAnyKind(tx, present(made.flat()))).map(({ id }) => id))
  made.forEach((ids, product) => {
    ids.forEach((id, variant) => {
      if (id === undefined || !taken.has(id)) return
      report(product, 'duplicate', {
        variant,
        field: 'id',
        message: `Another product has the variant ${quoteInput(id)}.`,
      })
    })
  })
}

/** Two drafts of one batch may not be the same product, nor hold the same sku. */
function reportTwins(
  plans: readonly ProductPlan[],
  report: (product: number, code: ErrorCode, problem: Problem) => void,
): void {
  const handles = new Map<string, number>()
  const products = new Map<string, number>()
  const skus = new Map<string, number>()
  plans.forEach(({ draft, handle, existing }, index) => {
    const twin = handles.get(handle) ?? products.get(existing?.id ?? '')
    if (twin !== undefined) {
      const message = `Products ${twin + 1} and ${index + 1} have the same handle ${quoteInput(handle)}.`
      report(index, 'duplicate', { field: 'handle', message })
    }
    handles.set(handle, index)
    if (existing) products.set(existing.id, index)
    draft.variants.forEach(({ sku }, variant) => {
      if (sku === undefined) return
      const other = skus.get(sku) ?? index
      skus.set(sku, index)
      if (other === index) return
      const message = `Products ${quoteInput(plans[other]?.handle)} and ${quoteInput(handle)} have the same sku ${quoteInput(sku)}.`
      report(index, 'duplicate', { variant, field: 'sku', message })
    })
  })
}

async function reportTakenSkus(
  tx: ReadTx,
  plans: readonly ProductPlan[],
  report: (product: number, code: ErrorCode, problem: Problem) => void,
): Promise<void> {
  const saved = new Set(plans.map(plan => plan.existing?.id))
  const skus = present(plans.flatMap(plan => plan.draft.variants.map(variant => variant.sku)))
  const holders = indexed(
    (await skuHolders(tx, skus)).filter(holder => !saved.has(holder.productId)),
    holder => holder.sku ?? '',
  )
  plans.forEach(({ draft }, index) => {
    draft.variants.forEach(({ sku }, variant) => {
      const holder = sku === undefined ? undefined : holders.get(sku)
      if (!holder) return
      const message = `The sku ${quoteInput(sku)} belongs to another product, ${quoteInput(holder.handle)}.`
      report(index, 'duplicate', { variant, field: 'sku', message })
    })
  })
}

import { and, eq, inArray, isNull, notInArray, sql } from 'drizzle-orm'
import { CommerceError, notFound, quoteInput } from '../shared/errors.ts'
import { violationOf } from '../storage/database-errors.ts'
import { hold } from '../storage/hold.ts'
import type { Tx } from '../storage/port.ts'
import { allCategories, type Category, freeCategoryHandle, pathKeyOf, titlesOf } from './categories.ts'
import type { CategoryDraft } from './contract.ts'
import { formerHolders, rememberHandles } from './handle-history.ts'
import { folded } from './product.ts'
import { tables } from './tables.ts'
import { subjectOf } from './translation.ts'

export type SavedCategory = {
  readonly category: Category
  /** Whether the words change by which its products are found. */
  readonly isRenamed: boolean
  /** The categories that products below were in and are not any more, and the other way round. */
  readonly crossed: readonly string[]
}

/**
 * Saves a category with everything below it: paths, translations and the products of the categories above follow in the
 * same transaction. What it hides or shows, it hides or shows with all below.
 */
export async function saveCategoryRow(tx: Tx, draft: CategoryDraft): Promise<SavedCategory> {
  await hold(tx, 'categories', 'alone')
  const all = await allCategories(tx)
  const existing = draft.id === undefined ? undefined : await named(tx, all, draft.id)
  const parent = draft.parent === undefined ? undefined : await named(tx, all, draft.parent)
  const below = existing ? [existing, ...descendantsOf(existing, all)] : []
  if (parent && below.some(({ id }) => id === parent.id)) {
    throw refused(`${quoteInput(parent.path)} is below ${quoteInput(existing?.path)}, so it cannot be above it.`)
  }
  const category = await placed(tx, draft, { existing, parent })
  refuseTaken(category, all)
  await write(tx, category, { existing, below: below.slice(1) })
  await rememberHandles(tx, 'category', [{ id: category.id, handle: category.handle, before: existing?.handle }])
  const crossed = existing ? await moveProducts(tx, { category, before: existing, below, all }) : []
  await tx.emit('category.saved', { category_id: category.id, handle: category.handle, created: !existing })
  return { category, isRenamed: existing !== undefined && existing.path !== category.path, crossed }
}

const refused = (text: string) => new CommerceError('invalid_input', text)

async function named(tx: Tx, all: readonly Category[], name: string): Promise<Category> {
  const found = all.find(({ id, handle, pathKey }) => id === name || handle === name || pathKey === pathKeyOf(name))
  if (found) return found
  const [former] = await formerHolders(tx, [name], { kind: 'category' })
  const moved = all.find(({ id }) => id === former?.targetId)
  if (!moved) throw notFound('category', name)
  return moved
}

const descendantsOf = ({ id }: Category, all: readonly Category[]): Category[] =>
  all.filter(other => other.parentId === id).flatMap(child => [child, ...descendantsOf(child, all)])

type Place = { readonly existing: Category | undefined; readonly parent: Category | undefined }

async function placed(tx: Tx, draft: CategoryDraft, { existing, parent }: Place): Promise<Category> {
  const [title = '', ...others] = titlesOf(draft.title)
  if (title === '' || others.length > 0) {
    throw refused(`A category’s title is one name without ">"; ${quoteInput(draft.title)} is not. Name its parent.`)
  }
  const path = [...(parent ? [parent.path] : []), title].join(' > ')
  if (path.length > 500) throw refused(`The path would have ${path.length} characters; at most 500 fit.`)
  const id = existing?.id ?? tx.newId('cat', 'short')
  return {
    id,
    parentId: parent?.id ?? null,
    handle: draft.handle ?? existing?.handle ?? (await freeCategoryHandle(tx, titlesOf(path), id)),
    title,
    titleKey: folded(title),
    path,
    pathKey: pathKeyOf(path),
    position: draft.position ?? 0,
    hidden: draft.hidden ?? parent?.hidden ?? false,
  }
}

function refuseTaken({ id, handle, path, pathKey }: Category, all: readonly Category[]): void {
  const others = all.filter(other => other.id !== id)
  if (others.some(other => other.pathKey === pathKey)) {
    throw new CommerceError('duplicate', `There is a category ${quoteInput(path)} already.`)
  }
  const holder = others.find(other => other.handle === handle)
  if (!holder) return
  throw new CommerceError('duplicate', `The handle ${quoteInput(handle)} belongs to ${quoteInput(holder.path)}.`)
}

type Written = { readonly existing: Category | undefined; readonly below: readonly Category[] }

async function write(tx: Tx, category: Category, { existing, below }: Written): Promise<void> {
  const { categories } = tables(tx)
  try {
    if (!existing) await tx.db.insert(categories).values(category)
    else await tx.db.update(categories).set(category).where(eq(categories.id, category.id))
  } catch (error) {
    if (violationOf(error)?.kind !== 'unique') throw error
    throw new CommerceError(
      'duplicate',
      `The category ${quoteInput(category.path)} was made by someone else meanwhile.`,
    )
  }
  if (!existing) return
  await moveTranslation(tx, existing.pathKey, category.pathKey)
  for (const { id, path, pathKey } of below) {
    const moved = `${category.path}${path.slice(existing.path.length)}`
    await tx.db
      .update(categories)
      .set({ path: moved, pathKey: pathKeyOf(moved), hidden: category.hidden })
      .where(eq(categories.id, id))
    await moveTranslation(tx, pathKey, pathKeyOf(moved))
  }
}

/** Translations are kept by path. */
async function moveTranslation(tx: Tx, from: string, to: string): Promise<void> {
  if (from === to) return
  const { translations } = tables(tx)
  const [old, current] = [subjectOf('category', from), subjectOf('category', to)]
  await tx.db.delete(translations).where(eq(translations.subject, current))
  await tx.db.update(translations).set({ subject: current }).where(eq(translations.subject, old))
}

type Move = {
  readonly category: Category
  readonly before: Category
  readonly below: readonly Category[]
  readonly all: readonly Category[]
}

/** Takes the products below out of the categories that are above no longer, and puts them into those that are now. */
async function moveProducts(tx: Tx, { category, before, below, all }: Move): Promise<string[]> {
  const old = ancestorsOf(before, all)
  const current = ancestorsOf(category, all)
  const [left, joined] = [old.filter(id => !current.includes(id)), current.filter(id => !old.includes(id))]
  const { productCategories } = tables(tx)
  const { categoryId, productId, position, productCreatedAt } = productCategories
  const inside = new Set(below.map(({ id }) => id))
  const moved = tx.db.select({ productId }).from(productCategories).where(eq(categoryId, category.id))
  for (const id of left) {
    const above = all.find(other => other.id === id)
    const still = (above ? descendantsOf(above, all) : []).filter(other => !inside.has(other.id))
    const elsewhere = inArray(categoryId, ['', ...still.map(other => other.id)])
    const kept = tx.db.select({ productId }).from(productCategories).where(elsewhere)
    await tx.db
      .delete(productCategories)
      .where(and(eq(categoryId, id), isNull(position), inArray(productId, moved), notInArray(productId, kept)))
  }
  for (const id of joined) {
    await tx.rows(
      sql`insert into ${productCategories} (category_id, product_id, position, product_created_at)
        select ${id}, ${productId}, null, ${productCreatedAt} from ${productCategories} where ${categoryId} = ${category.id}
        on conflict do nothing`,
    )
  }
  return [...left, ...joined]
}

function ancestorsOf({ parentId }: Category, all: readonly Category[]): string[] {
  const parent = all.find(({ id }) => id === parentId)
  return parent ? [parent.id, ...ancestorsOf(parent, all)] : []
}

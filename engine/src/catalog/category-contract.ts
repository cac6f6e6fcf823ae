import { z } from 'zod'
import { handle, requiredText } from '../shared/fields.ts'
import { languageWish } from '../shared/language.ts'
import { operation } from '../shared/operation.ts'

/** A whole category as a merchant writes it. */
export const categoryDraft = z.strictObject({
  id: requiredText(500)
    .optional()
    .describe('An existing category, by id, handle or path; without it a new one is made'),
  handle: handle().optional().describe('Made from the title unless told; an earlier one leads to the new one'),
  title: requiredText(200),
  parent: requiredText(500).optional().describe('The category above, by id, handle or path; at the top unless told'),
  position: z.int().min(0).max(1_000_000).optional().describe('Place among those beside it; 0 unless told'),
  hidden: z.boolean().optional().describe('true: buyers see neither it nor what is below, but its products'),
})
export type CategoryDraft = z.infer<typeof categoryDraft>

export const merchantCategory = z.strictObject({
  id: z.string(),
  handle: z.string(),
  title: z.string(),
  path: z.string(),
  parent: z.string().optional(),
  position: z.int(),
  hidden: z.boolean(),
})
export type MerchantCategory = z.infer<typeof merchantCategory>

export const saveCategory = operation({
  name: 'save_category',
  title: 'Save category',
  summary:
    'Creates a category, or renames, moves, orders or hides one with all below it. Products stay in it, and old links find it.',
  effect: 'write',
  scope: 'catalog:write',
  input: z.strictObject({ category: categoryDraft }),
  output: merchantCategory,
  errors: ['not_found', 'duplicate'],
})

export const listSavedCategories = operation({
  name: 'list_saved_categories',
  title: 'List saved categories',
  summary: 'For staff: every category in the merchant’s order, the hidden ones too.',
  effect: 'read',
  scope: 'catalog:write',
  input: z.strictObject({}),
  output: z.strictObject({ categories: z.array(merchantCategory) }),
  errors: [],
})

export const categoryView = z.strictObject({
  handle: z.string(),
  title: z.string(),
  path: z.string().describe('Titles from the top, such as "Kitchen > Mugs"'),
  parent: z.string().optional().describe('Handle of the category above'),
})
export type CategoryView = z.infer<typeof categoryView>

export const listCategories = operation({
  name: 'list_categories',
  title: 'List categories',
  summary: 'The shop’s categories, each with its path from the top.',
  effect: 'read',
  scope: 'catalog:read',
  input: z.strictObject({ language: languageWish().optional() }),
  output: z.strictObject({ categories: z.array(categoryView) }),
  errors: [],
})

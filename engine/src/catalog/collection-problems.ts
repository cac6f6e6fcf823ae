import type { CollectionDraft } from './contract.ts'
import { folded, type Problem } from './product.ts'
import { publicationProblems } from './publication.ts'

/** What is wrong with a collection by itself, in the merchant's words. */
export function problemsOfCollection({ products, rule, publish_at, unpublish_at }: CollectionDraft): Problem[] {
  const problems: Problem[] = []
  if ((products === undefined) === (rule === undefined)) {
    const message = products
      ? 'A collection has either a list of products or a rule, not both.'
      : 'A collection needs a list of products, which may be empty, or a rule.'
    problems.push({ field: 'products', message })
  }
  problems.push(...publicationProblems({ publish_at, unpublish_at }))
  rule?.conditions.forEach((condition, index) => {
    const place = `Condition ${index + 1}`
    if ('relation' in condition && folded(condition.value) === '') {
      problems.push({ field: 'rule', message: `${place} compares with a text that shows nothing.` })
    }
    if (condition.field !== 'price' && condition.field !== 'attribute_number') return
    const { min, max } = condition
    if (min === undefined && max === undefined) {
      problems.push({ field: 'rule', message: `${place} needs a min, a max or both.` })
    }
    if (min !== undefined && max !== undefined && min > max) {
      problems.push({ field: 'rule', message: `${place} goes from ${min} to ${max}, which nothing can be within.` })
    }
  })
  return problems
}

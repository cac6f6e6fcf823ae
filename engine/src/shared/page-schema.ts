import { z } from 'zod'

/** UCP `types/pagination.json`: at most 50 items a page, 10 unless told. */
export const pageRequest = z.strictObject({
  cursor: z.string().max(2000).optional(),
  limit: z.int().min(1).max(50).optional().describe('Page size, 10 unless told'),
})

export const pageInfo = z.strictObject({ has_next_page: z.boolean(), cursor: z.string().optional() })

export const defaultPageSize = 10

import type { Problem } from './product.ts'

/** When something is shown to buyers: from `publishAt` on and before `unpublishAt`; null sets no bound. */
export type Publication = { readonly publishAt: Date | null; readonly unpublishAt: Date | null }

type Drafted = { readonly publish_at?: string | undefined; readonly unpublish_at?: string | undefined }

export const publicationOf = ({ publish_at, unpublish_at }: Drafted): Publication => ({
  publishAt: publish_at === undefined ? null : new Date(publish_at),
  unpublishAt: unpublish_at === undefined ? null : new Date(unpublish_at),
})

export const isPublished = ({ publishAt, unpublishAt }: Publication, now: Date): boolean =>
  (publishAt === null || publishAt <= now) && (unpublishAt === null || unpublishAt > now)

export function publicationProblems({ publish_at, unpublish_at }: Drafted): Problem[] {
  if (publish_at === undefined || unpublish_at === undefined) return []
  if (new Date(publish_at) < new Date(unpublish_at)) return []
  const message = `It would be taken down (${unpublish_at}) before it is published (${publish_at}).`
  return [{ field: 'unpublish_at', message }]
}

import type { RootData } from '../root.tsx'

/** What the frame of all pages knows, for a page that writes its head. */
export const rootIn = (matches: readonly ({ id: string; loaderData?: unknown } | undefined)[]): RootData | undefined =>
  matches.find(match => match?.id === 'root')?.loaderData as RootData | undefined

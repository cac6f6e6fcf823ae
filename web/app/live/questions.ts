import { QueryClient } from '@tanstack/react-query'

/** What the page asked of the shop since it was opened. The shop's client repeats by itself what is worth repeating. */
export const questions = new QueryClient({ defaultOptions: { queries: { retry: false } } })

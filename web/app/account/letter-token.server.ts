import type { LoaderFunctionArgs } from 'react-router'

/** What the link of a letter carries. */
export const letterToken = ({ url }: LoaderFunctionArgs): { token: string } => ({
  token: url.searchParams.get('token') ?? '',
})

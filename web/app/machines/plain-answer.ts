/** An answer for programs, the same for everybody and kept for an hour. */
export const plainAnswer = (body: string, type: string): Response =>
  new Response(body, { headers: { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'public, max-age=3600' } })

import type { LoaderFunctionArgs } from 'react-router'
import { signedIn } from '../../account/signed-in.server.ts'
import { asked as asking } from '../../visit/answers.server.ts'

/** All that the shop keeps of who is signed in, as a file. */
export async function loader(asked: LoaderFunctionArgs): Promise<Response> {
  const { shop } = await signedIn(asked, { back: '/account/privacy' })
  return Response.json(await asking(shop.exportAccount({})), {
    headers: { 'Content-Disposition': 'attachment; filename="my-data.json"', 'Cache-Control': 'private, no-store' },
  })
}

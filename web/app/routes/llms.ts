import type { LoaderFunctionArgs } from 'react-router'
import { llmsText } from '../machines/llms-text.ts'
import { plainAnswer } from '../machines/plain-answer.ts'
import { visitContext } from '../visit/visit.ts'

export async function loader({ context }: LoaderFunctionArgs) {
  const { publicShop, publicUrl } = context.get(visitContext)
  const { name, description, currencies } = await publicShop.getStore({})
  return plainAnswer(llmsText({ name, description, publicUrl, currencies }), 'text/plain')
}

import { data, type LoaderFunctionArgs } from 'react-router'
import { plainAnswer } from '../machines/plain-answer.ts'
import { sitemap, sitemapPart } from '../machines/sitemap.ts'
import { visitContext } from '../visit/visit.ts'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { publicUrl, publicShop, addresses } = context.get(visitContext)
  const site = { publicUrl, paths: await addresses(publicShop) }
  if (params.file === undefined) return plainAnswer(sitemap(site), 'application/xml')
  const [, number] = /^([1-9]\d{0,4})\.xml$/.exec(params.file) ?? []
  const part = number === undefined ? undefined : sitemapPart(site, Number(number))
  if (part === undefined) throw data({ code: 'not_found' }, { status: 404 })
  return plainAnswer(part, 'application/xml')
}

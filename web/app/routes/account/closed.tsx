import { accountMeta } from '../../account/account-meta.ts'
import { useAccountWords } from '../../account/words.ts'

export const meta = accountMeta('/account/closed', ({ closed }) => closed)

export default function Closed() {
  const words = useAccountWords()
  return (
    <section className="mx-auto grid max-w-[34rem] gap-5 py-6 md:py-12">
      <h1>{words.closed}</h1>
      <p className="text-lg text-quiet">{words.closedText}</p>
    </section>
  )
}

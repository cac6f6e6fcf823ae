import { Link } from 'react-router'
import { useWords } from '../language/words.tsx'
import { buttonLook } from './button.tsx'

/** What a visitor sees in place of a page. */
export function Failure({ status }: { status: number }) {
  const words = useWords()
  const [title, text] =
    status === 404
      ? [words.notFound, words.notFoundText]
      : status === 429
        ? [words.tooMany, words.tooManyText]
        : [words.failed, words.failedText]
  return (
    <div className="mx-auto max-w-[36rem] py-16">
      <p className="mb-2 text-sm font-semibold text-quiet">{status}</p>
      <h1 className="mb-4">{title}</h1>
      <p className="mb-8 text-lg text-quiet">{text}</p>
      <Link to="/" className={buttonLook('strong')}>
        {words.home}
      </Link>
    </div>
  )
}

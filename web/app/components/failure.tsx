import { Link, useLocation } from 'react-router'
import { useWords } from '../language/words.tsx'
import { buttonLook } from './button.tsx'

/** What a visitor sees in place of a page. */
export function Failure({ status }: { status: number | 'offline' }) {
  const words = useWords()
  const { pathname, search } = useLocation()
  const [title, text] =
    status === 'offline'
      ? [words.offline, words.offlineText]
      : status === 404
        ? [words.notFound, words.notFoundText]
        : status === 429
          ? [words.tooMany, words.tooManyText]
          : [words.failed, words.failedText]
  return (
    <div className="mx-auto max-w-[36rem] py-16">
      {status !== 'offline' && <p className="mb-2 text-sm font-semibold text-quiet">{status}</p>}
      <h1 className="mb-4">{title}</h1>
      <p className="mb-8 text-lg text-quiet">{text}</p>
      {status === 'offline' ? (
        <Link to={`${pathname}${search}`} reloadDocument className={buttonLook('strong')}>
          {words.tryAgain}
        </Link>
      ) : (
        <Link to="/" className={buttonLook('strong')}>
          {words.home}
        </Link>
      )}
    </div>
  )
}

import { isRouteErrorResponse, useLocation, useRouteError } from 'react-router'
import { buttonLook } from '../components/button.tsx'
import { Failure } from '../components/failure.tsx'
import { useCheckoutWords } from './checkout-words.ts'

/** What stands in place of a checkout: one that belongs to an account opens once its owner has signed in. */
export function MissingCheckout() {
  const words = useCheckoutWords()
  const { pathname } = useLocation()
  const error = useRouteError()
  const status = isRouteErrorResponse(error) ? error.status : 500
  if (status !== 404) return <Failure status={status} />
  return (
    <div className="mx-auto max-w-[36rem] py-16">
      <h1 className="mb-4">{words.missing}</h1>
      <p className="mb-8 text-lg text-quiet">{words.missingText}</p>
      <a href={`/account/sign-in?next=${encodeURIComponent(pathname)}`} className={buttonLook('strong')}>
        {words.signIn}
      </a>
    </div>
  )
}

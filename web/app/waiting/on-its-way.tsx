import { type ReactNode, useEffect, useState } from 'react'
import { useLocation, useNavigation } from 'react-router'
import { type Kind, Skeleton } from './skeleton.tsx'

/** What comes sooner would only flicker. */
const patienceMs = 150

/** The page, or the outline of the next one where that takes its time. The page stays as it was, should it not come. */
export function OnItsWay({ children }: { children: ReactNode }) {
  const { pathname } = useLocation()
  const kind = kindOf(useNavigation(), pathname)
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    if (!kind) return
    const timer = setTimeout(() => {
      setLate(true)
      window.scrollTo(0, 0)
    }, patienceMs)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [kind])
  const shown = isLate ? kind : undefined
  return (
    <>
      {shown && <Skeleton kind={shown} />}
      <div className={shown ? 'hidden' : 'contents'}>{children}</div>
    </>
  )
}

type Going = ReturnType<typeof useNavigation>

/** Of another page that somebody goes to. One that changes in its place, or answers a form, is shown until it has. */
function kindOf({ state, location, formMethod }: Going, here: string): Kind | undefined {
  if (state !== 'loading' || formMethod === 'POST' || location.pathname === here) return undefined
  if (location.pathname.startsWith('/products/')) return 'product'
  return /^\/(search$|categories\/|collections\/)/.test(location.pathname) ? 'list' : undefined
}

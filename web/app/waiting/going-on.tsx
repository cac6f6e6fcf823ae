import { useEffect, useState } from 'react'
import { useFetchers, useNavigation } from 'react-router'
import { useWords } from '../language/words.tsx'

/** When a reader is told that something goes on, and when they may wonder whether it still does. */
const stages = [
  { after: 1000, said: 'oneMoment' },
  { after: 10_000, said: 'takesLong' },
] as const

/** Shows that the shop was asked for something, and says so where the answer takes its time. */
export function GoingOn() {
  const words = useWords()
  const isSending = useFetchers().some(({ state }) => state !== 'idle')
  const isGoingOn = useNavigation().state !== 'idle' || isSending
  const [said, setSaid] = useState<(typeof stages)[number]['said']>()
  useEffect(() => {
    if (!isGoingOn) return
    const timers = stages.map(stage => setTimeout(() => setSaid(stage.said), stage.after))
    return () => {
      for (const timer of timers) clearTimeout(timer)
      setSaid(undefined)
    }
  }, [isGoingOn])
  return (
    <>
      {isGoingOn && <div className="going-on fixed inset-x-0 top-0 z-30 h-1 bg-accent" />}
      <p
        role="status"
        className={
          said === 'takesLong' ? 'sticky bottom-0 z-20 bg-card px-4 py-3 text-center font-medium shadow-lg' : 'sr-only'
        }
      >
        {said && words[said]}
      </p>
    </>
  )
}

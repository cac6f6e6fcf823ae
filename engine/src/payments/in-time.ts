/**
 * Asks the payment provider and waits no longer than told, whether or not the gateway heeds its signal. Throws when no
 * answer came in time; then nothing is known.
 */
export async function inTime<T>(milliseconds: number, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(milliseconds)
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  return Promise.race([(async () => ask(signal))(), late])
}

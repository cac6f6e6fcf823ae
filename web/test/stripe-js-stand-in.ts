/**
 * A stand-in for what Stripe serves a browser: its script, and the frame into which a card is typed. It takes the calls that
 * the checkout makes, as docs.stripe.com/js describes them, and throws for what Stripe would refuse. The frame asks Stripe's
 * API for the token itself, so that the page around it never sees the card.
 */
export const stripeScript = `(${stripeJs})()`

export const framePage = `<!doctype html><html lang="en"><title>Card</title><meta charset="utf-8">
<body style="margin:0;font:16px system-ui"><form style="display:grid;gap:8px;padding:4px">
<label>Card number <input name="number" inputmode="numeric"></label>
<label>Expiry <input name="expiry"></label><label>Security code <input name="cvc"></label>
<p role="alert" style="margin:0"></p></form><script>(${cardFrame})()</script></body></html>`

type Options = Record<string, unknown> & { appearance?: { variables?: Record<string, string> } }

function stripeJs() {
  const invalid = (text: string): never => {
    throw Object.assign(new Error(text), { name: 'IntegrationError' })
  }
  const check = ({ mode, amount, currency, captureMethod, setupFutureUsage }: Options) => {
    if (mode !== 'payment') invalid('Invalid mode.')
    if (!Number.isInteger(amount) || Number(amount) <= 0) invalid('Invalid amount.')
    if (!/^[a-z]{3}$/.test(String(currency))) invalid('Invalid currency.')
    if (captureMethod !== 'automatic' && captureMethod !== 'manual') invalid('Invalid captureMethod.')
    if (setupFutureUsage !== null && setupFutureUsage !== 'off_session') invalid('Invalid setupFutureUsage.')
  }
  /** Asks the frame, and hears its answer. */
  const ask = (frame: HTMLIFrameElement, question: object) =>
    new Promise<Record<string, unknown>>(resolve => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = ({ data }) => resolve(data)
      frame.contentWindow?.postMessage(question, 'https://js.stripe.com', [port2])
    })

  const elementsOf = (key: string, given: Options) => {
    let options = { ...given }
    check(options)
    let frame: HTMLIFrameElement | undefined
    const heard: Record<string, () => void> = {}
    const asked = fetch(`https://api.stripe.com/v1/elements/sessions?key=${key}`)
    const look = () => frame && ask(frame, { kind: 'look', variables: options.appearance?.variables ?? {} })
    return {
      create: (type: string) => {
        if (type !== 'payment') invalid(`There is no element ${type} here.`)
        return {
          on: (event: string, listener: () => void) => {
            heard[event] = listener
          },
          mount: (place: HTMLElement) => {
            if (!place.isConnected) invalid('The place to mount it is not on the page.')
            frame = document.createElement('iframe')
            frame.title = 'Secure payment input frame'
            frame.src = 'https://js.stripe.com/stand-in-frame.html'
            frame.width = '100%'
            frame.height = '220'
            frame.onload = () =>
              asked.then(look).then(
                () => heard.ready?.(),
                () => heard.loaderror?.(),
              )
            place.append(frame)
          },
          destroy: () => frame?.remove(),
        }
      },
      update: (changes: Options) => {
        options = { ...options, ...changes }
        check(options)
        if (changes.appearance) void look()
      },
      submit: () => (frame ? ask(frame, { kind: 'submit' }) : invalid('There is no element to submit.')),
      token: () => {
        const { amount, currency, captureMethod, setupFutureUsage } = options
        const terms = { amount, currency, captureMethod, setupFutureUsage }
        return frame ? ask(frame, { kind: 'token', key, terms }) : invalid('There is no element.')
      },
    }
  }

  Object.assign(globalThis, {
    Stripe: (key: string) => {
      if (!/^pk_(test|live)_/.test(key)) invalid('You should use a publishable key.')
      return {
        elements: (options: Options) => elementsOf(key, options),
        createConfirmationToken: ({ elements }: { elements: ReturnType<typeof elementsOf> }) => elements.token(),
      }
    },
  })
}

function cardFrame() {
  const typedIn = (name: string) => document.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? ''
  const say = (text: string) => {
    const place = document.querySelector('p')
    if (place) place.textContent = text
  }
  const answers: Record<string, (asked: Record<string, unknown>) => unknown> = {
    look: ({ variables }) => {
      const { colorBackground = '', colorText = '' } = variables as Record<string, string>
      document.body.style.background = colorBackground
      document.body.style.color = colorText
      return {}
    },
    submit: () => {
      const isThere = ['number', 'expiry', 'cvc'].every(name => typedIn(name) !== '')
      say(isThere ? '' : 'Your card number is incomplete.')
      return isThere ? {} : { error: { type: 'validation_error', message: 'Your card number is incomplete.' } }
    },
    token: async ({ key, terms }) => {
      const response = await fetch('https://api.stripe.com/v1/confirmation_tokens', {
        method: 'POST',
        headers: { Authorization: `Bearer ${key}` },
        body: JSON.stringify({ number: typedIn('number'), terms }),
      })
      return response.json()
    },
  }
  addEventListener('message', async ({ data, ports }) => {
    ports[0]?.postMessage(await answers[data.kind]?.(data))
  })
}

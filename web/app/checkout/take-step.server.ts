import { type CheckoutView, CommerceError, type Message } from '@mitchweb/engine/contract'
import { type ActionFunctionArgs, data, redirect, redirectDocument } from 'react-router'
import type { Language } from '../language/languages.ts'
import { refusedIn } from '../visit/refused-in.server.ts'
import { formOf, type SentForm } from '../visit/sent-form.ts'
import { visitorOf } from '../visit/visitor.server.ts'
import { isOfContact, typedOf, withAddress, withContact, withSuggestion } from './contact.server.ts'
import { withMethod, withOptions, withPoint } from './delivery.server.ts'
import { type CheckoutUpdate, withCode, withQuantity } from './draft.server.ts'
import { withGiftCard } from './gift-cards.server.ts'
import { pay } from './pay.server.ts'
import { answerBank } from './under-way.server.ts'

/** What is said of a step that did not lead on: why, and what the person had typed. */
export type StepAnswer = {
  readonly refused?: string
  readonly said?: readonly Message[]
  readonly typed?: SentForm
}

/**
 * Takes a form of the checkout's page. A step that led on is answered with the page anew, so that going back or reloading
 * never sends a form twice.
 */
export async function takeStep(asked: ActionFunctionArgs) {
  const id = String(asked.params.id)
  const here = `/checkout/${encodeURIComponent(id)}`
  const form = formOf(await asked.request.formData())
  try {
    const said = await done(asked, id, form)
    return said ? data<StepAnswer>({ said }) : redirect(here)
  } catch (error) {
    if (!(error instanceof CommerceError) || error.status >= 500) throw error
    if (error.code === 'not_found') throw data({ code: error.code }, { status: 404 })
    // Somebody was quicker, in another tab or elsewhere: the page shows what has become of it.
    if (error.code === 'invalid_state') return redirect(here)
    const { choice } = await visitorOf(asked)
    return data<StepAnswer>(
      { refused: refusedIn(choice.language, error), typed: typedOf(form) },
      { status: error.status },
    )
  }
}

/** Does what the form asks. Answers what the checkout says about this try only, where the person should see it. */
async function done(asked: ActionFunctionArgs, id: string, form: SentForm): Promise<Message[] | undefined> {
  const { shop, payments, choice } = await visitorOf(asked)
  switch (form.step) {
    case 'pay': {
      const paid = await pay({ shop, id, form })
      // With a token of the provider's form its script runs, and with that nobody has to be shown the way by a link.
      if (form.credential && (await payments.waitsForPerson(id)))
        throw redirectDocument(`/checkout/${encodeURIComponent(id)}/confirm`)
      return hasMovedOn(paid) ? undefined : paid.messages
    }
    case 'decision': {
      // The bank asks whoever paid, so who cannot even see the checkout answers nothing.
      const view = await shop.getCheckout({ id })
      await answerBank(payments, view.id, form.decision)
      return undefined
    }
    case 'cancel':
      await shop.cancelCheckout({ id })
      return undefined
    default: {
      const change = changes.get(form.step ?? '')
      if (!change) throw new CommerceError('invalid_input', 'There is no such step of a checkout.')
      const view = await shop.getCheckout({ id })
      const changed = await shop.updateCheckout({ id, checkout: spoken(view, change(view, form), choice.language) })
      return changed.messages.some(message => isOf(form, message)) ? changed.messages : undefined
    }
  }
}

const changes: ReadonlyMap<string, (view: CheckoutView, form: SentForm) => CheckoutUpdate> = new Map([
  ['lines', withQuantity],
  ['contact', withContact],
  ['address', withAddress],
  ['suggestion', withSuggestion],
  ['method', withMethod],
  ['point', withPoint],
  ['delivery', withOptions],
  ['code', withCode],
  ['gift-card', withGiftCard],
])

/** Whether a message is about what was just typed. Which gift card's code was wrong is said once, in this answer. */
const isOf = ({ step }: SentForm, { type, code, path }: Message): boolean =>
  code === 'gift_card_unusable' || (step === 'contact' && type === 'error' && isOfContact(path))

/** The shop speaks as the person reads, where nobody has said before how it should. */
const spoken = ({ context }: CheckoutView, draft: CheckoutUpdate, language: Language): CheckoutUpdate => ({
  ...draft,
  context: { language, ...context },
})

/** Paid, closed, or waiting for the bank or for this person: the page itself says so. */
const hasMovedOn = ({ status }: CheckoutView): boolean => status !== 'incomplete' && status !== 'ready_for_complete'

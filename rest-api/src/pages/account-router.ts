import express, { type Request, type RequestHandler, Router } from 'express'
import type { GatewayEngine } from '../gateway-engine.ts'
import { named } from '../http/api.ts'
import { identityOf } from '../http/identity.ts'
import type { Refused } from './account-forms.ts'
import { showAccount, takeAccountForm } from './account-handlers.ts'
import {
  forgottenPage,
  letterPage,
  plainHttpNotice,
  registerPage,
  resetPage,
  signInPage,
  verifyPage,
} from './account-pages.ts'
import { refusal, sentence } from './account-refusals.ts'
import { askAccounts, passCookies } from './ask-accounts.ts'
import { type Form, formOf } from './form.ts'
import { notice } from './layout.ts'
import { page, shopName } from './page.ts'
import { shopOf, signInFirst } from './page-identity.ts'
import { fromOwnPage } from './same-origin.ts'

type AccountRouter = {
  readonly engine: GatewayEngine
  readonly looking: readonly RequestHandler[]
  readonly acting: readonly RequestHandler[]
}

/** What a form asks of sign-in, and what the person sees then. */
type Step = {
  readonly show: (shown: { shop: string; form: Form; refused: Refused | undefined }) => string
  readonly path: string
  readonly body: (form: Form) => unknown
  readonly leadsTo: (form: Form) => string
}

/** The pages on which people make an account, sign in and find what is theirs. */
export function accountRouter({ engine, looking, acting }: AccountRouter): Router {
  const router = Router()
  const parsed = express.urlencoded({ extended: false, limit: '20kb', parameterLimit: 20, inflate: false })
  const taking = [...acting, fromOwnPage(engine.publicUrl), parsed]
  for (const [step, what] of Object.entries(stepsOf(engine))) {
    router.get(`/${step}`, named(`/account/${step}`), ...looking, noReferrer, show(engine, what))
    router.post(`/${step}`, named(`/account/${step}`), noReferrer, ...taking, take(engine, what))
  }
  router.get('/letter', named('/account/letter'), ...looking, async (_request, response) => {
    page(response).send(letterPage(await shopName(shopOf(engine, response))))
  })
  router.get('/', named('/account'), ...looking, async (request, response) => {
    if (!identityOf(response).credential) return response.redirect(303, signInFirst('/account', engine))
    await showAccount({ engine, request, response, told: queryOf(request).done })
  })
  router.post('/:step', named('/account/{step}'), ...taking, async (request, response) => {
    if (!identityOf(response).credential) return response.redirect(303, signInFirst('/account', engine))
    await takeAccountForm({ engine, request, response })
  })
  return router
}

const stepsOf = ({ publicUrl }: GatewayEngine): Readonly<Record<string, Step>> => ({
  register: {
    show: registerPage,
    path: '/sign-up/email',
    body: ({ name, email, password }) => ({ name, email: email?.trim(), password }),
    leadsTo: () => '/account/letter',
  },
  'sign-in': {
    show: ({ form, ...shown }) => {
      const reset = form.done === 'reset' && notice('good', 'Your password was changed.', 'Sign in with the new one.')
      return signInPage({ ...shown, next: localPath(form.next), notice: [reset, plainHttpNotice(publicUrl)] })
    },
    path: '/sign-in/email',
    body: ({ email, password }) => ({ email: email?.trim(), password }),
    leadsTo: ({ next }) => localPath(next) ?? '/account',
  },
  verify: {
    show: ({ form: { token = '' }, ...shown }) => verifyPage({ ...shown, token }),
    path: '/verify-email',
    body: ({ token, password }) => ({ token, password }),
    leadsTo: () => '/account?done=verified',
  },
  forgotten: {
    show: forgottenPage,
    path: '/request-password-reset',
    body: ({ email }) => ({ email: email?.trim() }),
    leadsTo: () => '/account/letter',
  },
  reset: {
    show: ({ form: { token = '' }, ...shown }) => resetPage({ ...shown, token }),
    path: '/reset-password',
    body: ({ token, new_password: newPassword }) => ({ token, newPassword }),
    leadsTo: () => '/account/sign-in?done=reset',
  },
})

const show =
  (engine: GatewayEngine, { show }: Step): RequestHandler =>
  async (request, response) => {
    const shop = await shopName(shopOf(engine, response))
    page(response).send(show({ shop, form: queryOf(request), refused: undefined }))
  }

/** A form that was taken leads on; one that was not is shown again, with the reason and without the passwords. */
const take =
  (engine: GatewayEngine, { show, path, body, leadsTo }: Step): RequestHandler =>
  async (request, response) => {
    const form = formOf(request.body)
    try {
      passCookies(response, await askAccounts({ engine, request }, path, body(form)))
      response.redirect(303, leadsTo(form))
    } catch (error) {
      const shop = await shopName(shopOf(engine, response))
      page(refusal(response, error)).send(show({ shop, form, refused: { text: sentence(error), fields: form } }))
    }
  }

/** Links of letters stand in the address of the page, which is nobody else's business. */
const noReferrer: RequestHandler = (_request, response, next) => {
  response.set('Referrer-Policy', 'no-referrer')
  next()
}

const queryOf = (request: Request): Form => Object.fromEntries(new URL(request.originalUrl, 'http://shop').searchParams)

/** An address within the shop, and nothing that a browser could take for another host. */
const localPath = (path: string | undefined): string | undefined =>
  path !== undefined && /^\/(?![/\\])[\x21-\x7e]{0,4000}$/.test(path) ? path : undefined

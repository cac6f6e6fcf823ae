import { emailField, formPage, newPasswordField, passwordField, type Refused } from './account-forms.ts'
import { html, type Part } from './html.ts'
import { document, notice } from './layout.ts'

type Shown = { readonly shop: string; readonly refused?: Refused | undefined }

export const registerPage = ({ shop, refused }: Shown): string =>
  formPage({
    shop,
    refused,
    title: 'Make an account',
    action: '/account/register',
    button: 'Make the account',
    fields: [
      { name: 'name', label: 'Your name', autocomplete: 'name' },
      emailField,
      { ...newPasswordField, name: 'password', label: 'Password' },
    ],
    before: html`<p class="muted">With an account you see your orders here, also those that you placed before with the same e-mail address.</p>`,
    after: html`<p>You have one already? <a href="/account/sign-in">Sign in</a>.</p>`,
  })

type SignIn = Shown & {
  /** Where to go once signed in. */
  readonly next: string | undefined
  readonly notice?: Part
}

export const signInPage = ({ shop, refused, next, notice: told }: SignIn): string =>
  formPage({
    shop,
    refused,
    title: 'Sign in',
    action: '/account/sign-in',
    button: 'Sign in',
    fields: [emailField, passwordField],
    hidden: { next },
    before: told,
    after: html`<p class="links"><a href="/account/forgotten">Forgotten the password?</a><a href="/account/register">Make an account</a></p>`,
  })

/** What a page of a shop without HTTPS has to say of its cookies. */
export function plainHttpNotice(publicUrl: string): Part {
  const { protocol, hostname } = new URL(publicUrl)
  if (protocol === 'https:') return false
  if (['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
    return html`<p class="muted">This shop runs on this machine and without HTTPS, so the cookie of your session is not kept from plain connections.</p>`
  }
  return notice('bad', 'Signing in needs HTTPS.', 'Browsers will not keep a session of this shop before it has it.')
}

export const verifyPage = ({ shop, refused, token }: Shown & { readonly token: string }): string =>
  formPage({
    shop,
    refused,
    title: 'Confirm your e-mail address',
    action: '/account/verify',
    button: 'Confirm and sign in',
    fields: [passwordField],
    hidden: { token },
    before: html`<p class="muted">Type the password of your account, so that nobody else can confirm your address for theirs.</p>`,
    after: html`<p>If it was not you who made the account, or the password is lost, <a href="/account/forgotten">choose a new one</a>.</p>`,
  })

export const forgottenPage = ({ shop, refused }: Shown): string =>
  formPage({
    shop,
    refused,
    title: 'Choose a new password',
    action: '/account/forgotten',
    button: 'Send me a link',
    fields: [emailField],
    before: html`<p class="muted">You get a letter with a link, if there is an account with this address.</p>`,
  })

export const resetPage = ({ shop, refused, token }: Shown & { readonly token: string }): string =>
  formPage({
    shop,
    refused,
    title: 'Choose a new password',
    action: '/account/reset',
    button: 'Use this password',
    fields: [newPasswordField],
    hidden: { token },
  })

/** After a letter was sent, or was not: nobody learns which. */
export const letterPage = (shop: string): string =>
  document({
    title: 'Look into your mailbox',
    shop,
    body: html`<section class="narrow"><h1>Look into your mailbox</h1>
<p>A letter is on its way to the address that you have named, with a link to go on. It can take a minute.</p>
<p class="muted">Nothing there? Look among the unwanted ones, and whether the address was right. You can ask for it again.</p>
<p class="links"><a href="/account/sign-in">Sign in</a><a href="/account/register">Make an account</a></p></section>`,
  })

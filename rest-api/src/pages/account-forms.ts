import { type Html, html, type Part } from './html.ts'
import { document, notice } from './layout.ts'

/** What a form shows again after it was refused: why, and what was typed that is no secret. */
export type Refused = { readonly text: string; readonly fields: Readonly<Record<string, string>> }

type Field = {
  readonly name: string
  readonly label: string
  readonly autocomplete: string
  readonly type?: 'text' | 'email' | 'password'
  readonly hint?: string
}

type FormPage = {
  readonly shop: string
  readonly title: string
  readonly action: string
  readonly button: string
  readonly fields: readonly Field[]
  /** Goes along unseen, such as the token of a letter. */
  readonly hidden?: Readonly<Record<string, string | undefined>>
  readonly before?: Part
  readonly after?: Part
  readonly refused?: Refused | undefined
}

/** A page with one form. It works without scripts, and password managers know its fields. */
export function formPage(page: FormPage): string {
  const { shop, title, before, after, refused } = page
  return document({
    title,
    shop,
    body: html`<section class="form"><h1>${title}</h1>${refused && notice('bad', 'That did not work.', refused.text)}${before}
<div class="card">${form(page)}</div>${after}</section>`,
  })
}

export function form({ action, button, fields, hidden = {}, refused }: Omit<FormPage, 'shop' | 'title'>): Html {
  const unseen = Object.entries(hidden).map(
    ([name, value]) => value !== undefined && html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return html`<form method="post" action="${action}">${unseen}${fields.map(field => input(field, refused?.fields[field.name]))}
<button>${button}</button></form>`
}

const input = ({ name, label, autocomplete, type = 'text', hint }: Field, typed = ''): Html =>
  html`<label class="field"><span>${label}${hint && html` <small>${hint}</small>`}</span><input name="${name}" type="${type}" autocomplete="${autocomplete}" required maxlength="${type === 'password' ? 256 : 254}"${autocomplete === 'new-password' && html` minlength="8"`}${type !== 'password' && html` value="${typed}"`}></label>`

export const emailField: Field = { name: 'email', label: 'E-mail', type: 'email', autocomplete: 'username' }
export const passwordField: Field = {
  name: 'password',
  label: 'Password',
  type: 'password',
  autocomplete: 'current-password',
}
export const newPasswordField: Field = {
  name: 'new_password',
  label: 'New password',
  type: 'password',
  autocomplete: 'new-password',
  hint: 'at least 8 characters',
}

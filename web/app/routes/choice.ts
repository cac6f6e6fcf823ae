import { type ActionFunctionArgs, redirect } from 'react-router'
import { isLanguage } from '../language/languages.ts'
import { choiceCookie } from '../visit/cookies.server.ts'
import { localPath } from '../visit/local-path.ts'
import { visitorOf } from '../visit/visitor.server.ts'

/** Keeps the language and currency that a visitor chose, and leads back to where they were. */
export async function action(asked: ActionFunctionArgs) {
  const { store, choice, publicUrl } = await visitorOf(asked)
  const form = await asked.request.formData()
  const language = String(form.get('language'))
  const currency = store.currencies.find(code => code === form.get('currency')) ?? choice.currency
  const cookie = choiceCookie.write(
    { language: isLanguage(language) ? language : choice.language, currency },
    publicUrl,
  )
  return redirect(localPath(String(form.get('back'))) ?? '/', { headers: { 'Set-Cookie': cookie } })
}

export const loader = () => redirect('/')

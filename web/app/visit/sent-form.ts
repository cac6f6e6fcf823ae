/** The fields of a form as a person sent them. A field that was sent twice counts as not sent. */
export type SentForm = Readonly<Record<string, string>>

export function formOf(data: FormData): SentForm {
  const names = [...new Set(data.keys())].filter(name => data.getAll(name).length === 1)
  return Object.fromEntries(names.flatMap(name => textIn(data, name)))
}

function textIn(data: FormData, name: string): [string, string][] {
  const value = data.get(name)
  return typeof value === 'string' ? [[name, value]] : []
}

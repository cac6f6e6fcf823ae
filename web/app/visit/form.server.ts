/** The fields of a form as a person sent them, each at most once: one that was sent twice counts as not sent. */
export async function formOf(request: Request): Promise<Readonly<Record<string, string>>> {
  const form = await request.formData()
  const once = [...new Set(form.keys())].map(name => [name, form.getAll(name)] as const)
  return Object.fromEntries(
    once.flatMap(([name, [value, ...more]]) => (typeof value === 'string' && more.length === 0 ? [[name, value]] : [])),
  )
}

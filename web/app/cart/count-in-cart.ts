import { useFetchers, useNavigation } from 'react-router'

/** How many things are in the cart once the shop has agreed to what is under way; where it refuses, as many as before. */
export function useCountInCart(known: number): number {
  const { formData, formMethod } = useNavigation()
  const added = formMethod === 'POST' && formData?.has('seen_amount') ? numberIn(formData, 'quantity') : 0
  const changed = useFetchers().reduce((sum, { formData: form }) => sum + (form ? changeIn(form) : 0), 0)
  return Math.max(known + added + changed, 0)
}

/** A line's form says how many there were, and how many there are to be. */
const changeIn = (form: FormData): number =>
  form.has('line') && form.has('before') ? numberIn(form, 'quantity') - numberIn(form, 'before') : 0

function numberIn(form: FormData, name: string): number {
  const number = Number(form.get(name))
  return Number.isInteger(number) ? number : 0
}

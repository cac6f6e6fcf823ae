import { folded, type OptionAxis, optionAxes, type SelectedOption } from '../catalog/index.ts'
import type { Offer } from './offers.ts'

export type Selection = {
  /** What of the choice could be kept; it anchors the featured variant and the signals of the options. */
  readonly effective: readonly SelectedOption[]
  /** What had to be let go, because no variant has it together with the rest. */
  readonly relaxed: readonly SelectedOption[]
}

/**
 * The choice as far as a variant exists for it. Where none has all of it, options are let go from the end of
 * `preferences` on, those not named there first. Names and labels are compared without regard to case and accents.
 */
export function select(
  offers: readonly Offer[],
  {
    selected,
    preferences = [],
  }: { readonly selected: readonly SelectedOption[]; readonly preferences?: readonly string[] },
): Selection {
  const axes = optionAxes(offers.map(offer => offer.variant))
  const rank = (name: string) => {
    const place = preferences.findIndex(preferred => folded(preferred) === folded(name))
    return place < 0 ? preferences.length : place
  }
  const known = new Map<string, SelectedOption>()
  const relaxed: SelectedOption[] = []
  for (const choice of selected) {
    const canonical = canonicalOf(axes, choice)
    if (canonical) known.set(canonical.name, canonical)
    else relaxed.push(choice)
  }
  const kept = [...known.values()].sort((a, b) => rank(a.name) - rank(b.name))
  while (kept.length > 0 && !offers.some(offer => has(offer, kept))) relaxed.push(kept.pop()!)
  return { effective: axes.flatMap(axis => kept.filter(choice => choice.name === axis.name)), relaxed }
}

function canonicalOf(axes: readonly OptionAxis[], { name, label }: SelectedOption): SelectedOption | undefined {
  const axis =
    axes.find(candidate => candidate.name === name) ?? axes.find(candidate => folded(candidate.name) === folded(name))
  const known =
    axis?.labels.find(candidate => candidate === label) ??
    axis?.labels.find(candidate => folded(candidate) === folded(label))
  return axis && known !== undefined ? { name: axis.name, label: known } : undefined
}

export const has = ({ variant }: Offer, choices: readonly SelectedOption[]): boolean =>
  choices.every(({ name, label }) => variant.options.some(option => option.name === name && option.label === label))

export type OptionSignals = {
  readonly name: string
  readonly values: readonly { readonly label: string; readonly available: boolean; readonly exists: boolean }[]
}

/** For every value of every option: is there a variant with it and the rest of the choice, and can it be bought? */
export function optionSignals(offers: readonly Offer[], effective: readonly SelectedOption[]): OptionSignals[] {
  return optionAxes(offers.map(offer => offer.variant)).map(({ name, labels }) => {
    const others = effective.filter(choice => choice.name !== name)
    const known = new Map<string, boolean>()
    for (const offer of offers) {
      if (!has(offer, others)) continue
      for (const { name: axis, label } of offer.variant.options) {
        if (axis === name) known.set(label, known.get(label) === true || offer.availability.available)
      }
    }
    return {
      name,
      values: labels.map(label => ({ label, available: known.get(label) === true, exists: known.has(label) })),
    }
  })
}

/** What can be bought, then the cheapest, then the merchant's first. */
export function featuredOf(offers: readonly Offer[]): Offer | undefined {
  return [...offers].sort(
    (a, b) =>
      Number(b.availability.available) - Number(a.availability.available) ||
      a.price.amount - b.price.amount ||
      a.variant.position - b.variant.position,
  )[0]
}

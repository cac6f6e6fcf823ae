import { type InputOf, type OperationName, operationByName, type Shop } from '@mitchweb/engine/contract'
import { scriptPayloads } from '../../rest-api/test/script-payloads.ts'

/** Fields that name something else, or are told by a table. */
const references =
  /^(?:(?:.*_)?(?:id|handle|slug|sku|barcode|currency|countr(?:y|ies)|language|csv|codes?|kind|type|status|time_zone|email)|payment)$/

/** Ids, handles, words of a table, codes, numbers, moments and addresses of mail. */
const plain = /^(?:[a-z0-9]+(?:[-_.:][A-Za-z0-9]+)*|[A-Z0-9][A-Z0-9-]*|[\d.,:+ -]+|\d{4}-\d\d-\d\d\S*|\S+@\S+)$/

/** How long a text becomes: of a name, of a sentence, of more. Where a field takes no more, the next shorter is tried. */
const lengths = [3500, 900, 280, 190, 95, 48]
const lengthFor = (text: string): number => (text.length > 120 ? 0 : text.length > 40 ? 2 : 4)

type Path = readonly (string | number)[]

/**
 * Puts scripts in the place of every text that is told to a shop. The same text becomes the same scripts wherever it
 * stands, so that what belongs together by its name still does, and the scripts are taken in turn.
 */
export class HostileTexts {
  /** Which fields of which operations were told scripts: "save_policy policy.title". */
  readonly places = new Set<string>()
  readonly #known = new Map<string, string>()
  #next = 0

  /** A text that is told to something else than an operation, such as the name of an application. */
  readonly says = (text: string): string => this.#insteadOf(text, 4) ?? text

  /** The shop, which hears scripts whatever is said to it. */
  readonly telling = (shop: Shop): Shop =>
    new Proxy(shop, {
      get: (target, method: string) => {
        const perform = target[method as keyof Shop] as (input: unknown, options?: unknown) => Promise<unknown>
        const name = method.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`) as OperationName
        return (input: InputOf<OperationName>, options?: unknown) => perform(this.#hostile(name, input), options)
      },
    })

  #hostile(name: OperationName, input: unknown): unknown {
    const operation = operationByName.get(name)
    if (!operation || operation.effect === 'read') return input
    // What does not fit becomes shorter, place by place, until it fits.
    const shortened: Path[] = []
    for (;;) {
      const sent = this.#inParts(input, [], shortened)
      const { success, error } = operation.input.safeParse(sent)
      if (success) {
        this.#remember(name, sent)
        return sent
      }
      shortened.push(...error.issues.map(({ path }) => path as Path))
      if (shortened.length > 5000) throw new Error(`${name}: ${error.message}`)
    }
  }

  #inParts(value: unknown, path: Path, shortened: readonly Path[]): unknown {
    const field = String(path.findLast(step => typeof step === 'string'))
    if (typeof value === 'string') return this.#atPlace(value, { field, path, shortened })
    if (Array.isArray(value)) return value.map((part, index) => this.#inParts(part, [...path, index], shortened))
    if (typeof value !== 'object' || value === null || field === 'payment') return value
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [
        field === 'attributes' || field === 'alt_texts' ? this.#inPath(key, 4) : key,
        this.#inParts(part, [...path, key], shortened),
      ]),
    )
  }

  #atPlace(
    text: string,
    { field, path, shortened }: { field: string; path: Path; shortened: readonly Path[] },
  ): string {
    if (references.test(field)) return this.#known.has(`4 ${text.split(' > ')[0]}`) ? this.#inPath(text, 4) : text
    if (plain.test(text) && field !== 'tags') return text
    // What the shop itself said before.
    if (text.includes('alert(')) return text
    if (field === 'categories') {
      this.#learnCategories(text)
      return this.#inPath(text, 4)
    }
    const tries = shortened.filter(each => each.every((step, index) => step === path[index])).length
    return this.#inPath(text, lengthFor(text) + tries)
  }

  /** A title in a path cannot hold what parts it, so that tags in it stay open; that is as dangerous. */
  #learnCategories(path: string): void {
    for (const title of path.split(' > ')) {
      const key = `4 ${title}`
      if (!this.#known.has(key)) this.#known.set(key, this.#scripts(lengths[4] ?? 0).replace(/[>\u2028]/g, ''))
    }
  }

  /** The parts of a path such as "Kitchen > Mugs" are texts of their own; an address keeps what leads to it. */
  #inPath(text: string, length: number): string {
    if (/^(?:https?:\/)?\/\S+$/.test(text))
      return length < lengths.length ? `${text}?${this.#insteadOf(text, 5)}` : text
    return text
      .split(' > ')
      .map(part => this.#insteadOf(part, length) ?? part)
      .join(' > ')
  }

  #insteadOf(text: string, length: number): string | undefined {
    const most = lengths[length]
    if (most === undefined) return undefined
    const key = `${length} ${text}`
    const scripts = this.#known.get(key) ?? this.#scripts(most)
    this.#known.set(key, scripts)
    return scripts
  }

  /** As many scripts as there is room for, none of them twice, and a number by which it differs from every other text. */
  #scripts(most: number): string {
    let text = `${this.#known.size}`
    for (let count = 0; count < scriptPayloads.length; count++) {
      const more = `${text} ${scriptPayloads[this.#next % scriptPayloads.length]}`
      if (more.length > most) break
      text = more
      this.#next += 1
    }
    return text
  }

  #remember(name: string, sent: unknown, path: Path = []): void {
    if (typeof sent === 'string' && sent.includes('alert('))
      this.places.add(`${name} ${path.filter(step => typeof step === 'string').join('.')}`)
    if (typeof sent !== 'object' || sent === null) return
    for (const [key, part] of Object.entries(sent))
      this.#remember(name, part, [...path, Array.isArray(sent) ? Number(key) : key.includes('alert(') ? '*' : key])
  }
}

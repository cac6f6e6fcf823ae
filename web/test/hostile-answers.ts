import { CommerceError, type OperationName, operationByName, type Shop } from '@mitchweb/engine/contract'
import { z } from 'zod'
import { scriptPayloads } from '../../rest-api/test/script-payloads.ts'
import type { Storefront, Visitor } from '../server/types.d.ts'

/**
 * What pages go by and do not show as it stands: ids, addresses, currencies, countries, moments, and words of a table that
 * the contract leaves open.
 */
const fixed =
  /(?:^|\.)(?:ucp\..*|(?:\w+_)?ids?|handle|slug|(?:\w+_)?(?:currency|currencies|currency_by_country\.\*|languages?|country|countries|time_zone|url|token)|\w+_(?:at|on)|until|by|cursor|operation|type|messages\.(?:path|code)|allocations\.path)$/

/** What a moment or a day looks like. */
const moment = /^\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?$/

/** Where sign-in answers with what somebody said. */
const ofAccounts = /(?:^|\.)(?:name|email|userAgent|ipAddress|application|host)$/

/**
 * A storefront to which the shop answers with a script wherever the contract has it answer with a text, also where this
 * shop has nothing to say there. What a page asks by such a text reaches the shop as the shop had said it.
 */
export class HostileAnswers {
  /** Counted up, each text takes the next script. */
  round = 0
  /** Which texts of which answers were scripts: "get_product product.title". */
  readonly told = new Set<string>()
  readonly #said = new Map<string, string>()
  readonly #numbers = new Map<string, number>()

  readonly storefront =
    (render: Storefront): Storefront =>
    (request, visitor) =>
      render(request, {
        ...visitor,
        shop: this.#shop(visitor.shop),
        publicShop: this.#shop(visitor.publicShop),
        askAccounts: this.#accounts(visitor.askAccounts),
      })

  #shop(shop: Shop): Shop {
    return new Proxy(shop, {
      get: (target, method: string) => {
        const perform = target[method as keyof Shop] as (input: unknown, options?: unknown) => Promise<unknown>
        const name = operationNamed(method)
        if (!name) return perform
        return async (input: unknown, options?: unknown) =>
          this.#hostile(await perform(this.#asSaid(input), options).catch(this.#refused), {
            name,
            texts: textsOf(name),
          })
      },
    })
  }

  /** What is refused says why, and repeats what was asked. */
  readonly #refused = (error: unknown): never => {
    if (!(error instanceof CommerceError)) throw error
    throw new CommerceError(error.code, this.#insteadOf(error.message), error.details)
  }

  readonly #accounts =
    (ask: Visitor['askAccounts']): Visitor['askAccounts'] =>
    async (path, body) => {
      const answer = await ask(path, body)
      const hostile = this.#hostile(await answer.json(), { name: 'account', texts: undefined })
      return Response.json(hostile, { status: answer.status, headers: answer.headers })
    }

  #hostile(value: unknown, at: Answer, path: readonly string[] = []): unknown {
    const place = path.join('.')
    if (typeof value === 'string') {
      const isText = at.texts ? at.texts.has(place) : ofAccounts.test(place)
      if (value === '' || moment.test(value) || !isText) return value
      this.told.add(`${at.name} ${place}`)
      return this.#inPath(value)
    }
    if (Array.isArray(value)) return value.map(part => this.#hostile(part, at, path))
    if (typeof value !== 'object' || value === null) return value
    const isOfAny = at.texts?.has([...path, '*'].join('.'))
    const parts = Object.entries(value).map(([key, part]): [string, unknown] => [
      isOfAny && path.at(-1) === 'attributes' ? this.#insteadOf(key) : key,
      this.#hostile(part, at, [...path, isOfAny ? '*' : key]),
    ])
    const said = Object.fromEntries(parts)
    return { ...this.#unsaid(at, place), ...said, ...this.#warned(at, place, said) }
  }

  /** Every answer that can warn of something does. */
  #warned({ name, texts }: Answer, place: string, said: Readonly<Record<string, unknown>>): object {
    if (place !== '' || !texts?.has('messages.content')) return {}
    this.told.add(`${name} messages.content`)
    const warning = { type: 'warning', code: 'notice', content: this.#insteadOf(`${name} warns`) }
    return { messages: [...((said.messages ?? []) as unknown[]), warning] }
  }

  /** The texts that might stand there as well. */
  #unsaid({ name, texts }: Answer, place: string): Record<string, unknown> {
    const unsaid: Record<string, unknown> = {}
    for (const [text, { isList }] of texts ?? []) {
      const field = place === '' ? text : text.startsWith(`${place}.`) ? text.slice(place.length + 1) : undefined
      if (field === undefined || field.includes('.') || field === '*') continue
      this.told.add(`${name} ${text}`)
      unsaid[field] = isList ? [this.#insteadOf(text)] : this.#insteadOf(text)
    }
    return unsaid
  }

  readonly #inPath = (text: string): string =>
    text
      .split(' > ')
      .map(part => this.#insteadOf(part))
      .join(' > ')

  /** The same text becomes the same script, which differs from that of every other by its number. */
  #insteadOf(text: string): string {
    const number = this.#numbers.get(text) ?? this.#numbers.size + 1
    this.#numbers.set(text, number)
    const hostile = `${number} ${scriptPayloads[(number + this.round) % scriptPayloads.length]}`
    this.#said.set(hostile, text)
    return hostile
  }

  #asSaid(value: unknown): unknown {
    if (typeof value === 'string')
      return value
        .split(' > ')
        .map(part => this.#said.get(part) ?? part)
        .join(' > ')
    if (Array.isArray(value)) return value.map(part => this.#asSaid(part))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [this.#asSaid(key), this.#asSaid(part)]))
  }
}

type Texts = ReadonlyMap<string, { readonly isList: boolean }>
type Answer = { readonly name: string; readonly texts: Texts | undefined }

function operationNamed(method: string): OperationName | undefined {
  const name = method.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`) as OperationName
  return operationByName.has(name) ? name : undefined
}

const known = new Map<OperationName, Texts>()

/** Where in its answer an operation says something that the contract neither lists nor shapes, by path. */
export function textsOf(name: OperationName): Texts {
  const texts = known.get(name) ?? textsIn(operationByName.get(name)!.output)
  known.set(name, texts)
  return texts
}

type Described = {
  readonly $ref?: string
  readonly type?: string
  readonly enum?: unknown
  readonly const?: unknown
  readonly pattern?: string
  readonly format?: string
  readonly items?: Described
  readonly properties?: Readonly<Record<string, Described>>
  readonly additionalProperties?: Described | boolean
} & { readonly [some in 'anyOf' | 'oneOf' | 'allOf']?: readonly Described[] }

function textsIn(output: z.ZodType): Texts {
  const { $defs = {}, ...whole } = z.toJSONSchema(output, { io: 'output', unrepresentable: 'any' }) as Described & {
    $defs?: Readonly<Record<string, Described>>
  }
  const texts = new Map<string, { readonly isList: boolean }>()
  const look = (part: Described, path: readonly string[], isList = false): void => {
    if (path.length > 12) return
    if (part.$ref) look($defs[part.$ref.split('/').at(-1)!]!, path, isList)
    for (const one of [...(part.anyOf ?? []), ...(part.oneOf ?? []), ...(part.allOf ?? [])]) look(one, path, isList)
    const isShaped = part.enum ?? part.const ?? part.pattern ?? part.format
    const place = path.join('.')
    if (part.type === 'string' && isShaped === undefined && !fixed.test(place)) texts.set(place, { isList })
    if (part.items) look(part.items, path, true)
    for (const [name, field] of Object.entries(part.properties ?? {})) look(field, [...path, name])
    if (typeof part.additionalProperties === 'object') look(part.additionalProperties, [...path, '*'])
  }
  look(whole, [])
  return texts
}

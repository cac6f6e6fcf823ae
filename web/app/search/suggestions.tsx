import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useId, useState } from 'react'
import { useNavigate } from 'react-router'
import { useLanguage, useWords } from '../language/words.tsx'
import { questions } from '../live/questions.ts'
import { type Suggestion, suggestionsFor } from './find-suggestions.ts'

/**
 * Makes a field of a form a combobox with a list under it. The field is a plain one until this has come, and stays one
 * where it never does.
 */
export function Suggestions({ field }: { field: HTMLInputElement }) {
  const words = useWords()
  const language = useLanguage()
  const navigate = useNavigate()
  const list = useId()
  const [text, setText] = useState(field.value)
  const [isOpen, setOpen] = useState(document.activeElement === field && field.value !== field.defaultValue)
  const [active, setActive] = useState(-1)
  const query = text.trim().slice(0, 200)
  const isAsking = isOpen && query !== ''
  const asked = { ...suggestionsFor(query, language), enabled: isAsking, placeholderData: keepPreviousData }
  const { data } = useQuery(asked, questions)
  const found = isAsking ? (data ?? []) : []
  const optionId = (index: number) => `${list}-${index}`

  const close = () => {
    setOpen(false)
    setActive(-1)
  }
  const take = ({ kind, text: taken, path }: Suggestion) => {
    field.value = kind === 'search' ? taken : ''
    setText(field.value)
    close()
    navigate(path)
  }
  const open = () => {
    setText(field.value)
    setOpen(true)
    setActive(-1)
  }
  const type = useEffectEvent(open)
  const press = useEffectEvent((event: KeyboardEvent) => {
    const chosen = found[active]
    if (event.key === 'Enter' && !chosen) return close()
    const doing = {
      ArrowDown: () => (isOpen ? setActive(active + 1 < found.length ? active + 1 : -1) : open()),
      ArrowUp: () => setActive(active < 0 ? found.length - 1 : active - 1),
      Enter: () => chosen && take(chosen),
      Escape: found.length > 0 ? close : undefined,
    }[event.key]
    if (!doing || event.isComposing) return
    event.preventDefault()
    doing()
  })
  const leave = useEffectEvent(close)
  const catchUp = useEffectEvent(() => {
    if (document.activeElement === field && field.value !== text) open()
  })

  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    field.addEventListener('input', () => type(), { signal })
    field.addEventListener('keydown', event => press(event), { signal })
    field.addEventListener('blur', () => leave(), { signal })
    catchUp()
    return () => listening.abort()
  }, [field])

  const isShown = found.length > 0
  useEffect(() => {
    field.setAttribute('role', 'combobox')
    field.setAttribute('aria-autocomplete', 'list')
    field.setAttribute('aria-expanded', String(isShown))
    field.setAttribute('aria-controls', list)
    if (active >= 0) field.setAttribute('aria-activedescendant', `${list}-${active}`)
    else field.removeAttribute('aria-activedescendant')
  }, [field, list, isShown, active])

  return (
    <>
      <span role="status" className="sr-only">
        {isShown && words.suggestionCount(found.length)}
      </span>
      <div
        id={list}
        role="listbox"
        aria-label={words.suggestions}
        hidden={!isShown}
        className="absolute inset-x-0 top-full z-20 mt-1 overflow-hidden rounded-sm border border-line bg-card py-1 shadow-lg"
      >
        {found.map((each, index) => (
          <Option
            key={each.path}
            id={optionId(index)}
            suggestion={each}
            isActive={index === active}
            onTake={() => take(each)}
          />
        ))}
      </div>
    </>
  )
}

type Shown = {
  readonly id: string
  readonly suggestion: Suggestion
  readonly isActive: boolean
  readonly onTake: () => void
}

/** The focus stays in the field, where the keys are read. */
function Option({ id, suggestion: { kind, text }, isActive, onTake }: Shown) {
  const words = useWords()
  return (
    // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the field has the focus and the keys
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      onMouseDown={event => event.preventDefault()}
      onClick={onTake}
      className="flex min-h-11 cursor-pointer items-center justify-between gap-4 px-4 py-2 hover:bg-soft aria-selected:bg-soft"
    >
      <span className="min-w-0 truncate">{text}</span>
      {kind !== 'search' && <span className="text-sm text-quiet">{words.suggestionKinds[kind]}</span>}
    </div>
  )
}

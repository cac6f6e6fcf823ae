import { useState } from 'react'
import { Picture } from '../components/picture.tsx'
import { useWords } from '../language/words.tsx'

type Shown = { readonly pictures: readonly { readonly url: string; readonly alt: string }[]; readonly title: string }

/** One picture large, and the others to choose from. Without scripts each opens by itself. */
export function Gallery({ pictures, title }: Shown) {
  const words = useWords()
  const [place, setPlace] = useState(0)
  const picture = pictures[place] ?? pictures[0]
  return (
    <section aria-label={words.gallery}>
      <Picture
        picture={picture && { url: picture.url, alt: picture.alt || title }}
        urgency="first"
        sizes="(min-width: 48rem) 42rem, 100vw"
        className="aspect-[4/5] w-full"
      />
      {pictures.length > 1 && (
        <ul className="mt-3 grid grid-cols-5 gap-3 sm:grid-cols-6">
          {pictures.map((each, index) => (
            <li key={each.url}>
              <a
                href={each.url}
                aria-label={words.picture(index + 1, pictures.length)}
                aria-current={index === place ? 'true' : undefined}
                onClick={event => {
                  event.preventDefault()
                  setPlace(index)
                }}
                className="block rounded-sm aria-[current]:outline-2 aria-[current]:outline-offset-2 aria-[current]:outline-ink"
              >
                <Picture picture={{ url: each.url, alt: '' }} sizes="8rem" className="aspect-square w-full" />
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

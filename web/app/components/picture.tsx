import { srcSetOf } from './srcset.ts'

type Shown = {
  readonly picture?: { readonly url: string; readonly alt: string } | undefined
  /** What is in sight at once comes at once, and the first of it before all else; others come when they are near. */
  readonly urgency?: 'first' | 'soon' | 'later'
  /** How wide it is shown, where its host sends it in several widths. */
  readonly sizes: string
  readonly className: string
}

/** A picture in a place of its own size, so that nothing moves when it comes. */
export const Picture = ({ picture, urgency = 'later', sizes, className }: Shown) => (
  <span className={`block overflow-hidden rounded-sm bg-soft ${className}`}>
    {picture && (
      <img
        src={picture.url}
        srcSet={srcSetOf(picture.url)}
        sizes={sizes}
        alt={picture.alt}
        width={800}
        height={1000}
        loading={urgency === 'later' ? 'lazy' : 'eager'}
        fetchPriority={urgency === 'first' ? 'high' : 'auto'}
        decoding="async"
        className="h-full w-full object-cover"
      />
    )}
  </span>
)

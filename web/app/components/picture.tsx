type Shown = {
  readonly picture?: { readonly url: string; readonly alt: string } | undefined
  /** Of what is in sight at once; other pictures come when they are near. */
  readonly isSeenFirst?: boolean
  readonly className: string
}

/** A picture in a place of its own size, so that nothing moves when it comes. */
export const Picture = ({ picture, isSeenFirst = false, className }: Shown) => (
  <span className={`block overflow-hidden rounded-sm bg-soft ${className}`}>
    {picture && (
      <img
        src={picture.url}
        alt={picture.alt}
        width={800}
        height={1000}
        loading={isSeenFirst ? 'eager' : 'lazy'}
        fetchPriority={isSeenFirst ? 'high' : 'auto'}
        decoding="async"
        className="h-full w-full object-cover"
      />
    )}
  </span>
)

/** Says that something opens below it; turned over, that it closes. */
export const Chevron = ({ className = '' }: { className?: string }) => (
  <svg
    aria-hidden="true"
    viewBox="0 0 12 8"
    className={`h-2 w-3 shrink-0 fill-none stroke-current stroke-2 transition-transform ${className}`}
  >
    <path d="M1 1.5 6 6.5 11 1.5" />
  </svg>
)

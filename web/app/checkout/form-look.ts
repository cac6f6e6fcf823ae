/** Stripe's form in the shop's own look. It is drawn in a frame, where the page's style has no say. */
export function formLook(): object {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    theme: isDark().matches ? 'night' : 'stripe',
    variables: {
      colorPrimary: token('accent'),
      colorBackground: token('card'),
      colorText: token('ink'),
      colorTextSecondary: token('quiet'),
      colorTextPlaceholder: token('quiet'),
      colorDanger: token('bad'),
      fontFamily: 'system-ui, "Segoe UI", Roboto, sans-serif',
      fontSizeBase: '16px',
      borderRadius: '6px',
    },
    rules: {
      '.Input': { border: `1px solid ${token('line')}`, boxShadow: 'none' },
      '.Input:focus': { border: `1px solid ${token('ink')}`, boxShadow: `0 0 0 2px ${token('accent')}` },
      '.Tab, .Block': { border: `1px solid ${token('line')}`, boxShadow: 'none' },
      '.Label': { fontSize: '14px', fontWeight: '600', color: token('ink') },
    },
  }
}

/** Answers what ends it. */
export function onOtherLight(changed: () => void): () => void {
  const query = isDark()
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

const isDark = () => matchMedia('(prefers-color-scheme: dark)')

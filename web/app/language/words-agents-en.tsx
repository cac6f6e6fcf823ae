import type { ReactNode } from 'react'

/** What the pages say in English on which people decide who acts for them, and for how much. */
export const agentEnglish = {
  /** What an assistant may do by a scope, each as the end of `couldThen`. */
  scopes: {
    'catalog:read': 'look at products, with your prices',
    'cart:write': 'put things into carts',
    'checkout:write': 'prepare a checkout for you, and pay for it within a budget if you grant one',
    'orders:read': 'see your orders and where they are',
    'orders:cancel': 'cancel your orders and ask to return what came',
    'orders:update': 'change where your orders go, and how you are reached about them, while nothing was sent',
    'account:read': 'see your profile, your addresses and which payment methods you have saved',
    'account:write': 'change your profile and your addresses',
    offline_access: 'stay connected until you disconnect it, or do not use it for thirty days',
  } as Readonly<Record<string, string | undefined>>,
  consent: {
    nameless: 'An application',
    title: (name: string) => `Let ${name} act for you?`,
    heading: (name: string, shop: string) => `Let “${name}” act for you at ${shop}?`,
    belongsTo: (host: string): ReactNode => (
      <>
        It belongs to <strong>{host}</strong>.
      </>
    ),
    notVerified: (
      <>
        That is what it calls itself; it is <strong>not verified by this shop</strong>.
      </>
    ) as ReactNode,
    answerGoesTo: (place: string): ReactNode => (
      <>
        Your answer goes to <strong>{place}</strong>. Allow it only if you have just begun this there.
      </>
    ),
    localProgram: 'a program on this computer',
    localApp: (scheme: string) => `an app on this device (${scheme})`,
    couldThen: (email: string): ReactNode => (
      <>
        It could then, for your account <strong>{email}</strong>:
      </>
    ),
    /** That buying is not paying, and where a budget is granted; for who asks for leave to buy. */
    paying:
      'It cannot pay with what you have saved: it gives you a link, and you pay. Only within a budget that you grant it yourself does it pay alone: so much in all and for one order, until a day that you choose. You grant a budget and take it back in your account, under “Assistants”, never in a conversation; at first there is none.',
    allow: 'Allow',
    refuse: 'Refuse',
    never:
      'It cannot change your password, see card numbers or let others in. You can disconnect it at any time in your account, under “Assistants”.',
  },
  leading: {
    title: 'One moment',
    text: 'You are led on. You can close this page afterwards.',
    link: 'If nothing happens, go on here',
  },
  failure: {
    title: 'The assistant could not be connected',
    next: 'Nothing was allowed. Begin again in the application; if that does not help, remove the shop there and add it anew.',
    other: 'The application asked in a way that the shop does not understand.',
    reasons: {
      invalid_client: 'The shop does not know the application, or could not read the document that says who it is.',
      client_disabled: 'The application is not let in here.',
      invalid_redirect: 'The application wants the answer at an address that it has not named before.',
      question: 'This question is too old, or has been answered already.',
    } as Readonly<Record<string, string | undefined>>,
  },
  agents: {
    title: 'Assistants',
    heading: 'Assistants that act for you',
    none: 'There are none yet.',
    since: (connected: string, used: string | undefined) =>
      `Connected ${connected}, ${used ? `last here ${used}` : 'not used yet'}`,
    may: 'It may',
    id: 'Its id is',
    disconnect: 'Disconnect',
    disconnectNamed: (name: string) => `Disconnect ${name}`,
    budgets:
      'None of them pays with what you have saved, unless you grant it a budget here. When you disconnect one, its budgets end.',
    connecting: (mcpUrl: string): ReactNode => (
      <>
        To connect one, give it the address <code>{mcpUrl}</code>. It asks you here before it sees anything of yours.
      </>
    ),
  },
  mandates: {
    title: 'Grant a budget',
    heading: (name: string) => `A budget for ${name}`,
    text: 'Within it the assistant pays alone, with a payment method that you have saved. Everything else it leaves to you.',
    noMethod: 'You have saved no payment method yet, so it can spend nothing before you have kept one at the checkout.',
    grant: 'Grant a budget',
    grantTo: (name: string) => `Grant a budget to ${name}`,
    currency: 'Currency',
    total: 'In all',
    perOrder: 'For one order',
    perOrderHint: 'Left empty: as much as is left',
    askAbove: 'Ask me above',
    askAboveHint: 'Orders that cost more wait for you',
    until: 'Until',
    untilHint: 'The end of that day (UTC), at most a year ahead',
    categories: 'Only from these categories',
    categoriesHint: 'None chosen: everything in the shop',
    method: 'Pays with',
    lastMethod: 'The one saved last',
    amountWrong: 'Write amounts as numbers, such as 50 or 49.90.',
    of: (name: string) => `Budgets of ${name}`,
    former: 'Budgets of assistants that are gone',
    left: (left: string, total: string) => `${left} of ${total} left`,
    status: { active: 'Active', used_up: 'Used up', expired: 'Over', revoked: 'Taken back' },
    limits: {
      perOrder: (amount: string) => `at most ${amount} an order`,
      askAbove: (amount: string) => `asks you above ${amount}`,
      until: (date: string) => `until ${date}`,
      categories: (names: string) => `only ${names}`,
    },
    bought: 'Bought with it',
    nothing: 'Nothing was bought with it yet.',
    use: { held: 'being paid', spent: 'paid', returned: 'given back' },
    order: 'See the order',
    revoke: 'Take back',
    revokeNamed: (left: string) => `Take back the budget with ${left}`,
    older: 'Older budgets',
    back: 'Back to your assistants',
  },
}
export type AgentWords = typeof agentEnglish

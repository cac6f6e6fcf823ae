import type { AgentTexts } from './agent-texts.ts'
import { html } from './html.ts'

export const englishAgentTexts: AgentTexts = {
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
  },
  consent: {
    nameless: 'An application',
    title: name => `Let ${name} act for you?`,
    heading: ({ name, shop }) => `Let “${name}” act for you at ${shop}?`,
    belongsTo: host => html`It belongs to <strong>${host}</strong>.`,
    notVerified: html`That is what it calls itself; it is <strong>not verified by this shop</strong>.`,
    answerGoesTo: place =>
      html`Your answer goes to <strong>${place}</strong>. Allow it only if you have just begun this there.`,
    localProgram: 'a program on this computer',
    localApp: scheme => `an app on this device (${scheme})`,
    couldThen: email => html`It could then, for your account <strong>${email}</strong>:`,
    paying:
      'It cannot pay with what you have saved: it gives you a link, and you pay. Only within a budget that you grant it yourself does it pay alone: so much in all and for one order, until a day that you choose. You grant a budget and take it back in your account, under “Assistants”, never in a conversation; at first there is none.',
    allow: 'Allow',
    refuse: 'Refuse',
    never:
      'It cannot change your password, see card numbers or let others in. You can disconnect it at any time in your account, under “Assistants”.',
  },
  leading: {
    title: 'One moment',
    text: location =>
      html`You are led on. If nothing happens, <a href="${location}">go on here</a>. You can close this page afterwards.`,
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
    },
  },
  agents: {
    title: 'Assistants',
    heading: 'Assistants that act for you',
    none: 'There are none yet.',
    since: ({ connected, used }) => `Connected ${connected}, ${used ? `last here ${used}` : 'not used yet'}`,
    id: 'Its id is',
    disconnect: 'Disconnect',
    budgets: html`None of them pays with what you have saved, unless you grant it a budget: with its id, over <a href="/api/docs#grant_mandate"><code>POST /api/account/mandates</code></a>, while you are signed in. When you disconnect one, its budgets end.`,
    connecting: mcpUrl =>
      html`To connect one, give it the address <code>${mcpUrl}</code>. It asks you here before it sees anything of yours.`,
    account: 'Your account',
  },
}

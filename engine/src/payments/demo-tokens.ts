/** What each demo token does; told to buyers in the handler's `config`. */
export const demoTokens = {
  success: 'Pays at once.',
  declined: 'Is refused by the bank.',
  needs_confirmation: 'Waits until a person confirms at continue_url.',
  late: 'Is accepted, and paid five seconds later.',
  never: 'Is accepted, and never answered.',
  lost_answer: 'Pays, but the answer is lost on the way.',
  declined_later: 'Pays at once; saved, it is refused from then on.',
} as const

export type DemoToken = keyof typeof demoTokens

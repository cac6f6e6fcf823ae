/** Where the addresses of sign-in begin. */
export const basePath = '/api/auth'

/** In which header the library finds the caller's address; whatever came in it from outside is replaced. */
export const callerHeader = 'x-mitchweb-caller'

/** A session ends so long after its sign-in. */
export const sessionSeconds = 30 * 86_400

/** Tokens say what they are, so that a scan for secrets finds them. */
export const accessTokenPrefix = 'mwt_'
export const refreshTokenPrefix = 'mwr_'
export const clientSecretPrefix = 'mws_'

/** Where a person who connects an assistant is asked; pages of the gateway. */
export const agentPages = {
  signIn: '/account/sign-in',
  /** Leads on to the authorisation server, from a page of the shop. */
  connect: '/account/connect',
  consent: '/account/consent',
  failure: '/account/connect/failure',
} as const

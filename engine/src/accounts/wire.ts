/** Where the addresses of sign-in begin. */
export const basePath = '/api/auth'

/** In which header the library finds the caller's address; whatever came in it from outside is replaced. */
export const callerHeader = 'x-mitchweb-caller'

/** A session ends so long after its sign-in. */
export const sessionSeconds = 30 * 86_400

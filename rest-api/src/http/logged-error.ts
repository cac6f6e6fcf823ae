type Logged = {
  readonly type: string
  readonly message: string
  readonly code?: string
  readonly stack?: string
  readonly cause?: Logged
}

/**
 * An error as the log tells it: what happened and where, and no value that a caller sent. Databases put the row that they
 * refused, and the query’s values, into their errors, and those are people’s names and addresses.
 */
export function loggedError(error: unknown, depth = 0): Logged {
  if (!(error instanceof Error)) return { type: typeof error, message: 'Something else than an error was thrown.' }
  const { name, message, stack = '', cause } = error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return {
    type: name,
    message: withoutValues(message),
    ...(code !== undefined && { code }),
    stack: framesOf(stack),
    ...(cause !== undefined && depth < 3 && { cause: loggedError(cause, depth + 1) }),
  }
}

/** Values come behind "params:" and in quotes; an address is one wherever it stands. */
const withoutValues = (message: string): string =>
  message
    .slice(0, 10_000)
    .replace(/\bparams:[\s\S]*$/, 'params: [removed]')
    .replace(/: "[^"\n]*"/g, ': "[removed]"')
    .replace(/[^\s@"'<>(),;=]{1,64}@[^\s@"'<>(),;=]{1,255}/g, '[removed]')
    .slice(0, 2_000)

/** The message stands before the first frame. */
const framesOf = (stack: string): string =>
  stack
    .split('\n')
    .filter(line => /^\s+at /.test(line))
    .join('\n')

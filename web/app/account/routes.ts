import { layout, route } from '@react-router/dev/routes'

const page = (name: string) => route(`account/${name}`, `routes/account/${name.replace('/', '-')}.tsx`)

/** The pages on which people come in, those that are theirs, and those on which they decide who acts for them. */
export const accountRoutes = [
  layout('routes/account/doors.tsx', [
    ...['register', 'sign-in', 'verify', 'forgotten', 'reset', 'letter', 'closed'].map(page),
    ...['connect', 'connect/failure', 'consent'].map(page),
  ]),
  layout('routes/account/rooms.tsx', [
    route('account', 'routes/account/home.tsx'),
    ...['orders', 'profile', 'payment', 'agents', 'agents/mandate', 'privacy'].map(page),
    // The forms of the first page: where one is refused, the page is shown again.
    route('account/:step', 'routes/account/home.tsx', { id: 'account-step' }),
  ]),
  route('account/export', 'routes/account/export.ts'),
]

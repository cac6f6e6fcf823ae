import { migrationsOf } from './migrations/kit.ts'

export default migrationsOf('sqlite')

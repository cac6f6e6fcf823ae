import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './engine/src/schema.postgres.ts',
  out: './migrations/postgres',
  casing: 'snake_case',
})

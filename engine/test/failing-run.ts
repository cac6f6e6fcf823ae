import type { TestProject } from 'vitest/node'
import setup from './postgres-server.ts'

// A test run that used the server and failed, for the test that its exit code says so.
const provided: string[] = []
const project = { provide: (_name: string, starter: string) => provided.push(starter) } as unknown as TestProject
const teardown = await setup(project)
const answer = await fetch(provided[0] ?? '')
console.log(await answer.text())
await teardown()
process.exitCode = 3

// The least that answers these bytes: a bare Express route, or bare node:http.
import { readFileSync } from 'node:fs'
import express from 'express'
import { serve } from './serve.ts'

const [kind, file = ''] = process.argv.slice(2)
const bytes = readFileSync(file)

if (kind === 'express') {
  const app = express()
  app.post('/', (_request, response) => void response.type('json').send(bytes))
  serve(app)
} else {
  serve((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': bytes.length }).end(bytes)
  })
}

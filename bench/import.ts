// npm run bench:import [-- PRODUCTS]: takes in a product file of so many products with three variants each by the real
// command, and gives all of it out again. What counts is that the most memory used does not grow with the file.
import { spawn } from 'node:child_process'
import { createWriteStream, readFileSync } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'

const products = Number(process.argv[2] ?? 100_000)
const mostMebibytes = 512
const command = fileURLToPath(new URL('../rest-api/bin/mitchweb.mjs', import.meta.url))

const folder = await mkdtemp(join(tmpdir(), 'mitchweb-bench-import-'))
try {
  const source = join(folder, 'products.csv')
  await pipeline(productFile(products), createWriteStream(source))
  console.log(`${products.toLocaleString('en')} products × 3 variants, ${megabytes((await stat(source)).size)}`)
  const runs = [
    ['import', source],
    ['export', 'products', '-o', join(folder, 'out.csv')],
    ['export', 'shop', '-o', join(folder, 'shop.jsonl')],
    ['feed', 'google', '-o', join(folder, 'feed.xml')],
  ]
  let most = 0
  for (const args of runs) {
    const { seconds, peak } = await measured(args)
    most = Math.max(most, peak)
    const rate = Math.round(products / seconds).toLocaleString('en')
    const name = args.slice(0, 2).join(' ').replace(folder, '').replace('/', '')
    console.log(
      `${name.padEnd(20)} ${seconds.toFixed(1).padStart(7)} s  ${rate.padStart(7)} products/s  ${peak} MiB at most`,
    )
  }
  console.log(`${most} MiB at most of ${mostMebibytes}: ${most <= mostMebibytes ? 'met' : 'short'}`)
  process.exitCode = most <= mostMebibytes ? 0 : 1
} finally {
  await rm(folder, { recursive: true, force: true })
}

/** Runs the command in a process of its own and watches what it has in memory. */
async function measured(args: readonly string[]): Promise<{ seconds: number; peak: number }> {
  const began = performance.now()
  const child = spawn(process.execPath, [command, ...args], {
    env: { ...process.env, NODE_ENV: 'production', MITCHWEB_DATABASE: join(folder, 'shop.db') },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  let peak = 0
  const timer = setInterval(() => {
    peak = Math.max(peak, residentMebibytes(child.pid ?? 0))
  }, 100)
  const code = await new Promise<number | null>(resolve => child.on('exit', resolve))
  clearInterval(timer)
  if (code !== 0) throw new Error(`mitchweb ${args.join(' ')} ended with ${code}.`)
  return { seconds: (performance.now() - began) / 1000, peak }
}

/** What the kernel has counted as the most so far; 0 where there is no /proc or the process has gone. */
function residentMebibytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Math.ceil(Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024)
  } catch {
    return 0
  }
}

async function* productFile(count: number): AsyncGenerator<string> {
  const words = 'oak steel linen wool glass cotton blue grey round deep small light strong warm simple quiet'.split(' ')
  const word = (seed: number) => words[(seed * 7919) % words.length]!
  yield 'Handle,Title,Body (HTML),Vendor,Product Category,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Image Src,Image Position,SEO Title,Variant Weight Unit,Cost per item,Status\n'
  for (let index = 0; index < count; index++) {
    const text = Array.from({ length: 40 }, (_, place) => word(index * 41 + place * place)).join(' ')
    const title = `${word(index)} ${word(index + 3)} thing ${index}`
    const first = `${title},"<p>${text}, ${index}</p>",Maker ${index % 200},Home > Shelf ${index % 50},"${word(index)}, ${word(index + 5)}"`
    yield ['S', 'M', 'L']
      .map((size, place) => {
        const product = place === 0 ? `${first},Size` : ',,,,,'
        const image = place === 0 ? `https://img.example/${index}.jpg,1,${title} online` : ',,'
        const status = place === 0 ? 'active' : ''
        return `thing-${index},${product},${size},T-${index}-${size},${200 + place},shopify,${index % 40},${(10 + (index % 90)).toFixed(2)},${image},kg,4.5,${status}\n`
      })
      .join('')
  }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6).toLocaleString('en')} MB`
}

import { existsSync, readFileSync } from 'node:fs'

const corpus = new URL('../../../shared/data/hostile/xss-payload-list.txt', import.meta.url)

/** Ways to run a script that start from text, from attributes, from addresses and from styles. */
export const scriptPayloads = [
  '<script>globalThis.hit=1</script>',
  '"><img src=x onerror="globalThis.hit=1">',
  "'><svg onload='globalThis.hit=1'>",
  '</title><script>globalThis.hit=1</script>',
  '<a href="javascript:globalThis.hit=1">x</a>',
  '<iframe srcdoc="<script>parent.hit=1</script>">',
  '</style><script>globalThis.hit=1</script>',
  '<meta http-equiv="refresh" content="0;url=javascript:globalThis.hit=1">',
  ...(existsSync(corpus)
    ? readFileSync(corpus, 'utf8')
        .split('\n')
        .filter((_, index) => index % 120 === 0)
    : []),
]
  .map(payload => payload.trim().slice(0, 250))
  .filter(payload => payload !== '' && payload.isWellFormed())

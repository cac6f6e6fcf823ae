/** Served as a file of its own, because pages allow no inline style. */
export const style = `
:root { color-scheme: light dark; --paper: #fbfaf7; --card: #fff; --ink: #1d2321; --muted: #5d6763; --line: #e2e0d8; --brand: #1f5c4a; --on-brand: #fff; --soft: #eaf1ed;
  --good: #e3f3e8; --good-ink: #17502f; --bad: #fbe6e3; --bad-ink: #8a1f16; --note: #fdf1d6; --note-ink: #6a4a05; --radius: 14px }
@media (prefers-color-scheme: dark) { :root { --paper: #131715; --card: #1b211e; --ink: #e9ece9; --muted: #a0aaa5; --line: #303834; --brand: #7fd0b1; --on-brand: #0d1c16; --soft: #222c28;
  --good: #163325; --good-ink: #a9e5c1; --bad: #41201d; --bad-ink: #ffbdb4; --note: #3a2f14; --note-ink: #f3d894 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; overflow-wrap: anywhere }
main, header.site, footer.site { width: min(1080px, 100% - 2rem); margin-inline: auto }
main { padding-block: 1rem 3rem; min-height: 70vh }
header.site { display: flex; justify-content: space-between; align-items: center; gap: 1rem; padding-block: 1rem; border-bottom: 1px solid var(--line) }
header.site nav { display: flex; gap: 1.1rem }
footer.site { display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; padding-block: 1.2rem 2rem; border-top: 1px solid var(--line); color: var(--muted); font-size: .875rem }
a { color: var(--brand); text-underline-offset: .2em }
header.site a, footer.site a { text-decoration: none } footer.site a:hover, header.site nav a:hover { text-decoration: underline }
.brand { font-weight: 700; font-size: 1.1rem; color: var(--ink) }
h1 { font-size: clamp(1.6rem, 1.2rem + 2vw, 2.2rem); line-height: 1.2; margin: 1rem 0 .75rem; letter-spacing: -.015em }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 0 0 .75rem } h3 { font-size: 1rem; margin: 1.25rem 0 .4rem }
p { margin: 0 0 .75rem }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", monospace }
code { background: var(--soft); border-radius: 5px; padding: .1em .35em }
pre { background: var(--soft); border-radius: 10px; padding: .8rem 1rem; overflow-x: auto; overflow-wrap: normal } pre code { background: none; padding: 0 }
.muted { color: var(--muted); font-size: .9rem }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.narrow { max-width: 44rem; margin-inline: auto } .prose h2 { margin-top: 1.75rem }
.card { background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); padding: 1.25rem; margin-bottom: 1rem }
.card > :last-child { margin-bottom: 0 } .later h2 { color: var(--muted) }
.hero { padding-block: 1.5rem 1rem; max-width: 46rem } .hero p { font-size: 1.1rem; color: var(--muted) }
.notice { border-radius: 10px; padding: .75rem 1rem; margin-bottom: 1rem } .notice strong { font-weight: 600 }
.good { background: var(--good); color: var(--good-ink) } .bad { background: var(--bad); color: var(--bad-ink) } .note { background: var(--note); color: var(--note-ink) }
.grid { list-style: none; padding: 0; margin: 0 0 2rem; display: grid; gap: 1.25rem 1rem; grid-template-columns: repeat(auto-fill, minmax(min(150px, 45%), 1fr)) }
@media (min-width: 720px) { .grid { grid-template-columns: repeat(auto-fill, minmax(215px, 1fr)) } }
.grid li { display: flex; flex-direction: column; min-width: 0 } .grid img, .grid .blank { width: 100%; height: auto; aspect-ratio: 1; object-fit: cover; border-radius: var(--radius); background: var(--soft); margin-bottom: .5rem }
.grid .name { font-weight: 600; line-height: 1.35 } .price s { color: var(--muted); font-size: .9em } .price em { color: var(--muted); font-style: normal; font-size: .9em }
.addresses { margin: 0 } .addresses div { display: grid; gap: .1rem 1rem; padding-block: .5rem; border-top: 1px solid var(--line) } .addresses dt { color: var(--muted) } dd { margin: 0 }
@media (min-width: 600px) { .addresses div { grid-template-columns: 14rem 1fr } }
small { color: var(--muted); font-weight: 400 }
input, select { width: 100%; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 9px; padding: .55rem .7rem; min-height: 2.75rem }
:focus-visible { outline: 2px solid var(--brand); outline-offset: 2px }
button, .button { display: inline-block; font: inherit; font-weight: 600; cursor: pointer; border: 1px solid var(--brand); border-radius: 10px; background: var(--brand); color: var(--on-brand); padding: .6rem 1.1rem; min-height: 2.75rem; text-decoration: none }
.quiet { background: transparent; color: var(--brand) } .bare { border: 0; background: none; color: inherit; min-height: 0; padding: 0 .5rem; font-size: 1.15rem; line-height: 1.6 }
.row { display: flex; flex-wrap: wrap; gap: .75rem; margin-bottom: .75rem }
fieldset { border: 0; padding: 0; margin: 0 0 1rem } legend { padding: 0; margin-bottom: .6rem }
.links { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; font-size: .9rem }
.plain { list-style: none; padding: 0; margin: 0 0 .75rem } .plain li > * { display: block } .plain li + li { margin-top: .75rem; padding-top: .75rem; border-top: 1px solid var(--line) }
.form { max-width: 28rem; margin-inline: auto } .field { display: block; margin-bottom: .75rem } .field > span { display: block; font-size: .875rem; font-weight: 600; margin-bottom: .2rem }
.plain .session { display: flex; gap: .75rem; justify-content: space-between; align-items: center } .session form { flex: none }
.reference h2 { margin-top: 2.25rem } .reference table { border-collapse: collapse; width: 100%; font-size: .9rem; margin-bottom: 1rem } .reference th, .reference td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-top: 1px solid var(--line) } .reference th { border: 0; color: var(--muted); font-weight: 500 }
.scroll { overflow-x: auto; overflow-wrap: normal } .method { font-weight: 700; color: var(--brand) } details { margin-bottom: .75rem } summary { cursor: pointer; color: var(--brand) }
`

export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#1f5c4a"/><path d="M8 12h16l-1.5 12h-13zM12 12a4 4 0 0 1 8 0" fill="none" stroke="#fff" stroke-width="2.2" stroke-linejoin="round"/></svg>`

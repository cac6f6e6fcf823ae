import { escapeXml } from '../escape-xml.ts'

/** The few strokes that every picture of the demo shop is drawn with. Plain strings, so that pictures need no library. */
type Canvas = {
  /** A fill for what is round about an upright axis: lit from the left, darker towards both edges. */
  readonly turned: (colour: string) => string
  /** A fill for what is flat: a little lighter above, a little darker below. */
  readonly flat: (colour: string) => string
  /** A translucent fill for glass. */
  readonly glass: (colour: string) => string
}

/** Draws a thing of one colour, standing on the floor line at y = 640 around x = 400, on a sheet of 800 by 800. */
export type Drawing = (canvas: Canvas, colour: string) => string

export type Scene = {
  readonly title: string
  readonly colour: string
  readonly wall: string
  readonly draw: Drawing
  /** Half the width of the shadow on the floor; 0 for what hangs on the wall. */
  readonly shadow: number
  /** How much larger than drawn, about the place where the thing stands. */
  readonly zoom: number
}

/** A whole picture: wall, floor, soft shadow and the thing itself. The same scene gives the same bytes. */
export function picture(scene: Scene): string {
  const fills: string[] = []
  const thing = scene.draw(canvasOver(fills), scene.colour)
  const shadow = scene.shadow > 0 ? ellipse(422, 640, scene.shadow, 34, 'url(#dusk)') : ''
  const body = group(`translate(400 660) scale(${scene.zoom}) translate(-400 -640)`, shadow, thing)
  const { wall } = scene
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800" width="800" height="800" role="img">
<title>${escapeXml(scene.title)}</title>
<defs>
<linearGradient id="wall" x1="0" y1="0" x2="0.35" y2="1"><stop offset="0" stop-color="${tint(wall, 0.45)}"/><stop offset="1" stop-color="${wall}"/></linearGradient>
<linearGradient id="floor" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${shade(wall, 0.1)}"/><stop offset="1" stop-color="${shade(wall, 0.03)}"/></linearGradient>
<radialGradient id="dusk"><stop offset="0" stop-color="#2a211a" stop-opacity="0.42"/><stop offset="0.6" stop-color="#2a211a" stop-opacity="0.16"/><stop offset="1" stop-color="#2a211a" stop-opacity="0"/></radialGradient>
${fills.join('\n')}
</defs>
<rect width="800" height="800" fill="url(#wall)"/>
<circle cx="470" cy="330" r="255" fill="#fff" opacity="0.28"/>
<rect y="566" width="800" height="234" fill="url(#floor)"/>
${body}
</svg>
`
}

function canvasOver(fills: string[]): Canvas {
  const gradient = (direction: string, stops: [number, string, number?][]): string => {
    const body = stops.map(
      ([offset, colour, opacity]) =>
        `<stop offset="${offset}" stop-color="${colour}"${opacity === undefined ? '' : ` stop-opacity="${opacity}"`}/>`,
    )
    const content = `${direction}>${body.join('')}</linearGradient>`
    let index = fills.findIndex(fill => fill.endsWith(content))
    if (index < 0) index = fills.push(`<linearGradient id="f${fills.length}" ${content}`) - 1
    return `url(#f${index})`
  }
  return {
    turned: colour =>
      gradient('x1="0" y1="0" x2="1" y2="0"', [
        [0, shade(colour, 0.16)],
        [0.24, tint(colour, 0.24)],
        [0.52, colour],
        [1, shade(colour, 0.34)],
      ]),
    flat: colour =>
      gradient('x1="0" y1="0" x2="0.4" y2="1"', [
        [0, tint(colour, 0.16)],
        [0.55, colour],
        [1, shade(colour, 0.14)],
      ]),
    glass: colour =>
      gradient('x1="0" y1="0" x2="1" y2="0"', [
        [0, shade(colour, 0.25), 0.55],
        [0.14, tint(colour, 0.7), 0.6],
        [0.5, tint(colour, 0.3), 0.28],
        [0.86, colour, 0.45],
        [1, shade(colour, 0.35), 0.6],
      ]),
  }
}

/** Towards white. */
export const tint = (colour: string, share: number): string => mix(colour, '#ffffff', share)

/** Towards a warm black. */
export const shade = (colour: string, share: number): string => mix(colour, '#1f1812', share)

function mix(from: string, to: string, share: number): string {
  const channel = (colour: string, at: number) => Number.parseInt(colour.slice(at, at + 2), 16)
  const mixed = [1, 3, 5].map(at => Math.round(channel(from, at) * (1 - share) + channel(to, at) * share))
  return `#${mixed.map(value => value.toString(16).padStart(2, '0')).join('')}`
}

export const path = (d: string, fill: string, more = ''): string => `<path d="${d}" fill="${fill}"${attributes(more)}/>`

/** A line of round ends; `width` is its thickness. */
export const stroke = (d: string, colour: string, width: number, more = ''): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${attributes(more)}/>`

export const ellipse = (cx: number, cy: number, rx: number, ry: number, fill: string, more = ''): string =>
  `<ellipse cx="${n(cx)}" cy="${n(cy)}" rx="${n(rx)}" ry="${n(ry)}" fill="${fill}"${attributes(more)}/>`

export const box = (x: number, y: number, width: number, height: number, radius: number, fill: string, more = '') =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="${n(radius)}" fill="${fill}"${attributes(more)}/>`

export const group = (transform: string, ...parts: string[]): string =>
  `<g transform="${transform}">${parts.join('')}</g>`

const attributes = (more: string): string => (more === '' ? '' : ` ${more}`)

/** At most one decimal: pictures stay small. */
const n = (value: number): string => String(Math.round(value * 10) / 10)

export type Profile = readonly (readonly [y: number, radius: number])[]

/** What a potter's wheel or a lathe makes: a smooth outline turned about x. A point given twice makes an edge. */
export function turnedBody(profile: Profile, fill: string, { x = 400, tilt = 0.13 } = {}): string {
  const points = profile.map(([y, radius]) => [x - radius, y] as const)
  const left = smooth(points)
  const right = smooth(points.map(([px, py]) => [2 * x - px, py] as const).reverse())
  const [top, bottom] = [profile[0]!, profile[profile.length - 1]!]
  const arc = (radius: number, to: number, y: number) => `A${n(radius)} ${n(radius * tilt)} 0 0 0 ${n(to)} ${n(y)}`
  return path(
    `M${n(x - top[1])} ${n(top[0])}${left}${arc(bottom[1], x + bottom[1], bottom[0])}${right}${arc(top[1], x - top[1], top[0])}Z`,
    fill,
  )
}

/** An opening seen from a little above: the rim and what is inside. */
export const rim = (
  y: number,
  radius: number,
  colours: { rim: string; inside: string },
  { x = 400, tilt = 0.13, lip = 9 } = {},
) =>
  ellipse(x, y, radius, radius * tilt, colours.rim) +
  ellipse(x, y + 1, radius - lip, Math.max((radius - lip) * tilt - lip * 0.1, 1), colours.inside)

/** A curve through all points, as Bézier pieces (Catmull-Rom). */
function smooth(points: readonly (readonly [number, number])[]): string {
  let d = ''
  for (let index = 0; index + 1 < points.length; index++) {
    const [before, from, to, after] = [
      points[index - 1] ?? points[index]!,
      points[index]!,
      points[index + 1]!,
      points[index + 2] ?? points[index + 1]!,
    ]
    const first = [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6]
    const second = [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6]
    if (from[0] === to[0] && from[1] === to[1]) continue
    d += `C${[...first, ...second, ...to].map(n).join(' ')}`
  }
  return d
}

/** A leaf from its foot, so long, turned by degrees. */
export const leaf = (x: number, y: number, length: number, degrees: number, colour: string): string =>
  group(
    `translate(${n(x)} ${n(y)}) rotate(${n(degrees)})`,
    path(
      `M0 0C${n(length * 0.3)} ${n(-length * 0.35)} ${n(length * 0.22)} ${n(-length * 0.8)} 0 ${n(-length)}C${n(-length * 0.22)} ${n(-length * 0.8)} ${n(-length * 0.3)} ${n(-length * 0.35)} 0 0Z`,
      colour,
    ),
    stroke(`M0 0V${n(-length * 0.85)}`, shade(colour, 0.2), 2),
  )

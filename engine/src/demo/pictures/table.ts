import { box, type Drawing, ellipse, group, path, rim, shade, stroke, tint, turnedBody } from './canvas.ts'

const plate: Drawing = (_, colour) =>
  ellipse(400, 492, 262, 172, shade(colour, 0.4)) +
  ellipse(400, 478, 264, 172, shade(colour, 0.12)) +
  ellipse(400, 474, 262, 169, tint(colour, 0.16)) +
  ellipse(400, 478, 186, 116, shade(colour, 0.16)) +
  ellipse(400, 482, 182, 112, tint(colour, 0.05)) +
  stroke('M168 450Q210 350 350 318', '#fff', 8, 'opacity="0.5"') +
  ellipse(470, 440, 4, 3, shade(colour, 0.3), 'opacity="0.6"') +
  ellipse(330, 520, 3, 3, shade(colour, 0.3), 'opacity="0.6"') +
  ellipse(560, 560, 4, 3, shade(colour, 0.3), 'opacity="0.5"')

const bowl: Drawing = (canvas, colour) =>
  turnedBody(
    [
      [430, 214],
      [470, 206],
      [560, 150],
      [616, 92],
      [640, 88],
    ],
    canvas.turned(colour),
  ) +
  rim(430, 214, { rim: tint(colour, 0.38), inside: shade(colour, 0.3) }, { tilt: 0.2, lip: 12 }) +
  ellipse(400, 442, 180, 28, tint(colour, 0.1), 'opacity="0.5"') +
  stroke('M240 500Q280 560 330 600', '#fff', 9, 'opacity="0.28"')

const platter: Drawing = (_, colour) =>
  group(
    'rotate(-9 400 480)',
    ellipse(400, 502, 312, 146, shade(colour, 0.42)),
    ellipse(400, 486, 314, 146, tint(colour, 0.18)),
    ellipse(400, 490, 250, 106, shade(colour, 0.12)),
    ellipse(400, 495, 245, 101, tint(colour, 0.06)),
    ...[
      [330, 470, '#d59a3a'],
      [398, 455, '#c8752e'],
      [466, 478, '#d59a3a'],
      [372, 520, '#c8752e'],
      [440, 524, '#dba94a'],
    ].map(
      ([x, y, fruit]) =>
        ellipse(Number(x), Number(y), 38, 36, String(fruit)) +
        ellipse(Number(x) - 10, Number(y) - 12, 9, 7, '#fff', 'opacity="0.4"'),
    ),
  )

const tumblers: Drawing = (canvas, colour) =>
  tumbler(310, 590, canvas.glass(colour)) +
  tumbler(500, 590, canvas.glass(colour)) +
  tumbler(400, 640, canvas.glass(colour))

const tumbler = (x: number, floor: number, fill: string): string =>
  turnedBody(
    [
      [floor - 240, 92],
      [floor - 120, 84],
      [floor - 10, 74],
      [floor, 68],
    ],
    fill,
    { x },
  ) +
  ellipse(x, floor - 14, 66, 9, '#fff', 'opacity="0.35"') +
  ellipse(x, floor - 240, 92, 12, 'none', 'stroke="#fff" stroke-width="4" opacity="0.85"') +
  stroke(`M${x - 66} ${floor - 200}L${x - 56} ${floor - 40}`, '#fff', 8, 'opacity="0.55"')

const wineGlasses: Drawing = canvas =>
  wineGlass(290, canvas.glass('#c3d4d8'), canvas.turned('#7b2236')) +
  wineGlass(510, canvas.glass('#c3d4d8'), canvas.turned('#7b2236'))

const wineGlass = (x: number, glass: string, wine: string): string =>
  ellipse(x, 634, 84, 14, '#dfe9ea', 'opacity="0.9"') +
  stroke(`M${x} 470V628`, '#d3e0e2', 10) +
  turnedBody(
    [
      [360, 98],
      [400, 92],
      [450, 44],
      [466, 14],
    ],
    wine,
    { x },
  ) +
  ellipse(x, 360, 98, 12, '#9c3b50') +
  turnedBody(
    [
      [210, 76],
      [290, 100],
      [370, 102],
      [440, 60],
      [476, 10],
    ],
    glass,
    { x },
  ) +
  ellipse(x, 210, 76, 10, 'none', 'stroke="#fff" stroke-width="4" opacity="0.9"') +
  stroke(`M${x - 72} 270Q${x - 84} 340 ${x - 60} 400`, '#fff', 8, 'opacity="0.65"')

const bedsideCarafe: Drawing = canvas =>
  turnedBody(
    [
      [300, 54],
      [360, 58],
      [410, 108],
      [470, 132],
      [610, 132],
      [640, 116],
    ],
    canvas.glass('#a9cbd2'),
  ) +
  turnedBody(
    [
      [440, 118],
      [480, 126],
      [606, 124],
      [630, 110],
    ],
    canvas.glass('#6fb0c4'),
  ) +
  ellipse(400, 440, 116, 14, '#c3e0e8', 'opacity="0.9"') +
  turnedBody(
    [
      [180, 72],
      [184, 76],
      [340, 68],
      [346, 62],
    ],
    canvas.glass('#c7dadd'),
  ) +
  ellipse(400, 184, 74, 9, '#fff', 'opacity="0.5"') +
  stroke('M290 480V600', '#fff', 9, 'opacity="0.65"')

const cutlery: Drawing = (canvas, colour) => {
  const handle = (x: number) =>
    path(`M${x - 9} 430Q${x} 420 ${x + 9} 430L${x + 15} 690Q${x} 716 ${x - 15} 690Z`, canvas.turned(colour))
  return (
    box(190, 150, 420, 570, 10, '#f1e9da') +
    stroke('M206 166H594V704H206Z', '#d8cbb3', 3, 'stroke-dasharray="6 8"') +
    handle(290) +
    stroke('M262 200V310M281 200V310M299 200V310M318 200V310', tint(colour, 0.1), 9) +
    path('M258 300H322Q324 380 299 430H281Q256 380 258 300Z', canvas.turned(colour)) +
    handle(400) +
    path('M392 436V216Q394 186 408 196Q434 260 426 436Z', canvas.turned(colour)) +
    handle(510) +
    ellipse(510, 270, 46, 80, canvas.turned(colour)) +
    ellipse(506, 264, 32, 62, tint(colour, 0.35), 'opacity="0.6"') +
    path('M500 340H520L518 436H502Z', colour)
  )
}

const tablecloth: Drawing = (canvas, colour) =>
  path(
    'M130 330L670 330L720 640Q690 700 660 640Q620 720 580 646Q530 724 484 648Q436 726 390 648Q340 724 300 646Q256 716 216 640Q180 696 80 640Z',
    canvas.flat(colour),
  ) +
  path('M170 270H630L670 340Q400 370 130 340Z', tint(colour, 0.2)) +
  stroke(
    'M216 640Q240 500 236 352M390 648Q396 500 396 358M580 646Q560 500 562 352M300 646Q312 520 314 400M484 648Q480 520 478 400',
    shade(colour, 0.2),
    5,
    'opacity="0.55"',
  ) +
  ellipse(400, 300, 92, 20, '#f7f1e6') +
  ellipse(400, 297, 62, 12, '#e6dccb')

const napkins: Drawing = (canvas, colour) =>
  [0, 1, 2, 3]
    .map(index =>
      group(
        `rotate(${index * 3 - 6} 400 480) translate(0 ${-index * 30})`,
        box(206, 520, 388, 112, 12, shade(colour, 0.25)),
        box(206, 514, 388, 106, 12, canvas.flat(tint(colour, index * 0.06))),
        stroke('M216 600H584', shade(colour, 0.22), 4, 'stroke-dasharray="9 7"'),
      ),
    )
    .join('') + stroke('M216 474q180-60 372-10', tint(colour, 0.35), 5, 'opacity="0.6"')

const teaTowels: Drawing = (_, colour) =>
  stroke('M170 190H630', '#a9845c', 14) + towelSheet(246, 0, colour) + towelSheet(412, 0, colour)

const towelSheet = (x: number, drop: number, colour: string): string =>
  stroke(`M${x + 72} ${212 + drop}v-22`, '#8d7b66', 5) +
  path(
    `M${x} ${214 + drop}Q${x + 72} ${204 + drop} ${x + 146} ${214 + drop}L${x + 152} ${600 + drop}Q${x + 76} ${616 + drop} ${x - 8} ${600 + drop}Z`,
    '#f3ecdd',
  ) +
  [36, 72, 108]
    .map(step =>
      stroke(`M${x + step} ${212 + drop}L${x + step + (step - 72) / 12} ${604 + drop}`, colour, 9, 'opacity="0.9"'),
    )
    .join('') +
  stroke(`M${x - 4} ${540 + drop}H${x + 148}M${x - 5} ${562 + drop}H${x + 150}`, colour, 7, 'opacity="0.85"')

export const table = {
  plate,
  bowl,
  platter,
  tumblers,
  wineGlasses,
  bedsideCarafe,
  cutlery,
  tablecloth,
  napkins,
  teaTowels,
}

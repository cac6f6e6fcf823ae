import { box, type Drawing, ellipse, group, path, rim, shade, stroke, tint, turnedBody } from './canvas.ts'

const steel = '#aeb4b8'

const ironPan: Drawing = (_, colour) =>
  group(
    'rotate(-24 400 460)',
    box(560, 434, 200, 44, 22, shade(colour, 0.25)) + ellipse(728, 456, 15, 11, '#d9cfc3'),
    ellipse(380, 470, 236, 196, shade(colour, 0.45)),
    ellipse(380, 456, 236, 196, colour),
    ellipse(380, 456, 206, 168, shade(colour, 0.3)),
    ellipse(374, 448, 196, 158, tint(colour, 0.07)),
    stroke('M214 410Q250 320 350 304', '#fff', 8, 'opacity="0.18"'),
  )

const casserole: Drawing = (canvas, colour) =>
  box(170, 452, 70, 44, 20, shade(colour, 0.25)) +
  box(560, 452, 70, 44, 20, shade(colour, 0.25)) +
  turnedBody(
    [
      [430, 186],
      [440, 186],
      [590, 180],
      [630, 164],
      [640, 150],
    ],
    canvas.turned(colour),
  ) +
  turnedBody(
    [
      [350, 52],
      [362, 120],
      [412, 184],
      [436, 192],
    ],
    canvas.turned(tint(colour, 0.05)),
  ) +
  stroke('M209 437Q400 486 591 437', shade(colour, 0.35), 5) +
  turnedBody(
    [
      [312, 34],
      [330, 30],
      [352, 20],
    ],
    canvas.turned('#c9a15a'),
  ) +
  ellipse(400, 312, 34, 8, '#e2c58b') +
  stroke('M246 480Q240 540 256 600', '#fff', 10, 'opacity="0.28"')

const saucepan: Drawing = (canvas, colour) =>
  stroke('M560 470L740 420', shade(colour, 0.3), 26) +
  turnedBody(
    [
      [430, 178],
      [436, 172],
      [620, 170],
      [640, 158],
    ],
    canvas.turned(colour),
  ) +
  rim(430, 178, { rim: tint(colour, 0.5), inside: shade(colour, 0.35) }) +
  stroke('M270 480V600', '#fff', 10, 'opacity="0.45"') +
  ellipse(566, 470, 12, 16, shade(colour, 0.35))

const chefKnife: Drawing = (canvas, colour) =>
  knife(canvas.flat(colour), colour, 'M330 450L726 236Q742 236 738 256Q700 372 560 424L352 500Z')
const breadKnife: Drawing = (canvas, colour) =>
  knife(canvas.flat(colour), colour, `M330 450L726 246Q752 236 748 262L736 280${'l-17 2l-7 17'.repeat(15)}L352 500Z`)
const paringKnife: Drawing = (canvas, colour) =>
  knife(canvas.flat(colour), colour, 'M330 450L560 326Q572 326 566 344Q530 400 460 436L352 500Z', 540)

const knife = (handle: string, colour: string, blade: string, tip = 700): string =>
  group(
    'translate(-6 70)',
    group('translate(10 22)', path(blade, '#2a211a', 'opacity="0.14"')),
    path(blade, '#c9ced1'),
    stroke(`M352 446L${tip} ${446 - (tip - 352) * 0.523}`, '#fff', 5, 'opacity="0.7"'),
    path('M318 448L346 502L366 492L338 436Z', '#8d9498'),
    path('M330 452L350 498Q270 540 216 590Q170 634 122 612Q92 590 122 552Q200 500 330 452Z', handle),
    ...[
      [292, 500],
      [236, 540],
      [180, 580],
    ].map(([x, y]) => ellipse(x!, y!, 8, 8, tint(colour, 0.55))),
  )

const board: Drawing = (canvas, colour) =>
  group(
    'rotate(-7 400 440)',
    box(176, 268, 470, 350, 30, shade(colour, 0.35)),
    box(170, 254, 470, 350, 30, canvas.flat(colour)),
    ...[0, 1, 2, 3, 4, 5].flatMap(row =>
      [0, 1, 2, 3, 4, 5, 6].map(column =>
        box(
          184 + column * 64 - (row % 2) * 6,
          268 + row * 54,
          60,
          50,
          4,
          (row * 5 + column * 3) % 4 === 0 ? shade(colour, 0.14) : tint(colour, ((row * 7 + column * 5) % 5) * 0.045),
          'opacity="0.75"',
        ),
      ),
    ),
    ellipse(604, 290, 16, 16, shade(colour, 0.6)),
  )

const jar: Drawing = (canvas, colour) =>
  turnedBody(
    [
      [330, 122],
      [350, 136],
      [600, 138],
      [640, 122],
    ],
    canvas.glass('#bfd4d2'),
  ) +
  turnedBody(
    [
      [440, 126],
      [440, 126],
      [600, 128],
      [630, 116],
    ],
    canvas.turned('#d8b98a'),
  ) +
  ellipse(400, 440, 126, 15, '#e8d0a8') +
  turnedBody(
    [
      [272, 112],
      [276, 114],
      [330, 110],
      [334, 106],
    ],
    canvas.turned(colour),
  ) +
  ellipse(400, 274, 112, 14, tint(colour, 0.3)) +
  stroke('M286 380V590', '#fff', 10, 'opacity="0.65"') +
  box(350, 500, 112, 62, 5, '#f6f0e4') +
  stroke('M370 522h72M370 540h48', '#8c7d6b', 4)

const oilBottle: Drawing = (canvas, colour) =>
  turnedBody(
    [
      [250, 30],
      [340, 32],
      [400, 92],
      [460, 108],
      [610, 108],
      [640, 92],
    ],
    canvas.glass(colour),
  ) +
  turnedBody(
    [
      [470, 100],
      [610, 100],
      [632, 88],
    ],
    canvas.turned('#b3a23c'),
  ) +
  ellipse(400, 470, 100, 12, '#cdbd58') +
  stroke('M400 252L400 206L446 168', steel, 15) +
  turnedBody(
    [
      [228, 24],
      [228, 24],
      [262, 22],
    ],
    canvas.turned('#b58a5c'),
  ) +
  stroke('M312 480V600', '#fff', 9, 'opacity="0.6"')

const breadBag: Drawing = (canvas, colour) =>
  path('M352 300Q300 130 400 140Q500 130 448 300Z', '#c98f4e') +
  stroke('M366 190l44 22M372 232l50 20', '#8d5a2b', 9) +
  path('M270 300Q400 266 530 300L566 600Q560 640 520 640H280Q240 640 234 600Z', canvas.flat(colour)) +
  path('M270 300Q400 266 530 300L534 344Q400 310 266 344Z', shade(colour, 0.12)) +
  stroke('M266 346Q400 312 534 346', shade(colour, 0.35), 5) +
  stroke('M520 330q40 40 20 90M520 330q66 20 60 66', '#efe6d4', 6) +
  stroke(
    'M310 400Q300 520 296 610M420 380Q424 500 420 620M490 400Q500 500 506 600',
    shade(colour, 0.16),
    4,
    'opacity="0.7"',
  )

export const kitchen = {
  ironPan,
  casserole,
  saucepan,
  chefKnife,
  breadKnife,
  paringKnife,
  board,
  jar,
  oilBottle,
  breadBag,
}

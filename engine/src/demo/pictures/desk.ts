import { box, type Drawing, ellipse, group, path, rim, shade, stroke, tint, turnedBody } from './canvas.ts'

const paper = '#f7f1e3'
const wood = '#b07c4f'

const fieldNotes: Drawing = (canvas, colour) =>
  [
    [-14, shade(colour, 0.18)],
    [-2, colour],
    [11, tint(colour, 0.2)],
  ]
    .map(([turn, cover], index) =>
      group(
        `rotate(${turn} 400 640)`,
        box(262 + index * 10, 236, 276, 384, 8, '#2a211a', 'opacity="0.16"'),
        box(252 + index * 10, 226, 276, 384, 8, canvas.flat(String(cover))),
        box(312 + index * 10, 296, 156, 84, 3, paper),
        stroke(`M${332 + index * 10} 324h116M${332 + index * 10} 348h78`, '#6d6152', 5),
        stroke(`M${264 + index * 10} 300v22M${264 + index * 10} 500v22`, '#d6d8d8', 5),
      ),
    )
    .join('')

const journal: Drawing = (canvas, colour) =>
  group(
    'rotate(-6 400 420)',
    box(232, 176, 366, 480, 12, '#2a211a', 'opacity="0.18"'),
    box(240, 186, 340, 456, 6, '#e9dfca'),
    stroke('M246 640H576M246 634H578', '#c9bb9f', 2),
    box(220, 166, 352, 466, 12, canvas.flat(colour)),
    box(220, 166, 40, 466, 12, shade(colour, 0.22)),
    box(516, 166, 14, 466, 2, shade(colour, 0.42)),
    box(310, 262, 156, 12, 2, tint(colour, 0.5), 'opacity="0.7"'),
    box(310, 286, 96, 10, 2, tint(colour, 0.5), 'opacity="0.5"'),
    path('M350 630V704L362 690L374 704V630Z', '#c4532f'),
  )

const planner: Drawing = () =>
  group(
    'rotate(4 400 420)',
    box(160, 250, 500, 386, 8, '#2a211a', 'opacity="0.16"'),
    box(150, 240, 500, 386, 8, paper),
    box(150, 240, 500, 64, 8, '#5f7468'),
    ...[0, 1, 2, 3, 4, 5, 6].map(
      day => stroke(`M${184 + day * 66} 326V606`, '#d6cbb5', 3) + box(184 + day * 66 + 10, 262, 36, 18, 4, '#e9e2d0'),
    ),
    ...[0, 1, 2, 3, 4].map(row => stroke(`M166 ${352 + row * 54}H634`, '#e3dac6', 2)),
    ...[
      [196, 372, '#c4532f'],
      [328, 426, '#5f7468'],
      [460, 480, '#d9a441'],
      [262, 534, '#5f7468'],
      [526, 372, '#d9a441'],
    ].map(([x, y, ink]) => box(Number(x), Number(y), 46, 13, 6, String(ink))),
    ...Array.from({ length: 16 }, (_, index) => stroke(`M${174 + index * 30} 250v-26`, '#7d7468', 5)),
  )

const fountainPen: Drawing = (canvas, colour) =>
  group(
    'rotate(-38 400 420)',
    box(60, 426, 620, 34, 17, '#2a211a', 'opacity="0.14"'),
    box(80, 376, 330, 62, 28, canvas.turned(shade(colour, 0.05))),
    box(400, 384, 180, 46, 10, canvas.flat(colour)),
    box(84, 382, 326, 16, 8, '#fff', 'opacity="0.25"'),
    box(396, 372, 22, 70, 5, '#c49a4a'),
    box(86, 366, 170, 13, 6, '#c49a4a'),
    path('M580 388H610Q660 400 704 407Q660 414 610 426H580Z', '#d9b968'),
    stroke('M622 407H700', '#7a5f28', 3),
    ellipse(620, 407, 6, 6, '#7a5f28'),
  ) + stroke('M600 190q30 10 50-6t40 6', colour, 5, 'opacity="0.55"')

const inkBottle: Drawing = (canvas, colour) =>
  turnedBody(
    [
      [420, 90],
      [440, 104],
      [452, 160],
      [470, 174],
      [610, 174],
      [640, 160],
    ],
    canvas.glass('#c7d3d6'),
  ) +
  turnedBody(
    [
      [490, 152],
      [606, 154],
      [626, 146],
    ],
    canvas.turned(colour),
  ) +
  ellipse(400, 490, 152, 17, tint(colour, 0.2)) +
  turnedBody(
    [
      [320, 94],
      [324, 98],
      [412, 98],
      [418, 96],
    ],
    canvas.turned('#2b2622'),
  ) +
  ellipse(400, 322, 94, 12, '#4a433d') +
  box(318, 530, 164, 74, 4, paper) +
  path('M350 586q-12-22 0-40q14 22 0 40Z', colour) +
  stroke('M376 556h86M376 576h58', '#6d6152', 5) +
  stroke('M246 490V600', '#fff', 9, 'opacity="0.6"')

const pencils: Drawing = (canvas, colour) =>
  box(176, 560, 448, 80, 10, shade(wood, 0.2)) +
  box(176, 548, 448, 74, 10, canvas.flat(wood)) +
  [colour, '#c4532f', '#d9a441', '#2f4a63', '#6f9159', '#8d5a6b']
    .map((tone, index) => {
      const x = 226 + index * 62
      const top = 236 + ((index * 37) % 60)
      return (
        box(x, top + 62, 38, 292 - ((index * 37) % 60), 2, canvas.turned(tone)) +
        path(`M${x} ${top + 64}L${x + 19} ${top}L${x + 38} ${top + 64}Z`, '#e6c79a') +
        path(`M${x + 12} ${top + 24}L${x + 19} ${top}L${x + 26} ${top + 24}Z`, tone)
      )
    })
    .join('') +
  box(176, 586, 448, 48, 10, canvas.flat(tint(wood, 0.1)))

const tray: Drawing = (canvas, colour) =>
  path('M120 520L200 400H600L680 520V600Q680 630 650 630H150Q120 630 120 600Z', shade(colour, 0.3)) +
  path('M150 518L216 416H584L650 518Z', shade(colour, 0.45)) +
  path('M390 416H402L408 518H386Z', colour) +
  group('rotate(-12 290 470)', box(220, 458, 150, 12, 6, '#2f4a63'), box(228, 480, 130, 10, 5, '#d9a441')) +
  ellipse(490, 486, 36, 12, '#c9ced1') +
  ellipse(556, 466, 22, 8, '#c4532f') +
  path('M120 520H680V600Q680 630 650 630H150Q120 630 120 600Z', canvas.flat(colour)) +
  stroke('M150 556H430M220 590H640M480 548H656', shade(colour, 0.16), 4, 'opacity="0.6"')

const penCup: Drawing = (canvas, colour) =>
  stroke('M350 460L310 220', '#2f4a63', 20) +
  path('M299 226L306 178L321 222Z', '#e6c79a') +
  stroke('M400 460L404 190', '#d9a441', 20) +
  path('M393 194L405 146L415 194Z', '#e6c79a') +
  stroke('M446 460L500 250', '#2b2622', 18) +
  stroke('M500 250l8-30', '#c9ced1', 10) +
  turnedBody(
    [
      [400, 118],
      [404, 120],
      [620, 116],
      [640, 106],
    ],
    canvas.turned(colour),
  ) +
  path('M282 402A118 15 0 0 1 518 402A118 15 0 0 0 282 402Z', tint(colour, 0.35)) +
  stroke('M290 470Q400 498 510 470M292 540Q400 568 508 540', shade(colour, 0.24), 5, 'opacity="0.55"')

const deskMat: Drawing = (canvas, colour) =>
  path('M150 330H650L740 640H60Z', '#2a211a', 'opacity="0.18"') +
  path('M156 316H644L732 616Q734 628 720 628H80Q66 628 68 616Z', canvas.flat(colour)) +
  stroke('M172 330H628L712 612H88Z', tint(colour, 0.35), 4, 'stroke-dasharray="10 8" opacity="0.7"') +
  path('M260 400H390L384 540H220Z', paper) +
  stroke('M270 430h100M262 458h104M254 486h70', '#bcae95', 5) +
  rim(470, 62, { rim: '#efe6d4', inside: '#4a2c1b' }, { x: 530, tilt: 0.5 }) +
  stroke('M590 470q44 0 30 30', '#efe6d4', 12)

export const desk = { fieldNotes, journal, planner, fountainPen, inkBottle, pencils, tray, penCup, deskMat }

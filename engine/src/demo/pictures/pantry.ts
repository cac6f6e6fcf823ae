import { box, type Drawing, ellipse, group, leaf, path, shade, stroke, tint, turnedBody } from './canvas.ts'

const paper = '#f7f1e3'

const coffeeBag: Drawing = (canvas, colour) =>
  path('M262 210H538L566 300V600Q566 640 530 640H270Q234 640 234 600V300Z', canvas.flat(colour)) +
  path('M262 210H538L552 256H248Z', shade(colour, 0.2)) +
  stroke('M254 238H546', shade(colour, 0.4), 4) +
  box(286, 340, 228, 220, 8, paper) +
  bean(400, 428, 1.3, colour) +
  stroke('M330 512h140M356 534h88', '#6d6152', 6) +
  bean(180, 622, 0.6, '#5b3520') +
  bean(216, 648, 0.55, '#4a2c1b') +
  bean(600, 640, 0.6, '#5b3520') +
  bean(640, 622, 0.5, '#4a2c1b')

const bean = (x: number, y: number, size: number, colour: string): string =>
  group(
    `translate(${x} ${y}) rotate(-28) scale(${size})`,
    ellipse(0, 0, 34, 48, colour),
    stroke('M4-44Q-16-14 4 6T-2 44', tint(colour, 0.55), 5),
  )

const teaTin: Drawing = (canvas, colour) =>
  turnedBody(
    [
      [330, 130],
      [330, 130],
      [632, 130],
      [640, 126],
    ],
    canvas.turned(colour),
  ) +
  turnedBody(
    [
      [286, 126],
      [290, 134],
      [356, 134],
      [356, 134],
    ],
    canvas.turned(shade(colour, 0.2)),
  ) +
  ellipse(400, 287, 127, 16, tint(colour, 0.25)) +
  turnedBody(
    [
      [410, 131],
      [410, 131],
      [560, 131],
      [560, 131],
    ],
    canvas.turned(paper),
  ) +
  leaf(400, 528, 84, 0, '#6f9159') +
  leaf(400, 528, 70, 42, '#8aa96f') +
  leaf(400, 528, 70, -42, '#56774a') +
  stroke('M350 546q50 12 100 0', '#6d6152', 5)

const chocolate: Drawing = (canvas, colour) =>
  group(
    'rotate(-10 400 430)',
    box(268, 160, 284, 480, 8, '#2a211a', 'opacity="0.18"'),
    box(256, 148, 284, 190, 8, '#4a2c1b'),
    ...[0, 1, 2].flatMap(column =>
      [0, 1].map(row => box(270 + column * 88, 162 + row * 82, 80, 74, 6, row === 0 ? '#5d3a24' : '#553420')),
    ),
    path('M256 296l24-18l24 18l24-18l24 18l24-18l24 18l24-18l24 18l24-18l24 18l20-16V340H256Z', '#d6dadb'),
    box(256, 324, 284, 304, 8, canvas.flat(colour)),
    box(284, 380, 228, 170, 4, paper),
    stroke('M314 424h168M334 456h128', shade(colour, 0.3), 9),
    ellipse(398, 508, 20, 20, colour),
  )

const giftBox: Drawing = (canvas, colour) =>
  box(206, 400, 388, 240, 8, canvas.flat(colour)) +
  box(186, 330, 428, 86, 8, canvas.flat(tint(colour, 0.14))) +
  box(372, 330, 56, 310, 0, '#b8452f') +
  box(186, 416, 428, 8, 0, shade(colour, 0.3), 'opacity="0.5"') +
  path('M400 330C330 330 250 290 280 226C310 180 390 250 400 330Z', '#c4532f') +
  path('M400 330C470 330 550 290 520 226C490 180 410 250 400 330Z', '#b8452f') +
  path(
    'M400 330C360 310 310 280 318 246C336 228 386 280 400 330ZM400 330C440 310 490 280 482 246C464 228 414 280 400 330Z',
    '#8f321f',
  ) +
  box(380, 308, 40, 36, 10, '#a83d29')

const eBook: Drawing = (canvas, colour) =>
  group(
    'rotate(5 400 400)',
    box(222, 110, 380, 530, 34, '#2a211a', 'opacity="0.18"'),
    box(210, 98, 380, 530, 34, '#2b2e33'),
    box(236, 128, 328, 456, 8, canvas.flat(colour)),
    ellipse(400, 316, 94, 94, paper),
    stroke('M356 344H444L436 372H364ZM362 336q38-90 76 0', colour, 9),
    stroke('M400 268q-12-20 4-36M426 274q-8-16 6-30', '#8c7d6b', 6),
    box(290, 450, 220, 22, 4, paper),
    box(324, 490, 152, 14, 4, paper, 'opacity="0.7"'),
    ellipse(400, 606, 9, 9, '#565a60'),
  )

export const pantry = { coffeeBag, teaTin, chocolate, giftBox, eBook }

import { box, type Drawing, ellipse, path, rim, shade, stroke, tint, turnedBody } from './canvas.ts'

const steel = '#aeb4b8'
const brew = '#4a2c1b'
const wood = '#a9744a'

const mug: Drawing = (canvas, colour) =>
  stroke('M525 395C640 375 650 545 512 545', shade(colour, 0.2), 34) +
  stroke('M525 391C634 373 642 537 512 539', tint(colour, 0.05), 22) +
  turnedBody(
    [
      [340, 142],
      [430, 146],
      [560, 142],
      [622, 122],
      [640, 108],
    ],
    canvas.turned(colour),
  ) +
  rim(340, 142, { rim: tint(colour, 0.35), inside: shade(colour, 0.42) }) +
  ellipse(400, 347, 122, 11, brew) +
  stroke('M300 590Q400 618 500 590', shade(colour, 0.22), 4, 'opacity="0.5"')

const campMug: Drawing = (canvas, colour) =>
  stroke('M540 400C625 390 625 540 536 535', shade(colour, 0.25), 22) +
  turnedBody(
    [
      [360, 150],
      [365, 146],
      [632, 140],
      [640, 132],
    ],
    canvas.turned(colour),
  ) +
  rim(360, 152, { rim: '#2d3440', inside: tint(colour, 0.55) }, { lip: 7 }) +
  ellipse(330, 470, 5, 3, '#fff', 'opacity="0.6"') +
  ellipse(470, 560, 4, 3, '#fff', 'opacity="0.5"') +
  ellipse(360, 590, 4, 2, '#fff', 'opacity="0.5"')

const espressoCups: Drawing = (canvas, colour) =>
  cup(280, canvas.turned(colour), colour) + cup(505, canvas.turned(colour), colour)

const cup = (x: number, fill: string, colour: string): string =>
  ellipse(x, 632, 128, 22, shade(colour, 0.18)) +
  ellipse(x, 626, 128, 21, tint(colour, 0.12)) +
  ellipse(x, 627, 70, 10, shade(colour, 0.12)) +
  stroke(`M${x + 76} 505c62-14 66 78-6 76`, shade(colour, 0.12), 17) +
  turnedBody(
    [
      [480, 84],
      [530, 84],
      [590, 68],
      [624, 48],
    ],
    fill,
    { x },
  ) +
  rim(480, 84, { rim: tint(colour, 0.4), inside: brew }, { x, lip: 8 })

const glassCup: Drawing = canvas =>
  stroke('M528 400C640 385 640 540 520 540', '#c9d8dc', 22, 'opacity="0.75"') +
  turnedBody(
    [
      [330, 140],
      [450, 146],
      [580, 130],
      [640, 100],
    ],
    canvas.glass('#b9d3d8'),
  ) +
  turnedBody(
    [
      [400, 112],
      [470, 116],
      [550, 104],
      [602, 66],
    ],
    canvas.turned('#6b3f22'),
  ) +
  turnedBody(
    [
      [400, 112],
      [424, 114],
      [432, 114],
    ],
    canvas.turned('#d9b98f'),
  ) +
  ellipse(400, 400, 112, 14, '#e7cfa9') +
  ellipse(400, 330, 140, 18, 'none', 'stroke="#fff" stroke-width="5" opacity="0.9"') +
  stroke('M292 370Q286 480 306 570', '#fff', 9, 'opacity="0.6"')

const dripper: Drawing = (canvas, colour) =>
  turnedBody(
    [
      [520, 96],
      [560, 118],
      [610, 122],
      [640, 112],
    ],
    canvas.glass('#bcd2d6'),
  ) +
  turnedBody(
    [
      [590, 118],
      [610, 120],
      [636, 112],
    ],
    canvas.turned(brew),
  ) +
  ellipse(400, 520, 150, 20, shade(colour, 0.2)) +
  ellipse(400, 514, 150, 20, tint(colour, 0.1)) +
  stroke('M540 340C640 330 640 450 500 440', shade(colour, 0.12), 22) +
  turnedBody(
    [
      [300, 172],
      [320, 166],
      [470, 74],
      [510, 66],
    ],
    canvas.turned(colour),
  ) +
  rim(300, 172, { rim: tint(colour, 0.4), inside: shade(colour, 0.3) }, { lip: 10 }) +
  path('M258 302L330 270H470L542 302Q400 334 258 302Z', '#f4ecdc') +
  ellipse(400, 304, 118, 12, brew)

const carafe: Drawing = canvas =>
  turnedBody(
    [
      [230, 78],
      [300, 62],
      [360, 66],
      [470, 140],
      [560, 168],
      [620, 160],
      [640, 140],
    ],
    canvas.glass('#bcd2d6'),
  ) +
  turnedBody(
    [
      [500, 152],
      [560, 164],
      [618, 154],
      [634, 138],
    ],
    canvas.turned('#5b3520'),
  ) +
  ellipse(400, 500, 152, 17, '#7a4a2c') +
  turnedBody(
    [
      [290, 70],
      [330, 66],
      [372, 76],
    ],
    canvas.turned(wood),
  ) +
  stroke('M334 330h132', shade(wood, 0.4), 4) +
  ellipse(400, 230, 78, 10, 'none', 'stroke="#fff" stroke-width="5" opacity="0.9"') +
  stroke('M262 520Q250 570 272 612', '#fff', 8, 'opacity="0.6"')

const kettle: Drawing = (canvas, colour) =>
  stroke('M290 560C190 560 240 380 130 344', shade(colour, 0.18), 26) +
  stroke('M290 556C196 554 244 376 132 340', tint(colour, 0.15), 12) +
  stroke('M500 390C690 350 690 560 560 590', '#2b2622', 30) +
  turnedBody(
    [
      [400, 92],
      [420, 128],
      [520, 158],
      [610, 172],
      [616, 172],
    ],
    canvas.turned(colour),
  ) +
  turnedBody(
    [
      [612, 176],
      [612, 176],
      [640, 176],
      [640, 176],
    ],
    canvas.turned('#3a3532'),
    { tilt: 0.1 },
  ) +
  turnedBody(
    [
      [384, 60],
      [392, 88],
      [408, 96],
    ],
    canvas.turned(shade(colour, 0.08)),
  ) +
  box(386, 352, 28, 34, 10, '#2b2622') +
  stroke('M300 450Q284 520 284 580', '#fff', 10, 'opacity="0.35"')

const teapot: Drawing = (canvas, colour) =>
  stroke('M270 500C200 500 220 410 150 392', shade(colour, 0.16), 44) +
  stroke('M262 494C206 488 220 406 156 390', tint(colour, 0.12), 20) +
  stroke('M540 440C670 400 680 580 548 580', shade(colour, 0.2), 28) +
  turnedBody(
    [
      [390, 96],
      [430, 150],
      [520, 178],
      [600, 152],
      [640, 100],
    ],
    canvas.turned(colour),
  ) +
  turnedBody(
    [
      [352, 26],
      [366, 74],
      [392, 104],
      [398, 104],
    ],
    canvas.turned(tint(colour, 0.06)),
  ) +
  ellipse(400, 342, 24, 20, shade(colour, 0.12)) +
  stroke('M262 470Q250 520 268 570', '#fff', 10, 'opacity="0.3"')

const grinder: Drawing = (canvas, colour) =>
  stroke('M400 212H560', '#8d9498', 16) +
  ellipse(572, 196, 26, 32, canvas.turned(wood)) +
  box(388, 206, 24, 44, 6, '#8d9498') +
  turnedBody(
    [
      [246, 84],
      [246, 84],
      [420, 84],
      [420, 84],
    ],
    canvas.turned(steel),
  ) +
  ellipse(400, 246, 84, 11, tint(steel, 0.4)) +
  turnedBody(
    [
      [420, 88],
      [420, 88],
      [478, 88],
      [478, 88],
    ],
    canvas.turned(colour),
  ) +
  turnedBody(
    [
      [478, 82],
      [478, 82],
      [636, 80],
      [640, 76],
    ],
    canvas.turned(steel),
  ) +
  stroke('M340 270V400M340 500V610', '#fff', 9, 'opacity="0.5"')

export const coffee = { mug, campMug, espressoCups, glassCup, dripper, carafe, kettle, teapot, grinder }

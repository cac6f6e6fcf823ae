import { box, type Drawing, ellipse, group, path, shade, stroke, tint, turnedBody } from './canvas.ts'

const leather = '#9a6338'
const metal = '#c9ced1'

const backpack: Drawing = (canvas, colour) =>
  stroke('M344 190C344 110 456 110 456 190', shade(leather, 0.1), 18) +
  path(
    'M236 330Q190 420 212 560M564 330Q610 420 588 560',
    'none',
    `stroke="${shade(colour, 0.35)}" stroke-width="30" stroke-linecap="round"`,
  ) +
  path('M250 300Q250 178 400 178Q550 178 550 300V600Q550 640 508 640H292Q250 640 250 600Z', canvas.flat(colour)) +
  path('M250 300Q250 178 400 178Q550 178 550 300V390Q400 424 250 390Z', tint(colour, 0.08)) +
  stroke('M250 392Q400 426 550 392', shade(colour, 0.35), 5) +
  box(286, 462, 228, 142, 22, canvas.flat(shade(colour, 0.1))) +
  stroke('M300 496H500', shade(colour, 0.45), 6) +
  [
    [322, 372],
    [462, 372],
  ]
    .map(([x, y]) => box(x!, y!, 22, 92, 6, leather) + box(x! - 5, y! + 58, 32, 24, 5, metal))
    .join('') +
  box(366, 238, 68, 38, 5, leather)

const weekender: Drawing = (canvas, colour) =>
  stroke('M286 400C286 240 514 240 514 400', leather, 20) +
  path('M130 440Q130 366 210 366H590Q670 366 670 440V590Q670 640 620 640H180Q130 640 130 590Z', canvas.flat(colour)) +
  path('M130 520H670V590Q670 640 620 640H180Q130 640 130 590Z', leather) +
  stroke('M130 520H670', shade(leather, 0.35), 4) +
  stroke('M190 378H610', shade(colour, 0.4), 7) +
  [276, 504].map(x => box(x, 366, 26, 190, 6, shade(leather, 0.08)) + box(x + 5, 420, 16, 16, 4, metal)).join('') +
  stroke('M300 470C290 350 510 350 500 470', shade(leather, 0.05), 16) +
  box(366, 556, 68, 40, 5, tint(leather, 0.2))

const tote: Drawing = (canvas, colour) =>
  stroke('M318 330C318 130 482 130 482 330', shade(colour, 0.25), 20) +
  path('M222 316H578L604 616Q606 640 580 640H220Q194 640 196 616Z', canvas.flat(colour)) +
  stroke('M226 344H574', shade(colour, 0.25), 4, 'stroke-dasharray="10 7"') +
  stroke('M306 320V420M330 320V420M470 320V420M494 320V420', shade(colour, 0.25), 4) +
  stroke('M400 560V470', shade(colour, 0.5), 6) +
  path('M400 500q44-6 52-52q-48 2-52 52ZM400 526q-44-6-52-52q48 2 52 52Z', shade(colour, 0.5)) +
  stroke('M290 380Q270 500 280 620M520 390Q540 500 528 620', shade(colour, 0.14), 5, 'opacity="0.7"')

const packingCubes: Drawing = (canvas, colour) =>
  [
    [150, 520, 500, 118],
    [186, 412, 428, 106],
    [240, 318, 320, 92],
  ]
    .map(([x, y, width, height], index) => {
      const tone = [shade(colour, 0.14), colour, tint(colour, 0.22)][index]!
      return (
        box(x!, y!, width!, height!, 22, canvas.flat(tone)) +
        stroke(`M${x! + 24} ${y! + 30}H${x! + width! - 24}`, shade(tone, 0.4), 6) +
        box(x! + width! - 84, y! + 20, 34, 20, 5, leather) +
        box(x! + width! / 2 - 60, y! + 50, 120, height! - 70, 6, shade(tone, 0.18), 'opacity="0.7"')
      )
    })
    .join('')

const flask: Drawing = (canvas, colour) =>
  turnedBody(
    [
      [196, 58],
      [200, 62],
      [284, 62],
      [290, 58],
    ],
    canvas.turned('#2b2622'),
  ) +
  ellipse(400, 198, 58, 8, '#4c4641') +
  stroke('M360 180C360 130 440 130 440 180', '#2b2622', 14) +
  turnedBody(
    [
      [286, 56],
      [300, 64],
      [350, 104],
      [380, 108],
      [622, 106],
      [640, 96],
    ],
    canvas.turned(colour),
  ) +
  turnedBody(
    [
      [288, 60],
      [288, 60],
      [304, 64],
    ],
    canvas.turned(metal),
  ) +
  stroke('M322 390V600', '#fff', 12, 'opacity="0.4"') +
  path('M380 520l20-36l20 36h-40Z', '#fff', 'opacity="0.55"')

const lunchBox: Drawing = (canvas, colour) =>
  box(176, 446, 448, 194, 40, canvas.flat(metal)) +
  box(164, 380, 472, 92, 34, canvas.flat(tint(colour, 0.1))) +
  stroke('M184 474H616', shade(metal, 0.35), 5) +
  box(346, 366, 108, 282, 6, shade(leather, 0.05)) +
  box(346, 500, 108, 26, 3, tint(leather, 0.3)) +
  stroke('M206 520Q204 580 226 606', '#fff', 10, 'opacity="0.6"') +
  stroke('M200 404h110', '#fff', 9, 'opacity="0.5"')

const wallet: Drawing = (canvas, colour) =>
  group(
    'rotate(-8 400 420)',
    box(372, 190, 200, 300, 10, '#7b2f3a'),
    box(372, 190, 200, 300, 10, 'none', 'stroke="#c49a4a" stroke-width="4"'),
    ellipse(472, 300, 40, 40, 'none', 'stroke="#c49a4a" stroke-width="6"'),
    stroke('M432 300h80M472 260q-28 40 0 80q28-40 0-80', '#c49a4a', 4),
    box(240, 256, 340, 380, 18, '#2a211a', 'opacity="0.16"'),
    box(228, 244, 340, 380, 18, canvas.flat(colour)),
    stroke('M244 260H552V608H244Z', tint(colour, 0.35), 4, 'stroke-dasharray="10 8"'),
    box(228, 430, 340, 194, 18, canvas.flat(shade(colour, 0.12))),
    stroke('M244 446H552', tint(colour, 0.3), 4, 'stroke-dasharray="10 8"'),
    box(372, 524, 54, 34, 4, shade(colour, 0.28)),
  )

const umbrella: Drawing = (canvas, colour) =>
  stroke('M400 150V560Q400 640 456 640Q506 640 506 592', leather, 16) +
  path(
    'M400 150C210 150 110 300 96 430Q150 384 208 430Q256 384 304 430Q352 388 400 430Q448 388 496 430Q544 384 592 430Q650 384 704 430C690 300 590 150 400 150Z',
    canvas.turned(colour),
  ) +
  stroke(
    'M400 152Q230 240 208 430M400 152Q330 270 304 430M400 152Q470 270 496 430M400 152Q570 240 592 430',
    shade(colour, 0.35),
    4,
    'opacity="0.7"',
  ) +
  stroke('M400 152V116', metal, 12) +
  stroke('M166 300Q214 210 310 178', '#fff', 9, 'opacity="0.25"')

const luggageTag: Drawing = (canvas, colour) =>
  group(
    'rotate(14 400 420)',
    stroke('M400 250C330 150 330 60 400 40C470 60 470 150 400 250', shade(colour, 0.25), 16),
    path('M318 250Q400 190 482 250L516 310V600Q516 634 482 634H318Q284 634 284 600V310Z', canvas.flat(colour)),
    ellipse(400, 274, 24, 24, metal),
    ellipse(400, 274, 13, 13, shade(colour, 0.6)),
    box(318, 360, 164, 220, 8, '#f7f1e3'),
    stroke('M342 404h116M342 440h116M342 476h80', '#8c7d6b', 6),
    stroke('M300 324V616H500V324', tint(colour, 0.35), 4, 'stroke-dasharray="10 8"'),
  )

export const travel = { backpack, weekender, tote, packingCubes, flask, lunchBox, wallet, umbrella, luggageTag }

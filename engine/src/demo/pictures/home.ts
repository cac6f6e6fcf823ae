import { box, type Drawing, ellipse, group, leaf, path, rim, shade, stroke, tint, turnedBody } from './canvas.ts'

const brass = '#c49a4a'

const deskLamp: Drawing = (canvas, colour) =>
  path('M160 229L354 380L440 640H60Z', '#ffe9b0', 'opacity="0.4"') +
  turnedBody(
    [
      [612, 118],
      [616, 122],
      [632, 122],
      [640, 118],
    ],
    canvas.turned(colour),
    { x: 500 },
  ) +
  ellipse(500, 611, 118, 15, tint(colour, 0.25)) +
  stroke('M500 606L560 400', brass, 15) +
  stroke('M560 400L330 236', brass, 15) +
  ellipse(560, 400, 22, 22, shade(colour, 0.15)) +
  group(
    'rotate(38 290 262)',
    turnedBody(
      [
        [206, 34],
        [216, 44],
        [300, 118],
        [316, 124],
      ],
      canvas.turned(colour),
      { x: 290 },
    ),
    ellipse(290, 316, 124, 16, '#fff3cf'),
  ) +
  ellipse(332, 238, 15, 15, shade(colour, 0.2))

const pendant: Drawing = (canvas, colour) =>
  path('M232 470L110 800H690L568 470Z', '#ffe9b0', 'opacity="0.42"') +
  stroke('M400 0V214', '#3a332d', 7) +
  turnedBody(
    [
      [200, 18],
      [206, 26],
      [250, 30],
    ],
    canvas.turned(brass),
  ) +
  turnedBody(
    [
      [240, 40],
      [270, 96],
      [350, 146],
      [450, 166],
      [474, 186],
    ],
    canvas.turned(colour),
  ) +
  ellipse(400, 474, 186, 24, shade(colour, 0.35)) +
  ellipse(400, 478, 160, 17, '#ffeab2') +
  stroke('M296 330Q262 390 258 440', '#fff', 10, 'opacity="0.35"')

const lantern: Drawing = (canvas, colour) =>
  ellipse(400, 470, 190, 190, '#ffeab2', 'opacity="0.35"') +
  stroke('M300 300C300 170 500 170 500 300', shade(colour, 0.1), 13) +
  turnedBody(
    [
      [312, 50],
      [330, 104],
      [346, 112],
    ],
    canvas.turned(colour),
  ) +
  turnedBody(
    [
      [346, 92],
      [450, 112],
      [560, 108],
      [580, 100],
    ],
    canvas.glass('#e6d9b8'),
  ) +
  ellipse(400, 460, 42, 74, '#ffdf91') +
  ellipse(400, 470, 22, 44, '#fff6dc') +
  turnedBody(
    [
      [576, 112],
      [580, 116],
      [636, 118],
      [640, 112],
    ],
    canvas.turned(colour),
  ) +
  stroke('M312 400Q306 480 314 550', '#fff', 8, 'opacity="0.6"')

const taperCandles: Drawing = (canvas, colour) =>
  [
    [270, 300],
    [400, 220],
    [530, 340],
  ]
    .map(
      ([x, top]) =>
        ellipse(x!, 630, 62, 15, shade(brass, 0.2)) +
        ellipse(x!, 623, 62, 14, brass) +
        turnedBody(
          [
            [top!, 22],
            [top! + 20, 25],
            [612, 30],
            [620, 30],
          ],
          canvas.turned(colour),
          { x: x! },
        ) +
        flame(x!, top!),
    )
    .join('')

const flame = (x: number, y: number): string =>
  stroke(`M${x} ${y}v-16`, '#3a2c22', 4) +
  path(`M${x} ${y - 84}q34 46 18 68q-18 18-36 0q-16-22 18-68Z`, '#f6b042') +
  path(`M${x} ${y - 56}q16 24 9 38q-9 10-18 0q-7-14 9-38Z`, '#fff0c4')

const scentedCandle: Drawing = (canvas, colour) =>
  turnedBody(
    [
      [390, 138],
      [396, 140],
      [620, 138],
      [640, 124],
    ],
    canvas.turned(tint(colour, 0.3)),
  ) +
  rim(390, 138, { rim: tint(colour, 0.7), inside: '#f3e8cf' }, { lip: 10 }) +
  flame(400, 392) +
  box(316, 462, 168, 116, 6, '#f8f3e8') +
  box(328, 474, 144, 92, 3, 'none', `stroke="${shade(colour, 0.1)}" stroke-width="3"`) +
  leaf(400, 536, 46, 0, colour) +
  leaf(400, 536, 38, 48, tint(colour, 0.2)) +
  leaf(400, 536, 38, -48, shade(colour, 0.15)) +
  stroke('M350 552h100', shade(colour, 0.3), 4)

const woolThrow: Drawing = (canvas, colour) =>
  [0, 1, 2]
    .map(
      index =>
        path(
          `M${150 + index * 8} ${566 - index * 96}Q146 ${528 - index * 96} 190 ${524 - index * 96}H${610 - index * 6}Q664 ${528 - index * 96} ${650 - index * 8} ${578 - index * 96}Q652 ${626 - index * 96} 610 ${628 - index * 96}H190Q146 ${624 - index * 96} 150 ${566 - index * 96}Z`,
          canvas.flat(shade(colour, 0.12 - index * 0.06)),
        ) + stroke(`M190 ${560 - index * 96}H620M186 ${592 - index * 96}H616`, tint(colour, 0.38), 8, 'opacity="0.65"'),
    )
    .join('') +
  Array.from({ length: 15 }, (_, index) =>
    stroke(`M${186 + index * 28} 628q${index % 2 === 0 ? 5 : -5} 18 0 36`, tint(colour, 0.12), 7),
  ).join('')

const cushion: Drawing = (canvas, colour) =>
  path('M186 254Q400 296 614 254Q586 440 622 628Q400 596 178 628Q214 440 186 254Z', canvas.flat(colour)) +
  stroke(
    'M240 290Q262 440 236 586M310 298Q322 440 306 584M400 300V584M490 298Q478 440 494 584M560 290Q538 440 564 586',
    shade(colour, 0.2),
    4,
    'opacity="0.45"',
  ) +
  path('M186 254Q400 296 614 254Q602 330 600 380Q480 300 204 370Q202 310 186 254Z', '#fff', 'opacity="0.12"') +
  stroke('M186 254Q400 296 614 254Q586 440 622 628Q400 596 178 628Q214 440 186 254Z', shade(colour, 0.28), 5)

const budVase: Drawing = (canvas, colour) =>
  stroke('M404 380Q396 250 420 150', '#6f7f55', 8) +
  stroke('M402 320Q350 270 346 220', '#6f7f55', 6) +
  leaf(410, 300, 84, 42, '#7f9163') +
  leaf(404, 340, 70, -38, '#6f8154') +
  [0, 72, 144, 216, 288].map(turn => group(`rotate(${turn} 420 140)`, ellipse(420, 108, 21, 32, '#f2d9c9'))).join('') +
  ellipse(420, 140, 17, 17, '#d9a441') +
  ellipse(346, 210, 17, 22, '#f2d9c9') +
  turnedBody(
    [
      [372, 40],
      [430, 42],
      [500, 92],
      [570, 118],
      [622, 96],
      [640, 76],
    ],
    canvas.turned(colour),
  ) +
  rim(372, 40, { rim: tint(colour, 0.4), inside: shade(colour, 0.5) }, { lip: 7 }) +
  stroke('M318 540Q300 570 316 604', '#fff', 9, 'opacity="0.35"')

const tallVase: Drawing = (canvas, colour) =>
  stroke('M390 300Q360 160 300 90M400 300Q410 150 430 60M410 300Q450 180 520 120', '#a48b5e', 5) +
  [
    [300, 90, -28],
    [430, 60, 6],
    [520, 120, 34],
  ]
    .map(([x, y, turn]) =>
      group(`rotate(${turn} ${x} ${y})`, ellipse(x!, y! + 6, 15, 58, '#d9c08d'), ellipse(x! - 4, y!, 7, 44, '#e9d7ac')),
    )
    .join('') +
  turnedBody(
    [
      [270, 58],
      [310, 50],
      [390, 96],
      [480, 122],
      [580, 96],
      [640, 78],
    ],
    canvas.turned(colour),
  ) +
  rim(270, 58, { rim: tint(colour, 0.4), inside: shade(colour, 0.5) }) +
  stroke('M284 460Q360 500 516 470M290 500Q380 536 508 512', tint(colour, 0.35), 5, 'opacity="0.6"')

const towels: Drawing = (canvas, colour) =>
  [0, 1, 2]
    .map(index => {
      const y = 530 - index * 108
      const tone = [shade(colour, 0.1), colour, tint(colour, 0.16)][index]!
      return (
        box(186 + index * 12, y, 428 - index * 24, 106, 46, canvas.flat(tone)) +
        Array.from({ length: 14 }, (_, column) =>
          stroke(`M${226 + column * 27} ${y + 14}V${y + 92}`, shade(tone, 0.14), 4, 'opacity="0.5"'),
        ).join('') +
        stroke(`M206 ${y + 40}H600M206 ${y + 68}H600`, shade(tone, 0.14), 4, 'opacity="0.5"') +
        stroke(`M${212 + index * 12} ${y + 56}q16-30 66-30`, tint(tone, 0.4), 6, 'opacity="0.6"')
      )
    })
    .join('')

const soap: Drawing = (canvas, colour) =>
  group(
    'rotate(-8 400 530)',
    box(196, 470, 412, 164, 44, shade(colour, 0.28)),
    box(196, 448, 412, 156, 44, canvas.flat(tint(colour, 0.3))),
    box(306, 446, 190, 188, 4, '#f6efe1'),
    box(320, 462, 162, 130, 3, 'none', `stroke="${shade(colour, 0.1)}" stroke-width="3"`),
    leaf(401, 566, 62, 0, colour),
    leaf(401, 566, 50, 46, tint(colour, 0.15)),
    leaf(401, 566, 50, -46, shade(colour, 0.15)),
    stroke('M226 480q20-14 60-14', '#fff', 8, 'opacity="0.6"'),
  ) +
  ellipse(640, 600, 22, 22, '#fff', 'opacity="0.5"') +
  ellipse(676, 566, 13, 13, '#fff', 'opacity="0.5"') +
  ellipse(650, 540, 8, 8, '#fff', 'opacity="0.5"')

const wallClock: Drawing = (canvas, colour) =>
  ellipse(412, 372, 236, 236, '#2a211a', 'opacity="0.16"') +
  ellipse(400, 356, 236, 236, canvas.flat(shade(colour, 0.12))) +
  ellipse(400, 356, 212, 212, tint(colour, 0.35)) +
  Array.from({ length: 12 }, (_, hour) =>
    group(`rotate(${hour * 30} 400 356)`, box(395, 160, 10, hour % 3 === 0 ? 40 : 22, 4, '#3a332d')),
  ).join('') +
  group('rotate(-60 400 356)', box(393, 236, 14, 134, 7, '#3a332d')) +
  group('rotate(54 400 356)', box(395, 186, 10, 186, 5, '#3a332d')) +
  group('rotate(160 400 356)', box(398, 190, 4, 200, 2, '#c4532f')) +
  ellipse(400, 356, 13, 13, '#c4532f')

const frame: Drawing = (canvas, colour) =>
  box(232, 122, 364, 476, 6, '#2a211a', 'opacity="0.16"') +
  box(218, 108, 364, 476, 6, canvas.flat(colour)) +
  box(244, 134, 312, 424, 2, '#fbf7ef') +
  box(292, 186, 216, 320, 0, '#cfe0df') +
  ellipse(440, 266, 38, 38, '#e7a24c') +
  path('M292 400Q350 330 410 390Q450 350 508 396V506H292Z', '#6f8f86') +
  path('M292 446Q370 400 430 450Q470 430 508 452V506H292Z', '#43645c') +
  stroke('M218 108L244 134M582 108L556 134M218 584L244 558M582 584L556 558', shade(colour, 0.35), 3)

const planter: Drawing = (canvas, colour) =>
  [
    [-62, 190],
    [-34, 250],
    [-8, 286],
    [20, 262],
    [46, 220],
    [70, 170],
    [-84, 140],
  ]
    .map(([turn, length], index) => leaf(400, 440, length!, turn!, ['#5f7d4f', '#6f9159', '#4f6e45'][index % 3]!))
    .join('') +
  ellipse(400, 640, 170, 20, shade(colour, 0.35)) +
  turnedBody(
    [
      [420, 160],
      [424, 164],
      [466, 162],
      [470, 148],
      [600, 118],
      [632, 108],
    ],
    canvas.turned(colour),
  ) +
  stroke('M254 474Q400 508 546 474', shade(colour, 0.3), 4, 'opacity="0.6"') +
  stroke('M284 500L306 596', '#fff', 9, 'opacity="0.25"')

export const home = {
  deskLamp,
  pendant,
  lantern,
  taperCandles,
  scentedCandle,
  woolThrow,
  cushion,
  budVase,
  tallVase,
  towels,
  soap,
  wallClock,
  frame,
  planter,
}

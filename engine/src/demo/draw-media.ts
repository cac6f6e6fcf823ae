import { drawPicture } from './pictures/index.ts'
import { type DemoPicture, picturesOf } from './product.ts'
import { shelves } from './shelves.ts'

/** All files of `demo-media`, drawn anew: what is committed there is exactly this. A picture of another product is its. */
export function drawDemoMedia(): Map<string, string> {
  const draw = (wall: string, { file, drawing, alt, colour }: DemoPicture): [string, string] => [
    file,
    drawPicture(drawing, { title: alt, colour, wall }),
  ]
  return new Map(
    shelves.flatMap(({ wall, products }) =>
      products
        .filter(({ pictureOf }) => pictureOf === undefined)
        .flatMap(product => picturesOf(product).map(picture => draw(wall, picture))),
    ),
  )
}

import { expect, test } from 'vitest'
import { srcSetOf } from '../app/components/srcset.ts'

test('a picture is offered in the widths in which its host sends it', () => {
  expect(srcSetOf('https://cdn.shopify.com/s/files/1/mug.jpg?v=12')).toBe(
    [200, 400, 800, 1200]
      .map(width => `https://cdn.shopify.com/s/files/1/mug.jpg?v=12&width=${width} ${width}w`)
      .join(', '),
  )
  expect(srcSetOf('https://shop.imgix.net/mug.png?w=90')).toContain('https://shop.imgix.net/mug.png?w=400 400w')
})

test('a picture is offered in one width where its host sends it in one', () => {
  expect(srcSetOf('/media/mug.svg')).toBeUndefined()
  expect(srcSetOf('https://shop.example/mug.jpg')).toBeUndefined()
  expect(srcSetOf('https://cdn.shopify.com.example/mug.jpg')).toBeUndefined()
  expect(srcSetOf('https://cdn.shopify.com/drawing.svg')).toBeUndefined()
})

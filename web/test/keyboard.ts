import type { Page } from 'playwright-core'
import { expect } from 'vitest'

type Focus = { readonly name: string; readonly role: string; readonly isSeen: boolean }

/** What has the focus: what a reader calls it, and whether it can be seen that it has it. */
export const focusOf = (page: Page): Promise<Focus> =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLElement
    const { outlineStyle, outlineWidth } = getComputedStyle(at)
    const { width, height, bottom, top } = at.getBoundingClientRect()
    const labels = at instanceof HTMLInputElement || at instanceof HTMLSelectElement ? [...(at.labels ?? [])] : []
    return {
      name: (at.ariaLabel || labels.map(label => label.innerText).join(' ') || at.innerText)
        .replace(/\s+/g, ' ')
        .trim(),
      role: at.getAttribute('role') ?? (at.getAttribute('type') || at.localName),
      isSeen:
        outlineStyle !== 'none' &&
        Number.parseFloat(outlineWidth) >= 2 &&
        width > 1 &&
        height > 1 &&
        bottom > 0 &&
        top < innerHeight,
    }
  })

/** Goes on with the tab key until something of this name has the focus. All on the way must be seen to have it, too. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const way: string[] = []
  while (way.length < 80) {
    await page.keyboard.press('Tab')
    const focus = await focusOf(page)
    // Behind the last thing of a page the browser's own begin.
    if (focus.role !== 'body') expect(focus.isSeen, `the focus on ${focus.role} "${focus.name}" can be seen`).toBe(true)
    if (typeof name === 'string' ? focus.name === name : name.test(focus.name)) return
    way.push(focus.name)
  }
  throw new Error(`The tab key never comes to ${name}, but to: ${way.join(' | ')}`)
}

/** Writes into fields by their names, one after the other. */
export async function types(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(fields)) {
    await tabTo(page, name)
    if ((await focusOf(page)).role !== 'select') await page.keyboard.press('Control+A')
    await page.keyboard.type(text)
  }
}

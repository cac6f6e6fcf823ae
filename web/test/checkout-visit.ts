import type { Page } from 'playwright-core'
import { ann } from '../../rest-api/test/open-shop.ts'

/** Beside the shop's other way of delivery, so that one has to be chosen. */
export const express = {
  title: 'Express',
  countries: ['DE'],
  prices: [{ currency: 'EUR', amount: 1290 }],
  minimum_days: 1,
  maximum_days: 1,
  position: 1,
}

/** Types who buys and where to, with what is different from Ann's. */
export async function fillInContact(page: Page, changed: Record<string, string> = {}): Promise<void> {
  for (const [name, value] of Object.entries({ ...ann, ...changed })) {
    if (name === 'address_country') await page.selectOption(`select[name=${name}]`, value)
    else await page.fill(`input[name=${name}]`, value)
  }
  await page.getByRole('button', { name: 'Save and go on' }).click()
}

/** With scripts a choice takes effect as it is made. */
export async function chooseDelivery(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Standard' }).check()
  await payButton(page).waitFor()
}

export const payButton = (page: Page) => page.getByRole('button', { name: /^Pay .* now$/ })

export const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()

/** Everything up to the payment. */
export async function fillIn(page: Page): Promise<void> {
  await fillInContact(page)
  await chooseDelivery(page)
}

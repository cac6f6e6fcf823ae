import { type Benefit, type Promotion, standardPriority } from '../src/pricing/promotions.ts'

/** A promotion by code that everyone can use, of its benefit and with what else matters to a test. */
export const aPromotion = (code: string, benefit: Benefit, rest: Partial<Promotion> = {}): Promotion => ({
  id: `prm_${code}`,
  code,
  title: `Title of ${code}`,
  benefit,
  firstOrderOnly: false,
  used: 0,
  active: true,
  priority: standardPriority,
  isCombinable: true,
  ...rest,
})

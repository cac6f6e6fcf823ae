import { Notice } from '../components/notice.tsx'
import { Answered } from '../waiting/answered.tsx'
import type { CartAnswer } from './change-cart.server.ts'

/** Why a change of the cart was not made, where it was not. */
export const Refused = ({ answer }: { answer: CartAnswer | undefined }) =>
  answer?.refused && (
    <Answered answer={answer}>
      <Notice kind="bad">{answer.refused}</Notice>
    </Answered>
  )

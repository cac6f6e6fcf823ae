import { learn } from './word-lists.ts'
import { accountGerman } from './words-account-de.ts'
import { accountEnglish } from './words-account-en.ts'
import { addressGerman } from './words-address-de.ts'
import { addressEnglish } from './words-address-en.ts'
import { agentGerman } from './words-agents-de.tsx'
import { agentEnglish } from './words-agents-en.tsx'
import { german as checkoutGerman } from './words-checkout-de.ts'
import { english as checkoutEnglish } from './words-checkout-en.ts'
import { german } from './words-de.ts'
import { english } from './words-en.ts'
import { german as orderGerman } from './words-order-de.ts'
import { english as orderEnglish } from './words-order-en.ts'

/** Where pages are made, any of them may be wanted next, in either language. */
export function learnEveryWord(): void {
  learn({ list: 'shop', language: 'en', words: english })
  learn({ list: 'shop', language: 'de', words: german })
  learn({ list: 'account', language: 'en', words: accountEnglish })
  learn({ list: 'account', language: 'de', words: accountGerman })
  learn({ list: 'address', language: 'en', words: addressEnglish })
  learn({ list: 'address', language: 'de', words: addressGerman })
  learn({ list: 'agents', language: 'en', words: agentEnglish })
  learn({ list: 'agents', language: 'de', words: agentGerman })
  learn({ list: 'checkout', language: 'en', words: checkoutEnglish })
  learn({ list: 'checkout', language: 'de', words: checkoutGerman })
  learn({ list: 'order', language: 'en', words: orderEnglish })
  learn({ list: 'order', language: 'de', words: orderGerman })
}

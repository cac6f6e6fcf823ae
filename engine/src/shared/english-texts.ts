/** What shoppers read, in English. `{name}` is a parameter; the German texts have the same. */
export const english = {
  // Days and times.
  weekdays: 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday',
  weekdays_short: 'Mon Tue Wed Thu Fri Sat Sun',
  months: 'January February March April May June July August September October November December',
  day: '{weekday} {day} {month}',
  day_and_year: '{weekday} {day} {month} {year}',
  moment: '{date} {time} UTC',

  // Totals.
  subtotal: 'Subtotal',
  discount: 'Discount',
  discounts: 'Discounts',
  delivery: 'Delivery',
  total: 'Total',
  net: 'Net',
  contains_tax: 'Contains {tax}',

  // What can be had.
  sold_out: '{name} is sold out. Remove line {line} or choose another variant.',
  few_left: 'Only {left} of {name} left. Set the quantity of line {line} to {left} or less.',
  few_left_now: 'Only {left} of {name} left. Nothing was charged.',
  pickup_only: '{name} is not sent: it can be fetched. Choose pickup at checkout.',
  pickup_only_rest: 'Only {left} of {name} can be sent: it can be fetched. Choose pickup at checkout.',
  fetch_it: '{name} is not sent. Let the buyer fetch it: {fetch}; or remove line {line}.',
  fetch_all:
    'Only {left} of {name} can be sent. Let the buyer fetch it: {fetch}; or set the quantity of line {line} to {left} or less.',
  some_of: '{units} of {wanted} {name}',
  preorder: '{which}: a pre-order.',
  preorder_until: '{which}: a pre-order, released on {day}.',
  backorder: '{which}: on backorder, sent as soon as it is there.',
  backorder_until: '{which}: on backorder, expected on {day}.',
  price_changed: 'The price of {name} changed from {before} to {now}.',
  price_for_loyalty: '{title} for your loyalty',
  price_of_list: '{title} instead of {listed}',
  price_from_units: '{title} from {units} units on instead of {listed}',
  price_less: '{title} takes off {amount}',
  not_sold_there: '{name} is not sold in {country}. Remove line {line}.',
  not_sold: '{name} is not sold any more, or not in {currency}. Remove line {line}.',
  not_sold_again: '{name} is not sold any more, or not in {currency}, and was left out.',
  country_not_served: 'The shop does not sell to {country}. Nothing can be ordered from there.',
  prices_in: 'Prices are in {currency}; this shop sells in {currencies}.',

  // Loyalty.
  loyalty_next: 'To reach {name}: {missing}.',
  loyalty_next_by: 'To reach {name} by {day}: {missing}.',
  loyalty_spend: 'spend {amount} more',
  loyalty_order: 'place {orders} more order',
  loyalty_orders: 'place {orders} more orders',

  // Discount codes.
  gift_available: '{title}: add the gift{ids} to get it free.',
  code_not_combined: 'Discount code {code} was not applied: {others} alone saves more.',
  code_unknown: 'There is no discount code {code}. Check its spelling, or go on without it.',
  code_early: 'Discount code {code} is not valid before {moment}. Send it again then.',
  code_expired: 'Discount code {code} expired on {moment}. Go on without it, or send another code.',
  code_used_up: 'Discount code {code} could be used {times} and is used up. Go on without it, or send another code.',
  code_for_some: 'Discount code {code} is for some signed-in customers only. Sign in, or go on without it.',
  code_first_order: 'Discount code {code} is for a buyer’s first order only. Go on without it.',
  code_used_by_buyer:
    'Discount code {code} can be used {times} by each customer, which this buyer has done. Go on without it.',
  code_currency: 'Discount code {code} does not work in {currency}. It does in {others}.',
  code_for_others: 'Discount code {code} is for none of the products in the cart. Go on without it.',
  code_minimum_units: 'Discount code {code} needs {units} of {which}. Add {missing} more to use it.',
  code_minimum_subtotal:
    'Discount code {code} needs a subtotal of {minimum}. Add {which} for {missing} more to use it.',
  code_gift_missing: 'Discount code {code} makes a gift free that is not in the cart yet{ids}. Add it to get it free.',
  code_just_used_up: 'Discount code {code} has just been used up. Nothing was charged. Remove it, or send another.',
  discount_just_used_up: 'The discount {title} has just been used up. Nothing was charged. Ask for the new total.',
  products: 'products',
  its_products: 'the products that it is for',
  once: 'once',
  times: '{count} times',

  // What a checkout needs.
  missing_items: 'There is nothing to buy. Send line_items.',
  missing_email: 'The order needs the buyer’s e-mail address. Send buyer.email.',
  total_too_high: 'More than {most} cannot be paid at once. Order less.',
  missing_destination: 'Where should it go? Send the address in fulfillment.methods[0].destinations.',
  or_fetch: 'Or let the buyer fetch it: send fulfillment.methods [{"type":"pickup"}].',
  address_incomplete: 'The address needs {fields}.',
  not_to_be_had: '{name} cannot be had in {country} now.',
  no_delivery_known: 'No way of delivery to {country} is known before there is an address.{why}',
  not_delivered_one: 'The shop does not deliver this to {country}.{why} {help}',
  not_delivered_some: 'The shop does not deliver {names} to {country}.{why} {help}',
  order_less: 'Order less, or choose another address.',
  take_it_out: 'Take it out, or choose another address.',
  other_address: 'Choose another address.',
  option_gone: 'The option {option} is not offered any more. ',
  option_gone_for: 'The option {option} is not offered for {names}. ',
  choose_option:
    '{gone}Choose a delivery option: set fulfillment.methods[0].groups[0].selected_option_id to one of {list}.',
  choose_option_for:
    '{gone}Choose a delivery option for {names}: in fulfillment.methods[0].groups, send {send} with one of {list}.',
  pickup_unavailable:
    'Nowhere near can all of this be fetched now. Send it instead: a method of type "shipping" with an address.',
  point_gone: 'Not all of this can be fetched at {point}. ',
  choose_point:
    '{gone}Choose where to fetch it: in the method of type "pickup", set selected_destination_id to one of {list}',

  // Addresses and phone numbers.
  taken_as: '{field} is taken as {read}; it says {sent}.',
  country_unknown: 'address_country must be a two-letter country code such as "DE", not {sent}.',
  no_postal_code: '{sent} is no postal code of {country}; those look like {form}.',
  postal_code_elsewhere: '{code} does not lie in {region}. Is the postal code right?',
  region_elsewhere: '{code} does not lie in {region} but in {other}. Is address_region {suggested}?',
  phone_doubtful: '{sent} is no phone number that can be called. It may be left out, or sent as +49301234567.',

  // Why a way of delivery does not take a parcel; its title stands before.
  refuses_po_boxes: '{title} is not brought to PO boxes',
  refuses_size: '{title} has no price for a parcel of this size',
  refuses_classes: '{title} does not take {classes} goods',
  refuses_amount: '{title} takes at most {most}, and this is {own}',
  refuses_item_weight: '{title} takes items of at most {most}, and one has {own}',
  refuses_length: '{title} takes at most {most} in length, and one item has {own}',
  or: ' or ',

  // When it comes.
  arrives: 'Arrives {when}.',
  arrives_today: 'Arrives today.',
  arrives_after: 'Leaves from {day} on and arrives {when}.',
  same_day: 'the same day',
  in_a_day: 'in 1 day',
  in_days: 'in {days} days',
  in_up_to_a_day: 'in {least} to {most} day',
  in_days_between: 'in {least} to {most} days',
  span: '{first} to {last}',
  order_within_a_minute: 'Order within a minute: arrives {when}.',
  order_within: 'Order within {time}: arrives {when}.',
  order_by: 'Order by {day}, {time}: arrives {when}.',
  hours: '{count} h',
  minutes: '{count} min',
  together: '{title}, all together when complete',
  apart_title: 'In {count} parts, each as soon as it can go',
  apart: 'In {count} parts: {arrivals}',
  sent_by_email: 'Sent by e-mail.',

  // Fetching.
  pickup_at: 'Pickup at {point}',
  ready_today: 'Ready today from {time}.',
  ready_on: 'Ready on {day} from {time}.',
  free: 'Free.',
  costs: 'Costs {price}.',
  point_and_more: '{point}, and {more} more',
  closed: 'closed',
  and: ' and ',
  hours_on: '{hours} on {day}',

  // Paying.
  nothing_charged_total:
    'The total is {total}, not {before}. Nothing was charged. If the buyer agrees, complete again with expected_total {amount}.',
  nothing_charged_rest:
    'After gift cards {left} remain to be paid, not {sent}. Nothing was charged. Send that amount, or none.',
  shipments_changed:
    'Other buyers were quicker, so this leaves in other parcels than were shown. Nothing was charged. Look at it again.',
  person_pays: 'A person has to review and pay this at continue_url.',
  person_confirms: 'The payment waits for a person to confirm it at continue_url. Nothing has been paid yet.',
  payment_pending: 'The payment is under way; whether it succeeds is not known yet. Ask again with get_checkout.',
  canceled: 'This checkout was cancelled or expired ({moment}). Nothing was bought.',
  card_unknown: 'There is no gift card with this code. Check its spelling, or go on without it.',
  card_needs_code: 'A gift card needs its code: send it as credential {"type":"code","token":"…"}.',
  credit_is_its_owners: 'Store credit is spent by its owner, who has to be signed in. Go on without it.',
  gift_card: 'Gift card …{end}',
  store_credit: 'Your store credit',
  card_is_disabled: '{card} is disabled.',
  card_expired: '{card} has expired.',
  card_in_currency: '{card} is in {own}, and this checkout in {currency}.',
  card_only_holds: '{card} holds {amount}.',
  card_holds_less: '{card} holds {amount}, not the {wanted} that it is to pay.',
  card_pays_nothing:
    '{card} pays nothing any more. Nothing was charged. See what remains to be paid, and complete again if the buyer agrees.',
  card_holds:
    '{card} holds {amount} now. Nothing was charged. See what remains to be paid, and complete again if the buyer agrees.',
  card_just_used: '{card} has just been used and holds {amount} now. Nothing was charged.',
  card_refused: '{problem} Nothing was charged. Take it off, or send another.',

  mandate_above_ask:
    'Orders above a certain amount are for the customer to confirm, and this one is {amount}. Nothing was charged: hand over continue_url.',
  mandate_above_order:
    '{amount} is more than the customer lets you spend on one order. Nothing was charged: hand over continue_url.',
  mandate_above_budget:
    '{amount} is more than is left of what the customer lets you spend. Nothing was charged: hand over continue_url.',
  mandate_other_category:
    'Something in it is of a kind that the customer does not let you buy alone. Nothing was charged: hand over continue_url.',
  mandate_other_currency:
    'What the customer lets you spend is in another currency. Nothing was charged: hand over continue_url.',
  mandate_ended: 'What the customer let you spend has ended. Nothing was charged: hand over continue_url.',

  payment_method_unknown:
    'There is no saved payment method {id} of yours. Choose one of payment.instruments, or pay with a credential. Nothing was charged.',
  payment_method_not_saved:
    'Only a customer who is signed in can have a payment method saved. Send it without save. Nothing was charged.',
  payment_failed: '{reason} Nothing was charged. Try again, or pay with something else.',
  refused: 'The payment was not possible.',
  refused_card_declined: 'The bank refused this payment.',
  refused_generic_decline: 'The bank refused this payment.',
  refused_insufficient_funds: 'The card holds too little for this payment.',
  refused_expired_card: 'The card has expired.',
  refused_incorrect_cvc: 'The security code of the card is wrong.',
  refused_processing_error: 'The bank could not process the card. Try again, or use another one.',
  refused_authentication_required: 'The bank wants its customer to confirm. Pay at continue_url.',
  refused_payment_intent_authentication_failure: 'The payment was not confirmed at the bank.',
  refused_resource_missing: 'The payment provider does not know this token.',
  refused_token_already_used: 'This token was used before.',
  refused_canceled: 'The payment was given up.',
  refused_expired: 'The payment page was left without paying.',
  refused_payment_unavailable: 'The payment provider does not answer.',
  refused_amount_not_chargeable: 'This amount cannot be charged in this currency.',
  refused_payment_method_gone: 'This saved payment method is no longer at the payment provider.',
  money_back: '{reason} {amount} is being refunded; there is no order.',
  paid_other_amount: 'The amount that was paid is not the amount that was agreed.',
  paid_too_late: 'The payment arrived after it had been given up.',
  paid_other_total: 'What was paid is not the total that was agreed.',
  paid_after_stock: 'The payment arrived after the stock was gone.',

  // Recommendations.
  goes_with: 'Goes with {title}.',
  step_up_from: 'A step up from {title}.',
  instead_of: 'Instead of {title}.',
  often_bought_with: 'Often bought with {title}.',
  because_you_bought: 'Because you bought {title}.',
  time_to_buy_again: 'You bought it before, and it may be time again.',
  popular_now: 'Popular now.',
  like: 'Like {title}: {reasons}.',
  also_in: 'also in {place}',
  also: 'also {what}',
  also_by: 'also by {brand}',
  the_same_too: '{name} {value} too',
  similar_price: 'at a similar price',
  nothing_goes_with: 'Nothing that can be bought now goes with this. search_catalog finds other products.',
  not_within_filters: '{id} is not on offer within these filters.',
  unknown_product: 'There is no product or variant {id}.',

  // Finding.
  facet_category: 'Category',
  facet_brand: 'Brand',
  facet_type: 'Type',
  facet_price: 'Price',
  facet_available: 'Available',
  facet_on_sale: 'On sale',
  no_results: 'Nothing in the shop fits. Try fewer or other words, or wider filters.',
  spelling_corrected: 'No product has {typed}; {meant} was looked for too.',
  words_dropped: 'Nothing has all the words of {query}; what has the others without {words} comes first.',
  some_words: 'Nothing has all the words of {query}; these have some of them.',
  whole_first: 'Only the first {count} of these have all the words of {query}.',
  similar_shown: 'Nothing in the shop has {query}; these have {words}, which is written alike.',
  only_mentioned: 'Nothing in the shop is called {query}; these only mention it.',
  no_search_words: 'There are no words to search for in {query}.',
  no_variant_matches: 'No variant is within the filters; all are shown.',
  selection_relaxed: 'No variant has all of this choice; {gone} was let go.',
  other_currency: 'There is no price in {currency}; this one is in {other}.',
  other_currency_of: '{title} has no price in {currency}; this one is in {other}.',

  // Returns.
  return_requested:
    'Return {id} is requested. The shop says where it goes; once it has come back, the money goes to where it came from.',

  // Letters about accounts.
  mail_verify_subject: 'Confirm your e-mail address for {shop}',
  mail_verify:
    'Hello,\n\nsomebody has made an account at {shop} with this e-mail address. If it was you, open this link and type the password that you chose:\n\n{link}\n\nThe link works for 24 hours. If it was not you, do nothing: without the link the account gives access to nothing.\n',
  mail_known_subject: 'You already have an account at {shop}',
  mail_known:
    'Hello,\n\nsomebody wanted to make an account at {shop} with this e-mail address, and there is one already. If it was you, sign in here:\n\n{link}\n\nIf you do not know the password, choose a new one:\n\n{forgotten}\n\nIf it was not you, do nothing: nothing was changed.\n',
  mail_reset_subject: 'Choose a new password for {shop}',
  mail_reset:
    'Hello,\n\nsomebody has asked for a new password for your account at {shop}. If it was you, open this link and choose one:\n\n{link}\n\nThe link works once, for an hour. If it was not you, do nothing: your password stays as it is.\n',
  mail_new_address_subject: 'Confirm your new e-mail address for {shop}',
  mail_new_address:
    'Hello,\n\nsomebody wants to use this e-mail address for their account at {shop}. If it was you, open this link and type your password:\n\n{link}\n\nThe link works for 24 hours. If it was not you, do nothing.\n',
  mail_former_address_subject: 'Your account at {shop} has another e-mail address',
  mail_former_address:
    'Hello,\n\nyour account at {shop} has another e-mail address now, as its owner has asked with the password, and everybody was signed out. If it was not you, write to the shop.\n',
  mail_new_password_subject: 'Your password at {shop} was changed',
  mail_new_password:
    'Hello,\n\nthe password of your account at {shop} was changed, and everybody else was signed out. If it was not you, choose a new one:\n\n{link}\n',
} as const

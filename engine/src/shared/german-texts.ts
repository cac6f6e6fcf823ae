import type { english } from './english-texts.ts'

/** What shoppers read, in German. Names of fields and codes stay as they are. */
export const german: Readonly<Record<keyof typeof english, string>> = {
  weekdays: 'Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag',
  weekdays_short: 'Mo Di Mi Do Fr Sa So',
  months: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
  day: '{weekday}, {day}. {month}',
  day_and_year: '{weekday}, {day}. {month} {year}',
  moment: '{date} {time} UTC',

  subtotal: 'Zwischensumme',
  discount: 'Rabatt',
  discounts: 'Rabatte',
  delivery: 'Lieferung',
  total: 'Gesamt',
  net: 'Netto',
  contains_tax: 'Enthält {tax}',

  sold_out: '{name} ist ausverkauft. Entfernen Sie Position {line} oder wählen Sie eine andere Variante.',
  few_left: 'Von {name} sind nur noch {left} da. Setzen Sie die Menge von Position {line} auf höchstens {left}.',
  few_left_now: 'Von {name} sind nur noch {left} da. Es wurde nichts abgebucht.',
  pickup_only: '{name} wird nicht versendet, kann aber abgeholt werden. Wählen Sie Abholung an der Kasse.',
  pickup_only_rest:
    'Von {name} können nur {left} versendet, aber alle abgeholt werden. Wählen Sie Abholung an der Kasse.',
  fetch_it: '{name} wird nicht versendet. Lassen Sie es abholen: {fetch}; oder entfernen Sie Position {line}.',
  fetch_all:
    'Von {name} können nur {left} versendet werden. Lassen Sie es abholen: {fetch}; oder setzen Sie die Menge von Position {line} auf höchstens {left}.',
  some_of: '{units} von {wanted} {name}',
  preorder: '{which}: eine Vorbestellung.',
  preorder_until: '{which}: eine Vorbestellung, erscheint am {day}.',
  backorder: '{which}: nachbestellt, wird verschickt, sobald es da ist.',
  backorder_until: '{which}: nachbestellt, erwartet am {day}.',
  price_changed: 'Der Preis von {name} hat sich von {before} auf {now} geändert.',
  price_for_loyalty: '{title} für Ihre Treue',
  price_of_list: '{title} statt {listed}',
  price_from_units: '{title} ab {units} Stück statt {listed}',
  price_less: '{title} nimmt {amount} weg',
  not_sold_there: '{name} wird in {country} nicht verkauft. Entfernen Sie Position {line}.',
  not_sold: '{name} wird nicht mehr verkauft, oder nicht in {currency}. Entfernen Sie Position {line}.',
  not_sold_again: '{name} wird nicht mehr verkauft, oder nicht in {currency}, und wurde weggelassen.',
  country_not_served: 'Der Shop verkauft nicht nach {country}. Von dort kann nichts bestellt werden.',
  prices_in: 'Die Preise sind in {currency}; dieser Shop verkauft in {currencies}.',

  loyalty_next: 'Bis {name} fehlen noch: {missing}.',
  loyalty_next_by: 'Bis {name} fehlen noch bis {day}: {missing}.',
  loyalty_spend: 'Einkäufe für {amount}',
  loyalty_order: '{orders} Bestellung',
  loyalty_orders: '{orders} Bestellungen',

  gift_available: '{title}: Legen Sie das Geschenk{ids} in den Warenkorb, dann ist es gratis.',
  code_not_combined: 'Der Rabattcode {code} wurde nicht angewendet: {others} allein spart mehr.',
  code_unknown: 'Den Rabattcode {code} gibt es nicht. Prüfen Sie die Schreibweise, oder fahren Sie ohne ihn fort.',
  code_early: 'Der Rabattcode {code} gilt erst ab {moment}. Senden Sie ihn dann noch einmal.',
  code_expired:
    'Der Rabattcode {code} ist am {moment} abgelaufen. Fahren Sie ohne ihn fort, oder senden Sie einen anderen.',
  code_used_up:
    'Der Rabattcode {code} galt {times} und ist aufgebraucht. Fahren Sie ohne ihn fort, oder senden Sie einen anderen.',
  code_for_some:
    'Der Rabattcode {code} gilt nur für bestimmte angemeldete Kunden. Melden Sie sich an, oder fahren Sie ohne ihn fort.',
  code_first_order: 'Der Rabattcode {code} gilt nur für die erste Bestellung. Fahren Sie ohne ihn fort.',
  code_used_by_buyer:
    'Der Rabattcode {code} gilt je Kunde {times} und wurde schon so oft benutzt. Fahren Sie ohne ihn fort.',
  code_currency: 'Der Rabattcode {code} gilt nicht in {currency}, aber in {others}.',
  code_for_others: 'Der Rabattcode {code} gilt für kein Produkt im Warenkorb. Fahren Sie ohne ihn fort.',
  code_minimum_units: 'Der Rabattcode {code} braucht {units} Stück ({which}). Legen Sie noch {missing} dazu.',
  code_minimum_subtotal:
    'Der Rabattcode {code} braucht eine Zwischensumme von {minimum}. Legen Sie noch {which} für {missing} dazu.',
  code_gift_missing:
    'Der Rabattcode {code} macht ein Geschenk gratis, das noch nicht im Warenkorb liegt{ids}. Legen Sie es dazu.',
  code_just_used_up:
    'Der Rabattcode {code} wurde gerade aufgebraucht. Es wurde nichts abgebucht. Entfernen Sie ihn, oder senden Sie einen anderen.',
  discount_just_used_up:
    'Der Rabatt {title} wurde gerade aufgebraucht. Es wurde nichts abgebucht. Fragen Sie nach der neuen Summe.',
  products: 'Produkte',
  its_products: 'Produkte, für die er gilt',
  once: 'einmal',
  times: '{count}-mal',

  missing_items: 'Es gibt nichts zu kaufen. Senden Sie line_items.',
  missing_email: 'Die Bestellung braucht die E-Mail-Adresse des Käufers. Senden Sie buyer.email.',
  total_too_high: 'Mehr als {most} können nicht auf einmal bezahlt werden. Bestellen Sie weniger.',
  missing_destination: 'Wohin soll es gehen? Senden Sie die Adresse in fulfillment.methods[0].destinations.',
  or_fetch: 'Oder lassen Sie es abholen: Senden Sie fulfillment.methods [{"type":"pickup"}].',
  address_incomplete: 'Der Adresse fehlt: {fields}.',
  not_to_be_had: '{name} ist in {country} zurzeit nicht zu haben.',
  no_delivery_known: 'Solange es keine Adresse gibt, ist keine Lieferung nach {country} bekannt.{why}',
  not_delivered_one: 'Der Shop liefert dies nicht nach {country}.{why} {help}',
  not_delivered_some: 'Der Shop liefert {names} nicht nach {country}.{why} {help}',
  order_less: 'Bestellen Sie weniger, oder wählen Sie eine andere Adresse.',
  take_it_out: 'Nehmen Sie es heraus, oder wählen Sie eine andere Adresse.',
  other_address: 'Wählen Sie eine andere Adresse.',
  option_gone: 'Die Versandart {option} wird nicht mehr angeboten. ',
  option_gone_for: 'Die Versandart {option} wird für {names} nicht angeboten. ',
  choose_option:
    '{gone}Wählen Sie eine Versandart: Setzen Sie fulfillment.methods[0].groups[0].selected_option_id auf eine von {list}.',
  choose_option_for:
    '{gone}Wählen Sie eine Versandart für {names}: Senden Sie in fulfillment.methods[0].groups {send} mit einer von {list}.',
  pickup_unavailable:
    'Nirgends in der Nähe kann jetzt alles davon abgeholt werden. Lassen Sie es senden: mit einer Methode vom Typ "shipping" und einer Adresse.',
  point_gone: 'Nicht alles davon kann bei {point} abgeholt werden. ',
  choose_point:
    '{gone}Wählen Sie, wo es abgeholt wird: Setzen Sie in der Methode vom Typ "pickup" selected_destination_id auf eine von {list}',

  taken_as: '{field} wird als {read} gelesen; dort steht {sent}.',
  country_unknown: 'address_country muss ein Ländercode aus zwei Buchstaben wie "DE" sein, nicht {sent}.',
  no_postal_code: '{sent} ist keine Postleitzahl in {country}; dort sehen sie aus wie {form}.',
  postal_code_elsewhere: '{code} liegt nicht in {region}. Stimmt die Postleitzahl?',
  region_elsewhere: '{code} liegt nicht in {region}, sondern in {other}. Ist address_region {suggested}?',
  phone_doubtful:
    '{sent} ist keine Telefonnummer, die man anrufen kann. Lassen Sie sie weg, oder senden Sie sie wie +49301234567.',

  refuses_po_boxes: '{title} geht nicht an Postfächer',
  refuses_size: '{title} hat keinen Preis für ein Paket dieser Größe',
  refuses_classes: '{title} nimmt keine Güter der Klasse {classes}',
  refuses_amount: '{title} nimmt höchstens {most}, und dies sind {own}',
  refuses_item_weight: '{title} nimmt Stücke bis {most}, und eines hat {own}',
  refuses_length: '{title} nimmt bis zu {most} Länge, und ein Stück hat {own}',
  or: ' oder ',

  arrives: 'Kommt {when}.',
  arrives_today: 'Kommt heute.',
  arrives_after: 'Geht ab {day} hinaus und kommt {when}.',
  same_day: 'am selben Tag',
  in_a_day: 'in 1 Tag',
  in_days: 'in {days} Tagen',
  in_up_to_a_day: 'in {least} bis {most} Tag',
  in_days_between: 'in {least} bis {most} Tagen',
  span: '{first} bis {last}',
  order_within_a_minute: 'Bei Bestellung innerhalb einer Minute: kommt {when}.',
  order_within: 'Bei Bestellung innerhalb von {time}: kommt {when}.',
  order_by: 'Bei Bestellung bis {day}, {time} Uhr: kommt {when}.',
  hours: '{count} Std.',
  minutes: '{count} Min.',
  together: '{title}, alles zusammen, sobald es vollständig ist',
  apart_title: 'In {count} Teilen, jeder so bald wie möglich',
  apart: 'In {count} Teilen: {arrivals}',
  sent_by_email: 'Kommt per E-Mail.',

  pickup_at: 'Abholung bei {point}',
  ready_today: 'Heute ab {time} Uhr abholbereit.',
  ready_on: 'Am {day} ab {time} Uhr abholbereit.',
  free: 'Kostenlos.',
  costs: 'Kostet {price}.',
  point_and_more: '{point} und {more} weitere',
  closed: 'geschlossen',
  and: ' und ',
  hours_on: '{hours} am {day}',

  nothing_charged_total:
    'Die Summe ist {total}, nicht {before}. Es wurde nichts abgebucht. Wenn der Käufer zustimmt, schließen Sie noch einmal ab mit expected_total {amount}.',
  nothing_charged_rest:
    'Nach den Geschenkkarten bleiben {left} zu zahlen, nicht {sent}. Es wurde nichts abgebucht. Senden Sie diesen Betrag, oder keinen.',
  shipments_changed:
    'Andere waren schneller, darum geht dies in anderen Paketen hinaus, als gezeigt wurde. Es wurde nichts abgebucht. Sehen Sie es noch einmal an.',
  person_pays: 'Ein Mensch muss dies unter continue_url prüfen und bezahlen.',
  person_confirms:
    'Die Zahlung wartet darauf, dass ein Mensch sie unter continue_url bestätigt. Es ist noch nichts bezahlt.',
  payment_pending:
    'Die Zahlung läuft; ob sie gelingt, steht noch nicht fest. Fragen Sie mit get_checkout noch einmal nach.',
  canceled: 'Dieser Kauf wurde abgebrochen oder ist abgelaufen ({moment}). Es wurde nichts gekauft.',
  card_unknown:
    'Eine Geschenkkarte mit diesem Code gibt es nicht. Prüfen Sie die Schreibweise, oder fahren Sie ohne sie fort.',
  card_needs_code: 'Eine Geschenkkarte braucht ihren Code: Senden Sie ihn als credential {"type":"code","token":"…"}.',
  credit_is_its_owners: 'Guthaben gibt nur sein Inhaber aus, und der muss angemeldet sein. Fahren Sie ohne es fort.',
  gift_card: 'Geschenkkarte …{end}',
  store_credit: 'Ihr Guthaben',
  card_is_disabled: '{card} ist gesperrt.',
  card_expired: '{card} ist abgelaufen.',
  card_in_currency: '{card} lautet auf {own}, und dieser Kauf auf {currency}.',
  card_only_holds: 'Auf {card} sind noch {amount}.',
  card_holds_less: 'Auf {card} sind noch {amount}, nicht die {wanted}, die sie zahlen soll.',
  card_pays_nothing:
    '{card} zahlt nichts mehr. Es wurde nichts abgebucht. Sehen Sie, was zu zahlen bleibt, und schließen Sie noch einmal ab, wenn der Käufer zustimmt.',
  card_holds:
    'Auf {card} sind jetzt {amount}. Es wurde nichts abgebucht. Sehen Sie, was zu zahlen bleibt, und schließen Sie noch einmal ab, wenn der Käufer zustimmt.',
  card_just_used: '{card} wurde gerade benutzt; darauf sind jetzt {amount}. Es wurde nichts abgebucht.',
  card_refused: '{problem} Es wurde nichts abgebucht. Nehmen Sie sie heraus, oder senden Sie eine andere.',
  mandate_above_ask:
    'Bestellungen über einem gewissen Betrag bestätigt der Kunde selbst, und diese kostet {amount}. Es wurde nichts abgebucht: Geben Sie continue_url weiter.',
  mandate_above_order:
    '{amount} ist mehr, als Sie für eine Bestellung ausgeben dürfen. Es wurde nichts abgebucht: Geben Sie continue_url weiter.',
  mandate_above_budget:
    '{amount} ist mehr, als von dem übrig ist, was Sie ausgeben dürfen. Es wurde nichts abgebucht: Geben Sie continue_url weiter.',
  mandate_other_category:
    'Darin ist etwas, das Sie nicht allein kaufen dürfen. Es wurde nichts abgebucht: Geben Sie continue_url weiter.',
  mandate_other_currency:
    'Was Sie ausgeben dürfen, ist in einer anderen Währung. Es wurde nichts abgebucht: Geben Sie continue_url weiter.',
  mandate_ended: 'Was Sie ausgeben durften, ist abgelaufen. Es wurde nichts abgebucht: Geben Sie continue_url weiter.',

  payment_method_unknown:
    'Ein gespeichertes Zahlungsmittel {id} haben Sie nicht. Wählen Sie eines aus payment.instruments, oder zahlen Sie mit einem credential. Es wurde nichts abgebucht.',
  payment_method_not_saved:
    'Ein Zahlungsmittel speichern kann nur, wer angemeldet ist. Senden Sie es ohne save. Es wurde nichts abgebucht.',
  payment_failed: '{reason} Es wurde nichts abgebucht. Versuchen Sie es noch einmal, oder zahlen Sie anders.',
  refused: 'Die Zahlung war nicht möglich.',
  refused_card_declined: 'Die Bank hat diese Zahlung abgelehnt.',
  refused_generic_decline: 'Die Bank hat diese Zahlung abgelehnt.',
  refused_insufficient_funds: 'Die Karte ist für diese Zahlung nicht ausreichend gedeckt.',
  refused_expired_card: 'Die Karte ist abgelaufen.',
  refused_incorrect_cvc: 'Die Prüfnummer der Karte stimmt nicht.',
  refused_processing_error: 'Die Bank konnte die Karte nicht verarbeiten.',
  refused_authentication_required: 'Die Bank möchte, dass Sie die Zahlung selbst bestätigen.',
  refused_payment_intent_authentication_failure: 'Die Zahlung wurde bei der Bank nicht bestätigt.',
  refused_resource_missing: 'Der Zahlungsanbieter kennt diese Angaben nicht.',
  refused_token_already_used: 'Diese Angaben wurden schon einmal verwendet.',
  refused_canceled: 'Die Zahlung wurde aufgegeben.',
  refused_expired: 'Die Seite des Zahlungsanbieters wurde verlassen, ohne zu zahlen.',
  refused_payment_unavailable: 'Der Zahlungsanbieter antwortet nicht.',
  refused_amount_not_chargeable: 'Dieser Betrag lässt sich in dieser Währung nicht abbuchen.',
  refused_payment_method_gone: 'Dieses gespeicherte Zahlungsmittel gibt es beim Zahlungsanbieter nicht mehr.',
  money_back: '{reason} {amount} werden erstattet; es gibt keine Bestellung.',
  paid_other_amount: 'Der bezahlte Betrag ist nicht der vereinbarte.',
  paid_too_late: 'Die Zahlung kam an, nachdem sie aufgegeben worden war.',
  paid_other_total: 'Was bezahlt wurde, ist nicht die vereinbarte Summe.',
  paid_after_stock: 'Die Zahlung kam an, als die Ware schon weg war.',

  goes_with: 'Passt zu {title}.',
  step_up_from: 'Eine Stufe besser als {title}.',
  instead_of: 'Statt {title}.',
  often_bought_with: 'Oft zusammen mit {title} gekauft.',
  because_you_bought: 'Weil Sie {title} gekauft haben.',
  time_to_buy_again: 'Das haben Sie schon gekauft, und es könnte wieder so weit sein.',
  popular_now: 'Gerade beliebt.',
  like: 'Wie {title}: {reasons}.',
  also_in: 'auch in {place}',
  also: 'auch {what}',
  also_by: 'auch von {brand}',
  the_same_too: 'auch {name} {value}',
  similar_price: 'zu einem ähnlichen Preis',
  nothing_goes_with: 'Dazu passt nichts, was man jetzt kaufen kann. search_catalog findet andere Produkte.',
  not_within_filters: '{id} wird innerhalb dieser Filter nicht angeboten.',
  unknown_product: 'Ein Produkt oder eine Variante {id} gibt es nicht.',

  facet_category: 'Kategorie',
  facet_brand: 'Marke',
  facet_type: 'Art',
  facet_price: 'Preis',
  facet_available: 'Verfügbar',
  facet_on_sale: 'Reduziert',
  no_results: 'Nichts im Shop passt. Versuchen Sie es mit weniger oder anderen Wörtern, oder mit weiteren Filtern.',
  spelling_corrected: 'Kein Produkt hat {typed}; gesucht wurde auch {meant}.',
  words_dropped: 'Nichts hat alle Wörter von {query}; was die anderen ohne {words} hat, kommt zuerst.',
  some_words: 'Nichts hat alle Wörter von {query}; diese haben einige davon.',
  whole_first: 'Nur die ersten {count} davon haben alle Wörter von {query}.',
  similar_shown: 'Nichts im Shop hat {query}; diese haben {words}, das ähnlich geschrieben wird.',
  only_mentioned: 'Nichts im Shop heißt {query}; diese erwähnen es nur.',
  no_search_words: 'In {query} stehen keine Wörter, nach denen man suchen kann.',
  no_variant_matches: 'Keine Variante liegt innerhalb der Filter; alle werden gezeigt.',
  selection_relaxed: 'Keine Variante hat diese ganze Auswahl; {gone} wurde weggelassen.',
  other_currency: 'Einen Preis in {currency} gibt es nicht; dieser ist in {other}.',
  other_currency_of: '{title} hat keinen Preis in {currency}; dieser ist in {other}.',

  // Rücksendungen.
  return_requested:
    'Rücksendung {id} ist angemeldet. Der Shop sagt, wohin sie geht; wenn sie angekommen ist, geht das Geld dorthin zurück, woher es kam.',

  // Briefe über Konten.
  mail_verify_subject: 'Bestätigen Sie Ihre E-Mail-Adresse für {shop}',
  mail_verify:
    'Guten Tag,\n\njemand hat mit dieser E-Mail-Adresse ein Konto bei {shop} angelegt. Wenn Sie es waren, öffnen Sie diesen Link und geben Sie das Passwort ein, das Sie gewählt haben:\n\n{link}\n\nDer Link gilt 24 Stunden. Wenn Sie es nicht waren, tun Sie nichts: Ohne den Link gibt das Konto zu nichts Zugang.\n',
  mail_known_subject: 'Sie haben schon ein Konto bei {shop}',
  mail_known:
    'Guten Tag,\n\njemand wollte mit dieser E-Mail-Adresse ein Konto bei {shop} anlegen, und es gibt schon eines. Wenn Sie es waren, melden Sie sich hier an:\n\n{link}\n\nWenn Sie das Passwort nicht wissen, wählen Sie ein neues:\n\n{forgotten}\n\nWenn Sie es nicht waren, tun Sie nichts: Es wurde nichts geändert.\n',
  mail_reset_subject: 'Wählen Sie ein neues Passwort für {shop}',
  mail_reset:
    'Guten Tag,\n\njemand hat um ein neues Passwort für Ihr Konto bei {shop} gebeten. Wenn Sie es waren, öffnen Sie diesen Link und wählen Sie eines:\n\n{link}\n\nDer Link gilt einmal, eine Stunde lang. Wenn Sie es nicht waren, tun Sie nichts: Ihr Passwort bleibt, wie es ist.\n',
  mail_new_address_subject: 'Bestätigen Sie Ihre neue E-Mail-Adresse für {shop}',
  mail_new_address:
    'Guten Tag,\n\njemand möchte diese E-Mail-Adresse für sein Konto bei {shop} verwenden. Wenn Sie es waren, öffnen Sie diesen Link und geben Sie Ihr Passwort ein:\n\n{link}\n\nDer Link gilt 24 Stunden. Wenn Sie es nicht waren, tun Sie nichts.\n',
  mail_former_address_subject: 'Ihr Konto bei {shop} hat eine andere E-Mail-Adresse',
  mail_former_address:
    'Guten Tag,\n\nIhr Konto bei {shop} hat jetzt eine andere E-Mail-Adresse, wie es mit dem Passwort verlangt wurde, und alle wurden abgemeldet. Wenn Sie es nicht waren, schreiben Sie dem Shop.\n',
  mail_new_password_subject: 'Ihr Passwort bei {shop} wurde geändert',
  mail_new_password:
    'Guten Tag,\n\ndas Passwort Ihres Kontos bei {shop} wurde geändert, und alle anderen wurden abgemeldet. Wenn Sie es nicht waren, wählen Sie ein neues:\n\n{link}\n',
}

import type { AddressWords } from './words-address-en.ts'

export const addressGerman: AddressWords = {
  firstName: 'Vorname',
  lastName: 'Nachname',
  street: 'Straße und Hausnummer',
  extended: 'Wohnung, Etage, Firma',
  postcode: 'Postleitzahl',
  city: 'Ort',
  region: 'Bundesland oder Region',
  country: 'Land',
  choose: 'Bitte wählen …',
  phone: 'Telefon',
  email: 'E-Mail',
  optional: label => `${label} (freiwillig)`,
}

/** What the fields of an address are called in English, wherever one is typed. */
export const addressEnglish = {
  firstName: 'First name',
  lastName: 'Last name',
  street: 'Street and number',
  extended: 'Flat, floor, company',
  postcode: 'Postcode',
  city: 'City',
  region: 'State or region',
  country: 'Country',
  choose: 'Choose …',
  phone: 'Phone',
  email: 'E-mail',
  optional: (label: string) => `${label} (optional)`,
}
export type AddressWords = typeof addressEnglish

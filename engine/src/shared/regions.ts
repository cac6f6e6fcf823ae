/**
 * The code of a region, such as "CA" for "California", "ca" or "US-CA"; undefined where it is none of a country whose
 * regions are known here. Codes and names are ISO 3166-2's, without the country.
 */
export function regionCode(country: string, region: string): string | undefined {
  const regions = regionsOf(country)
  const wanted = key(region)
  const code = wanted.startsWith(`${country}-`) ? wanted.slice(country.length + 1) : wanted
  if (!regions) return code || undefined
  return regions.names.has(code) ? code : regions.codes.get(wanted)
}

export const regionName = (country: string, code: string): string | undefined => regionsOf(country)?.names.get(code)

/** Letter case, accents, dots and blanks do not count. */
const key = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}.]/gu, '')
    .trim()
    .replace(/\s+/g, ' ')
    .toUpperCase()

type Regions = { readonly names: ReadonlyMap<string, string>; readonly codes: ReadonlyMap<string, string> }

const known = new Map<string, Regions>()

function regionsOf(country: string): Regions | undefined {
  const table = tables[country]
  if (table === undefined) return undefined
  let regions = known.get(country)
  if (!regions) {
    const rows = table.split('|').map(row => row.trim().split(' '))
    const names = new Map(rows.map(([code = '', ...name]) => [code, name.join(' ').split('/')[0] ?? '']))
    const codes = new Map(
      rows.flatMap(([code = '', ...name]) =>
        name
          .join(' ')
          .split('/')
          .map((word): [string, string] => [key(word), code]),
      ),
    )
    regions = { names, codes }
    known.set(country, regions)
  }
  return regions
}

/** A code and its names, the English or official one first. */
const tables: Readonly<Record<string, string>> = {
  US: `AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia
    |FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine
    |MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada
    |NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon
    |PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia
    |WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|AS American Samoa|GU Guam|MP Northern Mariana Islands
    |PR Puerto Rico|VI Virgin Islands|AA Armed Forces Americas|AE Armed Forces Europe|AP Armed Forces Pacific`,
  CA: `AB Alberta|BC British Columbia/Colombie-Britannique|MB Manitoba|NB New Brunswick/Nouveau-Brunswick
    |NL Newfoundland and Labrador/Newfoundland/Terre-Neuve-et-Labrador|NS Nova Scotia/Nouvelle-Écosse
    |NT Northwest Territories/Territoires du Nord-Ouest|NU Nunavut|ON Ontario|PE Prince Edward Island/Île-du-Prince-Édouard
    |QC Quebec/Québec|SK Saskatchewan|YT Yukon`,
  AU: `ACT Australian Capital Territory|NSW New South Wales|NT Northern Territory|QLD Queensland|SA South Australia
    |TAS Tasmania|VIC Victoria|WA Western Australia`,
  DE: `BB Brandenburg|BE Berlin|BW Baden-Württemberg|BY Bavaria/Bayern|HB Bremen|HE Hesse/Hessen|HH Hamburg
    |MV Mecklenburg-Vorpommern|NI Lower Saxony/Niedersachsen|NW North Rhine-Westphalia/Nordrhein-Westfalen/NRW
    |RP Rhineland-Palatinate/Rheinland-Pfalz|SH Schleswig-Holstein|SL Saarland|SN Saxony/Sachsen
    |ST Saxony-Anhalt/Sachsen-Anhalt|TH Thuringia/Thüringen`,
  BR: `AC Acre|AL Alagoas|AM Amazonas|AP Amapá|BA Bahia|CE Ceará|DF Distrito Federal|ES Espírito Santo|GO Goiás|MA Maranhão
    |MG Minas Gerais|MS Mato Grosso do Sul|MT Mato Grosso|PA Pará|PB Paraíba|PE Pernambuco|PI Piauí|PR Paraná
    |RJ Rio de Janeiro|RN Rio Grande do Norte|RO Rondônia|RR Roraima|RS Rio Grande do Sul|SC Santa Catarina|SE Sergipe
    |SP São Paulo|TO Tocantins`,
  IN: `AN Andaman and Nicobar Islands|AP Andhra Pradesh|AR Arunachal Pradesh|AS Assam|BR Bihar|CG Chhattisgarh|CH Chandigarh
    |DH Dadra and Nagar Haveli and Daman and Diu|DL Delhi/New Delhi|GA Goa|GJ Gujarat|HP Himachal Pradesh|HR Haryana
    |JH Jharkhand|JK Jammu and Kashmir|KA Karnataka|KL Kerala|LA Ladakh|LD Lakshadweep|MH Maharashtra|ML Meghalaya
    |MN Manipur|MP Madhya Pradesh|MZ Mizoram|NL Nagaland|OD Odisha/Orissa|PB Punjab|PY Puducherry/Pondicherry|RJ Rajasthan
    |SK Sikkim|TN Tamil Nadu|TR Tripura|TS Telangana|UK Uttarakhand|UP Uttar Pradesh|WB West Bengal`,
  MX: `AGU Aguascalientes|BCN Baja California|BCS Baja California Sur|CAM Campeche|CHH Chihuahua|CHP Chiapas
    |CMX Ciudad de México/Mexico City|COA Coahuila|COL Colima|DUR Durango|GRO Guerrero|GUA Guanajuato|HID Hidalgo|JAL Jalisco
    |MEX México/Estado de México|MIC Michoacán|MOR Morelos|NAY Nayarit|NLE Nuevo León|OAX Oaxaca|PUE Puebla|QUE Querétaro
    |ROO Quintana Roo|SIN Sinaloa|SLP San Luis Potosí|SON Sonora|TAB Tabasco|TAM Tamaulipas|TLA Tlaxcala|VER Veracruz
    |YUC Yucatán|ZAC Zacatecas`,
}

import { matchesPostal } from './postal-pattern.ts'

/** The regions in which a postal code can lie; undefined where that is not known. Most codes lie in one. */
export function regionsOfCode(country: string, postalCode: string): readonly string[] | undefined {
  const table = tables[country]
  if (table === undefined || postalCode === '') return undefined
  const found = table
    .split('|')
    .map(row => row.trim().split(' '))
    .filter(([, ...patterns]) => patterns.some(pattern => matchesPostal(pattern, postalCode)))
    .map(([region = '']) => region)
  return found.length > 0 ? found : undefined
}

export function regionOfCode(country: string, postalCode: string): string | undefined {
  const regions = regionsOfCode(country, postalCode)
  return regions?.length === 1 ? regions[0] : undefined
}

/** By the first characters of codes: USPS Publication 65 and Canada Post; Germany's first digits cross its states. */
const tables: Readonly<Record<string, string>> = {
  US: `AL 350..369|AK 995..999|AZ 850..865|AR 716..729 75502|CA 900..961|CO 800..816|CT 060..069|DE 197..199|DC 200 202..205 569
    |FL 320..339 341..349|GA 300..319 398..399|HI 967..968|ID 832..838|IL 600..629|IN 460..479|IA 500..528|KS 660..679
    |KY 400..427|LA 700..714|ME 039..049|MD 206..219|MA 010..027 055|MI 480..499|MN 550..567|MS 386..397|MO 630..658
    |MT 590..599|NE 680..693|NV 889..898|NH 030..038|NJ 070..089|NM 870..884|NY 005 100..149 06390|NC 270..289|ND 580..588
    |OH 430..459|OK 730..732 734..749|OR 970..979|PA 150..196|RI 028..029|SC 290..299|SD 570..577|TN 370..385
    |TX 733 750..799 885|UT 840..847|VT 050..054 056..059|VA 201 220..246|WA 980..994|WV 247..268|WI 530..549|WY 820..831
    |PR 006..007 009|VI 008|GU 969|MP 969|AS 96799|AE 090..098|AA 340|AP 962..966`,
  CA: `NL A|NS B|PE C|NB E|QC G H J|ON K L M N P|MB R|SK S|AB T|BC V|NT X|NU X|YT Y`,
  DE: `SN 0|ST 0 2 3|TH 0 3 9|BB 0 1|BE 1|MV 1 2|HH 2|SH 2|NI 2 3 4|HB 2|HE 3 5 6|NW 3 4 5|RP 5 6 7|SL 6|BW 6 7 8 9|BY 6 7 8 9`,
}

import type { AgentWords } from './words-agents-en.tsx'

export const agentGerman: AgentWords = {
  scopes: {
    'catalog:read': 'Produkte mit Ihren Preisen ansehen',
    'cart:write': 'etwas in Warenkörbe legen',
    'checkout:write':
      'eine Bestellung für Sie vorbereiten und sie im Rahmen eines Budgets bezahlen, wenn Sie eines geben',
    'orders:read': 'Ihre Bestellungen sehen, und wo sie gerade sind',
    'orders:cancel': 'Ihre Bestellungen stornieren und Rücksendungen anmelden',
    'orders:update':
      'das Ziel Ihrer Bestellungen ändern, und wie Sie dazu erreicht werden, solange nichts verschickt ist',
    'account:read': 'Ihr Profil und Ihre Adressen sehen, und welche Zahlungsmittel Sie gespeichert haben',
    'account:write': 'Ihr Profil und Ihre Adressen ändern',
    offline_access: 'verbunden bleiben, bis Sie sie trennen oder dreißig Tage lang nicht benutzen',
  },
  consent: {
    nameless: 'Eine Anwendung',
    title: name => `„${name}“ für Sie handeln lassen?`,
    heading: (name, shop) => `„${name}“ bei ${shop} für Sie handeln lassen?`,
    belongsTo: host => (
      <>
        Die Anwendung gehört zu <strong>{host}</strong>.
      </>
    ),
    notVerified: (
      <>
        So nennt sich die Anwendung selbst; sie ist <strong>von diesem Shop nicht geprüft</strong>.
      </>
    ),
    answerGoesTo: place => (
      <>
        Ihre Antwort geht an <strong>{place}</strong>. Erlauben Sie es nur, wenn Sie dort gerade damit begonnen haben.
      </>
    ),
    localProgram: 'ein Programm auf diesem Computer',
    localApp: scheme => `eine App auf diesem Gerät (${scheme})`,
    couldThen: email => (
      <>
        Die Anwendung könnte dann für Ihr Konto <strong>{email}</strong>:
      </>
    ),
    paying:
      'Mit Ihren gespeicherten Zahlungsmitteln kann sie nicht bezahlen: Sie bekommen einen Link und bezahlen selbst. Nur im Rahmen eines Budgets, das Sie ihr selbst geben, bezahlt sie allein: so viel insgesamt und je Bestellung, bis zu einem Tag, den Sie wählen. Ein Budget geben Sie in Ihrem Konto unter „Assistenten“ und nehmen es dort auch zurück, nie in einem Gespräch; anfangs gibt es keines.',
    allow: 'Erlauben',
    refuse: 'Ablehnen',
    never:
      'Sie kann weder Ihr Passwort ändern noch Kartennummern sehen noch andere hereinlassen. Trennen können Sie sie jederzeit in Ihrem Konto unter „Assistenten“.',
  },
  leading: {
    title: 'Einen Moment',
    text: 'Sie werden weitergeleitet. Danach können Sie diese Seite schließen.',
    link: 'Wenn nichts geschieht, geht es hier weiter',
  },
  failure: {
    title: 'Der Assistent konnte nicht verbunden werden',
    next: 'Es wurde nichts erlaubt. Beginnen Sie in der Anwendung noch einmal; wenn das nicht hilft, entfernen Sie dort den Shop und fügen ihn neu hinzu.',
    other: 'Die Anwendung hat so gefragt, dass der Shop sie nicht versteht.',
    reasons: {
      invalid_client:
        'Der Shop kennt die Anwendung nicht, oder konnte das Dokument nicht lesen, das sagt, wer sie ist.',
      client_disabled: 'Die Anwendung ist hier nicht zugelassen.',
      invalid_redirect: 'Die Anwendung will die Antwort an einer Adresse, die sie zuvor nicht genannt hat.',
      question: 'Diese Frage ist zu alt, oder schon beantwortet.',
    },
  },
  agents: {
    title: 'Assistenten',
    heading: 'Assistenten, die für Sie handeln',
    none: 'Noch gibt es keine.',
    since: (connected, used) => `Verbunden seit ${connected}, ${used ? `zuletzt hier ${used}` : 'noch nicht benutzt'}`,
    may: 'Darf',
    id: 'Die Kennung ist',
    disconnect: 'Trennen',
    disconnectNamed: name => `${name} trennen`,
    budgets:
      'Keiner bezahlt mit Ihren gespeicherten Zahlungsmitteln, außer Sie geben ihm hier ein Budget. Wenn Sie einen trennen, enden seine Budgets.',
    connecting: mcpUrl => (
      <>
        Um einen zu verbinden, geben Sie ihm die Adresse <code>{mcpUrl}</code>. Er fragt Sie hier, bevor er etwas von
        Ihnen sieht.
      </>
    ),
  },
  mandates: {
    title: 'Budget geben',
    heading: name => `Ein Budget für ${name}`,
    text: 'Darin bezahlt der Assistent allein, mit einem Zahlungsmittel, das Sie gespeichert haben. Alles andere überlässt er Ihnen.',
    noMethod:
      'Sie haben noch kein Zahlungsmittel gespeichert; er kann also nichts ausgeben, bevor Sie an der Kasse eines behalten haben.',
    grant: 'Budget geben',
    grantTo: name => `${name} ein Budget geben`,
    currency: 'Währung',
    total: 'Insgesamt',
    perOrder: 'Je Bestellung',
    perOrderHint: 'Leer: so viel, wie übrig ist',
    askAbove: 'Fragen über',
    askAboveHint: 'Was mehr kostet, wartet auf Sie',
    until: 'Bis',
    untilHint: 'Ende dieses Tages (UTC), höchstens ein Jahr voraus',
    categories: 'Nur aus diesen Kategorien',
    categoriesHint: 'Keine gewählt: alles im Shop',
    method: 'Bezahlt mit',
    lastMethod: 'Dem zuletzt gespeicherten',
    amountWrong: 'Schreiben Sie Beträge als Zahlen, zum Beispiel 50 oder 49,90.',
    of: name => `Budgets von ${name}`,
    former: 'Budgets von Assistenten, die es nicht mehr gibt',
    left: (left, total) => `${left} von ${total} übrig`,
    status: { active: 'Gilt', used_up: 'Aufgebraucht', expired: 'Abgelaufen', revoked: 'Zurückgenommen' },
    limits: {
      perOrder: amount => `höchstens ${amount} je Bestellung`,
      askAbove: amount => `fragt über ${amount}`,
      until: date => `bis ${date}`,
      categories: names => `nur ${names}`,
    },
    bought: 'Damit gekauft',
    nothing: 'Damit wurde noch nichts gekauft.',
    use: { held: 'wird bezahlt', spent: 'bezahlt', returned: 'zurückgegeben' },
    order: 'Zur Bestellung',
    revoke: 'Zurücknehmen',
    revokeNamed: left => `Budget mit ${left} zurücknehmen`,
    older: 'Ältere Budgets',
    back: 'Zurück zu Ihren Assistenten',
  },
}

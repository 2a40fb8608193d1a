/** What is put in the place of something that could tell who wrote it, by language of the report. */
export interface Masks {
  /** Each in small letters: a mask must not look like a name. */
  name: string
  email: string
  phone: string
  number: string
  link: string
}

const EMAIL = /[\p{L}\p{N}._%+-]+\s?@\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu
const LINK = /\b(?:https?:\/\/|www\.)\S+/giu
const HANDLE = /(^|[\s(])@[\p{L}\p{N}_.]{3,}/gu
/** A phone has seven digits or more, with blanks, dots, dashes, slashes and brackets between them. */
const PHONE = /(?:\+|00)?\(?\d(?:[\s.\-/()]{0,2}\d){6,14}/gu
/** Identity documents, accounts and orders: five digits or more, with a letter or two before or after them. */
const DOCUMENT = /(?<![\p{L}\p{N}])(?:\p{L}{1,2}-?\d{5,}|\d{5,}-?\p{L}(?![\p{L}\p{N}]))/gu
const NUMBER = /\d{5,}/gu

const WORD = "\\p{Lu}[\\p{L}'’\\-]+"
/** Words between the parts of a name: María de la Cruz. */
const LINKED = `${WORD}(?:\\s+(?:(?:de|del|la|las|los|y|van|von|da|dos|di)\\s+){0,2}${WORD})*`
/** What comes before a name, which may then be written small; a second small word only at the end of what is said. */
const INTRODUCED =
  /(\b(?:[Mm]y name is|[Ii] am called|[Mm]e llamo|[Mm]i nombre es|[Ll]e habla|[Ss]e llamaba?|named|called)\s+)([\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)*(?:\s+[\p{L}'’-]+(?=\s*(?:[.,;!?)]|$)))?)/gu
const TITLED = new RegExp(
  `(\\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Sr|Sra|Srta|Don|Doña|Dña|Prof)\\.?\\s+)(${LINKED})`,
  'gu',
)
const CAPITALS = new RegExp(LINKED, 'gu')

/** First names that often begin a sentence; elsewhere a capital in the middle of a sentence is enough. */
const FIRST_NAMES = new Set(
  (
    'ana maria marta laura lucia carmen elena sara paula isabel cristina raquel rosa pilar teresa beatriz silvia ' +
    'patricia monica andrea alba irene julia sofia claudia eva nuria ines juan jose antonio manuel francisco luis carlos ' +
    'javier miguel pedro pablo jorge david daniel alejandro sergio fernando alberto diego adrian raul ivan ruben oscar ' +
    'andres alvaro enrique ramon vicente jaime mario hugo martin john james robert michael william richard thomas mark ' +
    'paul steven kevin brian george edward ryan jason jeff gary eric peter adam henry jack tom tim mike bob joe sam ben ' +
    'dan chris matt mary jennifer linda elizabeth susan jessica sarah karen nancy lisa betty margaret sandra ashley emily ' +
    'donna michelle carol amanda melissa deborah rebecca sharon cynthia kathleen amy angela anna emma olivia kate jane ' +
    'sophie lucy helen alice claire ahmed mohamed mohammed fatima wei li ivan olga priya raj'
  ).split(' '),
)

/** Capitals that are no names, in English and Spanish. */
const NO_NAMES = new Set(
  (
    'i im ill ive id monday tuesday wednesday thursday friday saturday sunday january february march april may june july ' +
    'august september october november december english spanish christmas easter ok faq pdf sms app web wifi gps vat iva ' +
    'english español española navidad internet'
  ).split(' '),
)

/** Words that open a sentence and are no part of the name after them. */
const OPENINGS = new Set(
  (
    'the a an my our your his her their this that with and but when while after before since from at in on for to by is ' +
    'was if so we you they he she it el la los las un una mi mis su sus nuestro nuestra este esta con y pero cuando ' +
    'mientras despues antes desde de del al en para por si es fue era como que gracias thanks hello hi dear hola querido ' +
    'estimado estimada'
  ).split(' '),
)
const STARTS = /(?:^|[.!?…:;"“«(¡¿\n-])\s*$/u

const bare = (word: string) =>
  word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/['’]s$/u, '')
    .replace(/['’]/gu, '')
    .toLowerCase()

/**
 * Masks e-mail addresses, phone and other long numbers, links, handles and names in something a person wrote. It would
 * rather mask a street than show a person: every capitalised word inside a sentence goes, unless it is in `allowed`.
 *
 * A rule of thumb, no proof: a name written small, or a nickname, can pass. Read before you publish.
 *
 * @param options - `allowed`: words that are no names, such as the company and its products; `names`: names known for this
 * text, such as the contact given beside it.
 */
export function maskContacts(
  text: string,
  masks: Masks,
  { allowed = [], names = [] }: { allowed?: readonly string[]; names?: readonly string[] } = {},
): string {
  const free = new Set(
    allowed
      .flatMap((one) => one.split(/[^\p{L}\p{N}'’]+/u))
      .filter((word) => word !== '')
      .map(bare),
  )
  const isFree = (word: string) => free.has(bare(word)) || NO_NAMES.has(bare(word))
  let masked = text
    .replace(LINK, masks.link)
    .replace(EMAIL, masks.email)
    .replace(HANDLE, `$1${masks.name}`)
    .replace(DOCUMENT, masks.number)
    .replace(PHONE, (found) => (/^\d{1,8}$/.test(found) ? masks.number : masks.phone))
    .replace(NUMBER, masks.number)
  for (const part of names.flatMap((name) => name.split(/\s+/)).filter((name) => name.length > 1))
    masked = masked.replace(new RegExp(`(?<![\\p{L}])${escaped(part)}(?![\\p{L}])`, 'giu'), masks.name)
  return masked
    .replace(INTRODUCED, `$1${masks.name}`)
    .replace(TITLED, `$1${masks.name}`)
    .replace(CAPITALS, (found: string, at: number, whole: string) => {
      const words = found.split(/\s+/)
      const isKept = (word: string) => isFree(word) || isAcronym(word)
      if (!STARTS.test(whole.slice(0, at))) return words.every(isKept) ? found : masks.name
      // the first word of a sentence owes its capital to its place, unless it is a first name or another follows it
      const [head, ...rest] = words as [string, ...string[]]
      const isOpening = !FIRST_NAMES.has(bare(head)) && (rest.length === 0 || OPENINGS.has(bare(head)))
      if (rest.every(isKept))
        return isOpening || isKept(head) || !FIRST_NAMES.has(bare(head)) ? found : masks.name
      return isOpening || isKept(head) ? `${head} ${masks.name}` : masks.name
    })
    .replace(/(\[[^\]]+\])(?:[\s,]+\1)+/gu, '$1')
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** VAT, GPS: capitals throughout, and few. Longer ones are words that were shouted. */
const isAcronym = (word: string) => word === word.toUpperCase()
